/** A bot, a pretend Telegram and people with phones: what they do is answered before the next line of a test. */
import assert from 'node:assert/strict';
import type { Update } from 'telegraf/types';
import { type FakeBot, fakeBot, type Phone, startPhone, token } from './fakes.ts';
import { Theatre } from './theatre.ts';

export const anna = 2001;
export const james = 2002;

type Button = { text: string; data?: string; url?: string; pay?: boolean };
export type Seen = {
  messageId: number;
  by: string;
  text: string;
  buttons: Button[][];
  media: object | null;
  protectContent: boolean;
  invoice: { totalAmount: number; paid: boolean } | null;
  alerts: Array<{ text: string }>;
};
export type Viewer = {
  say(text: string): Promise<Seen>;
  /** Presses the button that says so, of the newest message that has one. */
  press(text: string | RegExp): Promise<Seen>;
  /** What a hostile client sends, whether a button says so or not. */
  send(data: string): Promise<Seen>;
  all(): Promise<Seen[]>;
  last(): Promise<Seen>;
};

export type Stage = {
  phone: Phone;
  /** A new theatre and a new bot, for one test. */
  play(fakes?: Parameters<typeof fakeBot>[1]): FakeBot & { theatre: Theatre };
  viewer(person: number): Viewer;
  /** Hands the bot all that Telegram has for it. */
  pump(): Promise<void>;
  api<T>(method: string, params?: object): Promise<T>;
  close(): Promise<void>;
};

export const dataOf = ({ buttons }: Seen): string[] => buttons.flat().flatMap(({ data }) => (data ? [data] : []));
export const textsOf = ({ buttons }: Seen): string[] => buttons.flat().map(({ text }) => text);

export async function openStage(): Promise<Stage> {
  const phone = await startPhone();
  let current: FakeBot | undefined;
  let offset = 0;
  let forged = 0;
  async function api<T>(method: string, params: object = {}): Promise<T> {
    const response = await fetch(`${phone.url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    const answer = (await response.json()) as { ok: boolean; result: T; description?: string };
    assert.ok(answer.ok, answer.description);
    return answer.result;
  }
  const stage: Stage = {
    phone,
    api,
    play(fakes = {}) {
      const theatre = new Theatre();
      current = fakeBot(phone.url, { ...fakes, rows: { ...theatre.rows, ...fakes.rows } });
      return { ...current, theatre };
    },
    async pump() {
      const updates = await api<Update[]>('getUpdates', {
        ...{ offset, timeout: 0 },
        allowed_updates: ['message', 'callback_query', 'chat_join_request', 'chat_member', 'my_chat_member'],
      });
      for (const update of updates) {
        offset = update.update_id + 1;
        await current?.bot.handleUpdate(update);
      }
    },
    viewer(person) {
      const all = () => phone.ask<Seen[]>('GET', `/people/${person}/messages`);
      const last = async () => (await all()).findLast(({ by }) => by === 'bot')!;
      const viewer: Viewer = {
        all,
        last,
        async say(text) {
          await phone.ask('POST', `/people/${person}/messages`, { text });
          await stage.pump();
          return last();
        },
        async press(wanted) {
          const fits = ({ text, data }: Button) => data && (typeof wanted === 'string' ? text === wanted : wanted.test(text));
          const before = await all();
          const pressed = before.findLast(({ buttons }) => buttons.flat().some(fits));
          assert.ok(pressed, `a button that says ${wanted}`);
          const { messageId } = pressed;
          await phone.ask('POST', `/people/${person}/presses`, { messageId, data: pressed.buttons.flat().find(fits)!.data });
          await stage.pump();
          const now = await all();
          // The answer is a new message, or the pressed one changed.
          return now.at(-1)!.messageId > before.at(-1)!.messageId
            ? last()
            : now.find((message) => message.messageId === messageId)!;
        },
        async send(data) {
          const { messageId, text } = await last();
          const from = { id: person, is_bot: false, first_name: 'Анна', language_code: 'ru' };
          const message = { message_id: messageId, date: 1, chat: { id: person, type: 'private', first_name: 'Анна' }, text };
          forged += 1;
          const query = { id: `forged${forged}`, from, message, chat_instance: 'x', data };
          await current?.bot.handleUpdate({ update_id: 1_000_000 + forged, callback_query: query } as never);
          return last();
        },
      };
      return viewer;
    },
    close: () => phone.close(),
  };
  return stage;
}
