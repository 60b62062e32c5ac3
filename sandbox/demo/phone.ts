/** Somebody with a phone: what they say and press, and what they see. */
import { soon } from './expect.ts';
import { ask, call, type Reply } from './http.ts';
import { language } from './words.ts';

export type Message = {
  messageId: number;
  text: string;
  by: 'bot' | 'person' | 'service';
  buttons: Array<Array<{ text: string; data?: string; url?: string; pay?: boolean }>>;
  media: { type: string } | null;
  invoice: { title: string; totalAmount: number; paid: boolean } | null;
  protectContent: boolean;
};

export type Phone = {
  id: number;
  /** @returns what the bot says next that fits */
  say(text: string, expected: string, fits: (message: Message) => unknown): Promise<Message>;
  /** Presses the button whose data begins so. @returns the message as it is when it fits */
  press(message: Message, data: string, expected: string, fits: (message: Message) => unknown): Promise<Message>;
  pay(messageId: number): Promise<Reply>;
  /** Follows a link into a closed chat. */
  join(link: string): Promise<string>;
  /** Waits until that many messages fit. @param after only what came later than this message */
  sees(expected: string, fits: (message: Message) => unknown, options?: { count?: number; after?: number }): Promise<Message[]>;
  newest(): Promise<number>;
  stars(): Promise<number>;
  /** Telegram's word for who this is, as a Mini App gets it. */
  initData(): Promise<string>;
};

export const buttonOf = ({ buttons }: Message, start: string) => buttons.flat().find(({ data }) => data?.startsWith(start));

/** Of somebody new, who speaks the language of whoever looks on. */
export async function newPhone(sandbox: string, firstName: string): Promise<Phone> {
  const { id } = await ask(`${sandbox}/people`, { body: { firstName, languageCode: language } });
  return phoneOf(sandbox, id);
}

export function phoneOf(sandbox: string, id: number): Phone {
  const at = `${sandbox}/people/${id}`;
  const all = (): Promise<Message[]> => ask(`${at}/messages`);
  const last = async () => (await all()).slice(-2).map(({ by, text, buttons }) => ({ by, text, buttons }));
  const newest = async () => (await all()).at(-1)?.messageId ?? 0;
  const sees: Phone['sees'] = (expected, fits, { count = 1, after = 0 } = {}) =>
    soon(
      expected,
      async () => {
        const fitting = (await all()).filter((message) => message.by === 'bot' && message.messageId > after && fits(message));
        return fitting.length >= count && fitting;
      },
      last,
    );
  return {
    id,
    newest,
    sees,
    async say(text, expected, fits) {
      const after = await newest();
      await ask(`${at}/messages`, { body: { text } });
      return (await sees(expected, fits, { after }))[0] as Message;
    },
    async press(message, start, expected, fits) {
      const { data } = buttonOf(message, start) ?? { data: start };
      const before = await newest();
      await ask(`${at}/presses`, { body: { messageId: message.messageId, data } });
      // The answer is a new message, or the same one with other buttons.
      const answer = ({ messageId }: Message) => messageId > before || messageId === message.messageId;
      return (await sees(expected, (seen) => answer(seen) && fits(seen)))[0] as Message;
    },
    pay: (messageId) => call(`${at}/payments`, { body: { messageId } }),
    join: async (link) => (await ask(`${at}/joins`, { body: { link } })).result,
    stars: async () => (await ask(at)).stars,
    initData: async () => (await ask(`${at}/init-data`)).initData,
  };
}
