/** The worst moments of a return for its worker to die. In this order: each arranges what the partners do to those after it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { newShow, newViewer, seen, type TestShow, type WebOrder } from '../support/buyers.ts';
import type { House } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { always, endFaults, fault, type Moment, withheld } from './moment.ts';
import { ask, atProvider, insist, onceEverywhere, paid, questions, refundsOf, returnedOnce, settled } from './provider.ts';

const refunding = { target: 'stripe-api', method: 'refunds.create' } as const;
const hasReturned = (house: House, { orderId }: WebOrder) =>
  eventually(async () => (await atProvider(house, orderId)).length === 1, 'the provider has returned it');

export function afterTheProviderReturned(house: House): Moment {
  let placed: WebOrder;
  return {
    name: 'right after the refund reached its provider: it is asked again under the same key, and returns nothing twice',
    async arrange() {
      placed = await paid(house, await newShow(house, 5));
      await fault(house, { ...refunding, ...withheld, ...always });
      assert.equal((await ask(house, placed, 'refund', { requestId: randomUUID() })).status, 200);
      await hasReturned(house, placed);
    },
    whileDead: async () =>
      assert.deepEqual(await refundsOf(house, placed.orderId), [{ state: 'requested' }], 'nobody here knows of it'),
    afterwards: () => returnedOnce(house, placed),
  };
}

/** Where the answers are withheld already. */
export function withoutTheKey(house: House): Moment {
  let placed: WebOrder;
  return {
    name: 'there, and a worker that names its try anew returns it twice: the guard is needed',
    async arrange() {
      placed = await paid(house, await newShow(house, 5), 2);
      const [ticket] = (await seen(house, placed))['tickets'];
      assert.equal((await ask(house, placed, 'refund', { requestId: randomUUID(), ticketIds: [ticket.id] })).status, 200);
      await hasReturned(house, placed);
    },
    // The key no longer follows from the debt alone: what the dead worker called it is forgotten.
    whileDead: () => house.db.sql('update refunds set attempt = attempt + 1 where order_id = $1', [placed.orderId]),
    async afterwards() {
      await settled(house, placed.orderId);
      assert.deepEqual(await atProvider(house, placed.orderId), [90_000, 90_000]);
      await assert.rejects(onceEverywhere(house, placed), /at the provider/, 'the check notices it');
    },
  };
}

export function afterTelegramReturned(house: House): Moment {
  let anna: Awaited<ReturnType<typeof newViewer>>;
  let orderId: string;
  return {
    name: 'right after Telegram has returned the Stars: the buyer hears of it once',
    async arrange() {
      const show = await newShow(house, 5);
      anna = await newViewer(house);
      const invoice = await anna.order(show);
      await anna.pay(invoice.messageId);
      await anna.sees('her ticket', ({ media, text }) => media && text.includes('№'));
      const [row] = await house.db.sql<{ id: string }>('select id from orders where show_id = $1', [show.id]);
      orderId = row!.id;
      const { body } = await call(`${house.web}/api/sign-in`, { body: { initData: await anna.initData(), bot: 'platform' } });
      await fault(house, { target: 'telegram-api', method: 'refundStarPayment', ...withheld, ...always });
      const headers = { authorization: `Bearer ${body['token']}` };
      const asked = await call(`${house.web}/api/orders/${orderId}/refund`, { body: { requestId: randomUUID() }, headers });
      assert.equal(asked.status, 200);
      await eventually(async () => {
        const { body: faults } = await call<Array<{ method?: string; times: number }>>(`${house.sandbox}/faults`);
        return faults.some(({ method, times }) => method === 'refundStarPayment' && times < always.times);
      }, 'Telegram has the call');
    },
    whileDead: async () => assert.deepEqual(await refundsOf(house, orderId), [{ state: 'requested' }]),
    async afterwards() {
      await settled(house, orderId);
      const told = async () => (await anna.messages()).filter(({ text }) => /Вернули/.test(text));
      await eventually(async () => (await told()).length > 0, 'that they came back');
      assert.equal((await told()).length, 1);
      assert.deepEqual(await questions(house, orderId), []);
    },
  };
}

export function afterTheAnswerWasLost(house: House): Moment {
  let placed: WebOrder;
  return {
    name: 'after the answer of the provider was lost: the same',
    async arrange() {
      placed = await paid(house, await newShow(house, 5));
      await endFaults(house);
      await fault(house, { ...refunding, mode: 'drop' });
      // And nobody answers the next tries, so that the worker surely dies before it knows.
      await fault(house, { ...refunding, mode: 'error', status: 500, ...always });
      assert.equal((await ask(house, placed, 'refund', { requestId: randomUUID() })).status, 200);
      await hasReturned(house, placed);
    },
    whileDead: async () => assert.deepEqual(await refundsOf(house, placed.orderId), [{ state: 'requested' }]),
    afterwards: () => returnedOnce(house, placed),
  };
}

/** Once the provider answers nobody any more. */
export function betweenAccessAndMoney(house: House): Moment {
  let placed: WebOrder;
  return {
    name: 'between the end of access and the money: the tickets are void, and the money follows once',
    async arrange() {
      placed = await paid(house, await newShow(house, 5));
      assert.equal((await ask(house, placed, 'refund', { requestId: randomUUID() })).status, 200);
    },
    async whileDead() {
      const [ticket] = await house.db.sql('select state from tickets where order_id = $1', [placed.orderId]);
      assert.deepEqual([ticket, await atProvider(house, placed.orderId)], [{ state: 'revoked' }, []]);
    },
    afterwards: () => returnedOnce(house, placed),
  };
}

/** The last: the worker must die at once. */
export function asTheRowsSaySo(house: House): Moment {
  let placed: WebOrder;
  let show: TestShow;
  let first: Promise<unknown>;
  const requestId = randomUUID();
  return {
    name: 'as soon as the rows say so, before the process knows: the same request again has the same answer',
    async arrange() {
      show = await newShow(house, 5);
      placed = await paid(house, show);
      first = ask(house, placed, 'refund', { requestId }).catch(() => undefined);
      await eventually(async () => (await refundsOf(house, placed.orderId)).length === 1, 'the debt is on record');
    },
    async afterwards() {
      await insist(() => ask(house, placed, 'refund', { requestId }), 'the answer');
      await first;
      await returnedOnce(house, placed);
      assert.deepEqual(await house.db.sql('select seats_left from shows where id = $1', [show.id]), [{ seats_left: 5 }]);
    },
  };
}
