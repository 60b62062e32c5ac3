/** One message to one person, once: in Telegram, by mail when there is no Telegram or the bot is blocked. */
import { cancellationSignal } from '@temporalio/activity';
import type { Notice } from '../../domain/notices.ts';
import type { Letter, Mailer, Messenger, Messengers, Sent } from '../../providers/messaging/port.ts';
import type { Recipient } from './recipients.ts';
import { type Outgoing, sendOnce } from './send-once.ts';

export type NotifyDeps = { messengers: Messengers; mailer: Mailer };
export type Told = 'telegram' | 'email' | 'nobody' | 'unknown';
export type Telling = Pick<Outgoing, 'tenantId' | 'orderId' | 'key' | 'whenUnknown'> & {
  to: Recipient;
  /** A notice, or whatever else the messenger can send. */
  telegram: Notice | ((messenger: Messenger, chatId: number) => Promise<Sent>);
  letter?: () => Omit<Letter, 'to'> | Promise<Omit<Letter, 'to'>>;
};

/** @returns how it went out; `nobody`: the person can be reached by neither. */
export async function notify({ messengers, mailer }: NotifyDeps, { to, telegram, letter, ...message }: Telling): Promise<Told> {
  const signal = cancellationSignal();
  const common = { ...message, personId: to.personId };
  const { telegramId, email } = to;
  if (telegramId !== null) {
    const messenger = messengers.get(to.bot);
    const outcome = await sendOnce({
      ...common,
      send: () =>
        typeof telegram === 'function'
          ? telegram(messenger, telegramId)
          : messenger.sendText(telegramId, telegram.html, telegram.buttons, signal),
    });
    if (outcome === 'sent') return 'telegram';
    if (outcome === 'unknown') return 'unknown';
  }
  if (email === null || !letter) return 'nobody';
  // A row of its own: the mail is another message, and the first one's outcome stays known.
  const key = `${message.key}:email`;
  const outcome = await sendOnce({
    ...{ ...common, key, channel: 'email' },
    send: async () => mailer.send({ ...(await letter()), to: email }, `${message.tenantId}:${key}`, signal),
  });
  return outcome === 'sent' ? 'email' : outcome === 'unknown' ? 'unknown' : 'nobody';
}
