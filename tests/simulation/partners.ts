/** What the partners themselves say of the money: the only witness who does not live in our rows. */
import assert from 'node:assert/strict';
import { orderOfPayload } from '../../domain/invoice.ts';
import { call } from '../support/http.ts';
import type { World } from './world.ts';

type Listed = { id: string; [key: string]: any };
type Money = { id: string; orderId: string | undefined; amount: number; currency: string };

async function stripe({ house }: World, path: string, which: Record<string, string> = {}): Promise<Listed[]> {
  const all: Listed[] = [];
  const headers = { authorization: `Bearer ${house.stripeKey}` };
  for (;;) {
    const query = new URLSearchParams({ ...which, limit: '100', ...(all.length > 0 ? { starting_after: all.at(-1)!.id } : {}) });
    const { body } = await call<{ data: Listed[]; has_more: boolean }>(`${house.sandbox}/v1/${path}?${query}`, { headers });
    all.push(...body.data);
    if (!body.has_more) return all;
  }
}
async function yookassa({ house }: World, path: string): Promise<Listed[]> {
  const all: Listed[] = [];
  const headers = { authorization: `Basic ${Buffer.from(`100500:${house.yooKassaKey}`).toString('base64')}` };
  for (let cursor = ''; ; ) {
    const { body } = await call<{ items: Listed[]; next_cursor?: string }>(`${house.sandbox}/v3/${path}?limit=100${cursor}`, {
      headers,
    });
    all.push(...body.items);
    if (!body.next_cursor) return all;
    cursor = `&cursor=${body.next_cursor}`;
  }
}
const kopecks = ({ value }: { value: string }) => Math.round(Number(value) * 100);

type Stars = { id: string; amount: number; orderId: string | undefined; back: boolean };
/** Every payment and every return, oldest first. */
async function stars({ house }: World): Promise<Stars[]> {
  const all: Stars[] = [];
  type Said = { id: string; amount: number; source?: { invoice_payload: string } };
  for (;;) {
    const asked = `${house.sandbox}/bot${house.botToken}/getStarTransactions?limit=100&offset=${all.length}`;
    const { transactions } = (await call<{ result: { transactions: Said[] } }>(asked)).body.result;
    for (const { source, ...one } of transactions)
      all.push({ ...one, orderId: source && orderOfPayload(source.invoice_payload), back: !source });
    if (transactions.length < 100) return all;
  }
}

/** Events of money, and whether the door took them. */
const moneyEvents = async (world: World) =>
  (await stripe(world, 'events', { type: 'checkout.session.completed' })).map(({ data: { object }, pending_webhooks: left }) => ({
    taken: left === 0,
    payment: { orderId: String(object.client_reference_id), provider: 'stripe', paymentId: String(object.payment_intent) },
  }));

/** Money of which an event was taken at the door, or will be: Telegram keeps what nobody has taken yet. */
export async function deliveredPayments(world: World): Promise<Array<{ orderId: string; provider: string; paymentId: string }>> {
  return [
    ...(await moneyEvents(world)).flatMap(({ taken, payment }) => (taken ? [payment] : [])),
    ...(await stars(world)).flatMap(({ id: paymentId, orderId, back }) =>
      back ? [] : [{ orderId: String(orderId), provider: 'stars', paymentId }],
    ),
  ];
}

/** Money whose event was lost on its way. */
export const lostPayments = async (world: World): Promise<string[]> =>
  (await moneyEvents(world)).flatMap(({ taken, payment }) => (taken ? [] : [payment.paymentId]));

/** Whatever a partner holds is on our books, and nothing else; what it has returned, we have. */
export async function assertPartnersAgree(world: World): Promise<void> {
  const inStars = await stars(world);
  const came: Money[] = [
    ...(await stripe(world, 'payment_intents'))
      .filter(({ status }) => status === 'succeeded')
      .map(({ id, amount, currency, metadata }) => ({ id, orderId: metadata.orderId, amount, currency: currency.toUpperCase() })),
    ...(await yookassa(world, 'payments'))
      .filter(({ status }) => status === 'succeeded')
      .map(({ id, amount, metadata }) => ({
        id,
        orderId: metadata?.orderId,
        amount: kopecks(amount),
        currency: amount.currency,
      })),
    ...inStars.flatMap(({ id, orderId, amount, back }) => (back ? [] : [{ id, orderId, amount, currency: 'XTR' }])),
  ];
  const { db } = world.house;
  const rows = await db.sql<Money>(
    `select payment_id as id, order_id as "orderId", amount, currency from payments where provider in ('stripe', 'yookassa', 'stars')`,
  );
  // Money of a second time whose event was lost: no session knows of it, so nobody could ask.
  const known = new Set(rows.map(({ id }) => id));
  const expected = came.filter(({ id }) => known.has(id) || !world.ledger.extra.includes(id));
  assert.deepEqual(sorted(rows), sorted(expected), 'the payments on our books are those that the partners hold');

  const went = [
    ...(await stripe(world, 'refunds')).map(({ id, amount, currency }) => ({ id, amount, currency: currency.toUpperCase() })),
    ...(await yookassa(world, 'refunds')).map(({ id, amount }) => ({ id, amount: kopecks(amount), currency: amount.currency })),
    ...inStars.flatMap(({ id, amount, back }) => (back ? [{ id: `stars:${id}`, amount, currency: 'XTR' }] : [])),
  ];
  const refunds = await db.sql<{ id: string; amount: number; currency: string }>(
    `select r.provider_refund_id as id, r.amount, r.currency from refunds r join payments p on p.tenant_id = r.tenant_id and p.id = r.payment_id
     where r.state = 'succeeded' and p.provider in ('stripe', 'yookassa', 'stars')`,
  );
  assert.deepEqual(sorted(refunds), sorted(went), 'the refunds on our books are those that the partners made');
}

/** What the ledger says was sent by mail lies in the mailbox of whom it was for, as often as that or oftener: a crash may repeat one. */
export async function assertLettersArrived({ house }: World): Promise<void> {
  const { body } = await call<Array<{ to: string }>>(`${house.sandbox}/mailbox?brief`);
  const arrived = Map.groupBy(body, ({ to }) => to);
  const sent = await house.db.sql<{ email: string; letters: number }>(
    `select c.email, count(*)::int as letters from messages m join contacts c on c.tenant_id = m.tenant_id and c.person_id = m.person_id
     where m.channel = 'email' and m.state = 'sent' group by c.email`,
  );
  const missing = sent.filter(({ email, letters }) => (arrived.get(email)?.length ?? 0) < letters);
  assert.deepEqual(missing, [], 'letters on our books lie in their mailboxes');
}

const sorted = <T extends { id: string }>(rows: T[]): T[] => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
