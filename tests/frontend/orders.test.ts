/** What an order's page plays, how often it looks, and one id for one wish to buy. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Order } from '../../frontend/api/types.ts';
import { sortOrders } from '../../frontend/logic/my-orders.ts';
import { attemptId, forgetAttempt, type KeyValue } from '../../frontend/logic/order-attempt.ts';
import { moneyState, moneySum } from '../../frontend/logic/order-money.ts';
import { cancelReason, nextLook, orderScene } from '../../frontend/logic/order-scene.ts';
import { nothingYet } from './mock-kept-orders.ts';
import { showsFrom, summaryOf, uuid } from './playbill-fixtures.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const show = summaryOf(showsFrom(now)[0]!);
const ticket: Order['tickets'][number] = {
  id: uuid(1),
  number: '7F-2K-91',
  typeName: { ru: 'Ложа', en: 'Box' },
  state: 'valid',
  revokeReason: null,
  usedAt: null,
  unit: { amount: 90_000, currency: 'RUB' },
  holder: 'buyer',
  claimUrl: null,
  watchUrl: null,
  token: 't',
  qr: '<svg/>',
};
const order = (changes: Partial<Order> = {}): Order => ({
  orderId: uuid(9),
  number: 'R-0001',
  phase: 'awaitingPayment',
  reason: null,
  show,
  lines: [],
  total: { amount: 90_000, currency: 'RUB' },
  provider: 'stripe',
  checkoutUrl: 'https://pay.example/1',
  holdEndsAt: '2026-11-20T12:15:00Z',
  createdAt: '2026-11-20T12:00:00Z',
  paidAt: null,
  tickets: [],
  refunds: [],
  attention: false,
  ...nothingYet,
  ...changes,
});

test('every phase has its scene', () => {
  const scenes = [
    orderScene(order({ phase: 'held', checkoutUrl: null }), false, now),
    orderScene(order(), false, now),
    orderScene(order(), true, now),
    orderScene(order(), false, Date.parse('2026-11-20T12:16:00Z')),
    orderScene(order({ phase: 'paid' }), true, now),
    orderScene(order({ phase: 'paid', tickets: [ticket] }), true, now),
    orderScene(order({ phase: 'closed', tickets: [ticket] }), false, now),
    orderScene(order({ phase: 'expired' }), true, now),
    orderScene(order({ phase: 'cancelled' }), false, now),
    orderScene(order({ phase: 'refunded', tickets: [ticket] }), false, now),
  ];
  assert.deepEqual(scenes, [
    'holding',
    'waiting',
    'checking',
    'late',
    'preparing',
    'tickets',
    'tickets',
    'expired',
    'cancelled',
    'refunded',
  ]);
});

test('tickets that are all void are no tickets any more; one good one is enough', () => {
  const gone = { ...ticket, state: 'revoked' as const, revokeReason: 'refunded' as const };
  assert.equal(orderScene(order({ phase: 'paid', tickets: [gone, gone] }), false, now), 'refunded');
  assert.equal(orderScene(order({ phase: 'paid', tickets: [gone, ticket] }), false, now), 'tickets');
});

test('where the money is: the worst refund is spoken of first', () => {
  const refund = (status: 'requested' | 'succeeded' | 'refused', amount: number) => ({
    ...{ status, at: '2026-11-20T12:00:00Z' },
    amount: { amount, currency: 'RUB' as const },
  });
  const toldOf = (provider: Order['provider'], ...refunds: Order['refunds']) => {
    const seen = order({ refunds, provider });
    return [moneyState(seen), moneySum(seen).amount];
  };
  const told = (...refunds: Order['refunds']) => toldOf('stripe', ...refunds);
  assert.deepEqual(told(), ['none', 90_000]);
  assert.deepEqual(told(refund('succeeded', 100), refund('succeeded', 200)), ['sent', 300], 'a bank pays when it pays');
  assert.deepEqual(toldOf('yookassa', refund('succeeded', 100)), ['sent', 100]);
  assert.deepEqual(toldOf('stars', refund('succeeded', 100)), ['back', 100], 'Stars are there at once');
  assert.deepEqual(toldOf('stars', refund('requested', 100)), ['onTheWay', 100]);
  assert.deepEqual(told(refund('succeeded', 100), refund('requested', 200)), ['onTheWay', 200]);
  assert.deepEqual(told(refund('refused', 50), refund('requested', 200)), ['stuck', 50]);
});

test('who came back from paying is never told to pay again, not even when the time is up', () => {
  assert.equal(orderScene(order(), true, Date.parse('2026-11-20T12:30:00Z')), 'checking');
});

test('reasons that nobody has words for get the common ones', () => {
  assert.equal(cancelReason('soldOut'), 'soldOut');
  assert.equal(cancelReason('unavailable'), 'paymentUnavailable');
  assert.equal(cancelReason('somethingNew'), 'other');
  assert.equal(cancelReason(null), 'other');
});

test('looks every 1.5 s while somebody waits, seldom afterwards', () => {
  assert.equal(nextLook(order(), 0), 1500);
  assert.equal(nextLook(order({ phase: 'paid' }), 0), 1500);
  assert.equal(nextLook(order(), 10 * 60_000), 5000);
  assert.equal(nextLook(order({ phase: 'paid', tickets: [ticket] }), 0), 15_000);
  const refund = { amount: { amount: 1, currency: 'RUB' as const }, status: 'requested' as const, at: '2026-11-20T12:00:00Z' };
  assert.equal(nextLook(order({ phase: 'refunded', refunds: [refund] }), 0), 5000);
  assert.equal(nextLook(order({ phase: 'expired' }), 10 * 60_000), 60_000);
});

test('mine: what is ahead by its evening, what is over by when it was bought', () => {
  const far = order({ orderId: uuid(1), phase: 'paid', show: { ...show, startsAt: '2026-12-20T16:00:00Z' } });
  const near = order({ orderId: uuid(2), phase: 'paid', show: { ...show, startsAt: '2026-11-20T11:00:00Z' } });
  const played = order({ orderId: uuid(3), phase: 'paid', show: { ...show, startsAt: '2026-11-19T16:00:00Z' } });
  const expired = order({ orderId: uuid(4), phase: 'expired', createdAt: '2026-11-21T00:00:00Z' });
  const { coming, past } = sortOrders([far, played, near, expired], now);
  assert.deepEqual(
    coming.map((one) => one.orderId),
    [uuid(2), uuid(1)],
  );
  assert.deepEqual(
    past.map((one) => one.orderId),
    [uuid(4), uuid(3)],
  );
});

function memory(): KeyValue {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

test('the same wish is the same order, another wish another one', () => {
  const storage = memory();
  let made = 0;
  const newId = () => `id-${++made}`;
  const wish = { showId: 's', lines: [{ ticketTypeId: 'a', quantity: 2 }], currency: 'RUB', email: 'a@b.co' };
  assert.deepEqual(attemptId(storage, 's', wish, newId), { orderId: 'id-1', fresh: true });
  const { lines, ...rest } = wish;
  assert.deepEqual(
    attemptId(storage, 's', { lines, ...rest }, newId),
    { orderId: 'id-1', fresh: false },
    'the order of keys does not matter',
  );
  assert.deepEqual(attemptId(storage, 's', { ...wish, email: 'c@d.co' }, newId), { orderId: 'id-2', fresh: true });
  assert.deepEqual(attemptId(storage, 'other', wish, newId), { orderId: 'id-3', fresh: true }, 'each show has its own');
});

test('a finished attempt is forgotten, but not the one that has replaced it', () => {
  const storage = memory();
  let made = 0;
  const next = (wish: object) => attemptId(storage, 's', { ...wish }, () => `id-${++made}`).orderId;
  assert.equal(next({ n: 1 }), 'id-1');
  assert.equal(next({ n: 2 }), 'id-2');
  forgetAttempt(storage, 's', 'id-1');
  assert.equal(next({ n: 2 }), 'id-2');
  forgetAttempt(storage, 's', 'id-2');
  assert.equal(next({ n: 2 }), 'id-3');
});

test('a torn record in the storage is no reason to fail', () => {
  const storage = memory();
  storage.setItem('rampa:attempt:s', '{"orderId":5');
  assert.deepEqual(
    attemptId(storage, 's', {}, () => 'id'),
    { orderId: 'id', fresh: true },
  );
});
