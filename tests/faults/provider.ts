/** What a returned order looks like at its provider, in our rows and in the letterbox. */
import assert from 'node:assert/strict';
import { inPhase, order, payOnPage, type TestShow, type WebOrder } from '../support/buyers.ts';
import type { House } from '../support/house.ts';
import { call, eventually, type Reply } from '../support/http.ts';
import { patient } from './moment.ts';

export async function paid(house: House, show: TestShow, quantity = 1): Promise<WebOrder> {
  const placed = await order(house, show, quantity);
  await payOnPage(placed.checkoutUrl);
  await inPhase(house, placed, 'paid', patient);
  return placed;
}

export const ask = (house: House, placed: WebOrder, path: string, body: object) =>
  call(`${house.web}/api/orders/${placed.orderId}/${path}?token=${placed.token}`, { body });

/** Asked until the house is there to answer: what a person who presses again does. */
export const insist = (asked: () => Promise<Reply<Record<string, any>>>, what: string) =>
  eventually(
    async () => {
      const reply = await asked();
      if (reply.status < 500) assert.equal(reply.status, 200, JSON.stringify(reply.body));
      return reply.status === 200;
    },
    what,
    patient,
  );

/** What the provider itself has returned of an order. */
export async function atProvider(house: House, orderId: string): Promise<number[]> {
  const [row] = await house.db.sql<{ payment_id: string }>('select payment_id from payments where order_id = $1', [orderId]);
  const { body } = await call<{ data: Array<{ amount: number }> }>(
    `${house.sandbox}/v1/refunds?payment_intent=${row!.payment_id}`,
    { headers: { authorization: `Bearer ${house.stripeKey}` } },
  );
  return body.data.map(({ amount }) => amount);
}

export const refundsOf = (house: House, orderId: string) =>
  house.db.sql<{ state: string }>('select state from refunds where order_id = $1', [orderId]);
export const settled = (house: House, orderId: string) =>
  eventually(
    async () => (await refundsOf(house, orderId)).every(({ state }) => state === 'succeeded'),
    'the money is back',
    patient,
  );
export const questions = (house: House, orderId: string) =>
  house.db.sql('select kind from attention_items where order_id = $1', [orderId]);
const moneyLetters = async (house: House, { email }: WebOrder) =>
  (await call<Array<{ subject: string }>>(`${house.sandbox}/mailbox?to=${email}`)).body.filter(({ subject }) =>
    /900/.test(subject),
  );

export async function returnedOnce(house: House, placed: WebOrder): Promise<void> {
  await settled(house, placed.orderId);
  await inPhase(house, placed, 'refunded', patient);
  await eventually(async () => (await moneyLetters(house, placed)).length > 0, 'the letter', patient);
  await onceEverywhere(house, placed);
}

/** At the provider, in our rows and in the letterbox. */
export async function onceEverywhere(house: House, placed: WebOrder): Promise<void> {
  assert.deepEqual(await atProvider(house, placed.orderId), [90_000], 'at the provider');
  assert.deepEqual([(await refundsOf(house, placed.orderId)).length, (await moneyLetters(house, placed)).length], [1, 1]);
  assert.deepEqual(await questions(house, placed.orderId), []);
}
