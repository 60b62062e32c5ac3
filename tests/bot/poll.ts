/** A bot that polls the sandbox's Telegram, and people who talk to it and pay. */
import { randomUUID } from 'node:crypto';
import { type Polling, startPolling } from '../../bot/polling.ts';
import { orderWorkflowId } from '../../domain/orders.ts';
import { type FakeBot, type Phone, personIdOf, startPhone, token } from './fakes.ts';

export const anna = 2001;
export const james = 2002;

type Paid = { result: string; chargeId?: string; error?: string };
/** An order that waits for its Stars, its row, and somebody about to pay it. */
export type Waiting = { orderId: string; row: object; pay(): Promise<Paid> };
export type Poll = {
  phone: Phone;
  start(fake: FakeBot): Polling;
  stopAll(): Promise<void>;
  /** Updates that Telegram still keeps for the bot. */
  pending(): Promise<number>;
  say(person: number, text: string): Promise<unknown>;
  order(person?: number): Waiting;
};

export async function openPoll(): Promise<Poll> {
  const phone = await startPhone();
  const running: Polling[] = [];
  async function api<T>(method: string, params: object = {}): Promise<T> {
    const response = await fetch(`${phone.url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    return ((await response.json()) as { result: T }).result;
  }
  return {
    phone,
    start({ bot, reported }) {
      const polling = startPolling(bot, { report: (error, what) => void reported.push({ error, what }) });
      running.push(polling);
      return polling;
    },
    async stopAll() {
      await Promise.all(running.splice(0).map((polling) => polling.stop()));
    },
    pending: async () => (await api<{ pending_update_count: number }>('getWebhookInfo')).pending_update_count,
    say: (person, text) => phone.ask('POST', `/people/${person}/messages`, { text }),
    order(person = anna) {
      const orderId = randomUUID();
      const personId = personIdOf(`telegram:${person}`);
      const invoice = { title: 'Чайка', description: 'x', payload: orderWorkflowId(orderId), currency: 'XTR' };
      return {
        orderId,
        row: {
          ...{ tenantId: randomUUID(), orderId, personId, phase: 'awaitingPayment', provider: 'stars' },
          ...{ amount: 450, currency: 'XTR', holdEndsAt: new Date(Date.now() + 600_000) },
        },
        async pay() {
          const link = await api<string>('createInvoiceLink', { ...invoice, prices: [{ label: 'Чайка', amount: 450 }] });
          return phone.ask<Paid>('POST', `/people/${person}/payments`, { link });
        },
      };
    },
  };
}

/** The same bot with its handler of words exchanged. */
export function answering(fake: FakeBot, handler: (text: string) => Promise<void>): FakeBot {
  const { bot } = fake;
  const original = bot.handleUpdate.bind(bot);
  bot.handleUpdate = (update, ...rest) =>
    'message' in update && 'text' in update.message ? handler(update.message.text) : original(update, ...rest);
  return { ...fake, bot };
}
