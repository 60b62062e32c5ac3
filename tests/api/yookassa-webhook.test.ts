/** YooKassa's door: its own networks only, nothing believed but an id, and exactly 200 when it is safe. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { Refusal } from '../../domain/errors.ts';
import { type House, openHouse } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse({ trustedProxies: 1 });
});
afterEach(() => {
  for (const list of [house.noticed, house.refunded, house.settled]) list.length = 0;
  delete house.fail.settled;
  house.rows = Object.assign(house.rows, { payment_sessions: () => [], orders: () => [], payments: () => [] });
});
after(() => house.close());

const [orderId, tenantId, personId, paymentId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
const notification = (event = 'payment.waiting_for_capture', object: object = {}) => ({
  ...{ type: 'notification', event },
  object: { id: paymentId, status: 'succeeded', amount: { value: '900.00', currency: 'RUB' }, ...object },
});
const send = (body: unknown, { from = '185.71.76.5', account = 'platform' } = {}) =>
  house.call(`/webhooks/yookassa/${account}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
  });
const knowOrder = () => {
  house.rows['payment_sessions'] = (params) =>
    params.join() === `yookassa,platform,${paymentId}` ? [{ order_id: orderId }] : [];
  house.rows['orders'] = (params) => (params[0] === orderId ? [{ orderId, tenantId, personId }] : []);
};

describe("YooKassa's notification", () => {
  it('becomes a process that asks again; the order is the one of our own row, whatever it says', async () => {
    knowOrder();
    const response = await send(notification(undefined, { metadata: { orderId: randomUUID() } }));
    assert.equal(response.status, 200);
    const event = 'payment.waiting_for_capture';
    assert.deepEqual(house.noticed, [
      { tenantId, orderId, personId, provider: 'yookassa', account: 'platform', paymentId, event },
    ]);
    assert.deepEqual(house.settled, [], 'no money is believed');
  });

  it('of a payment that we did not open is looked for where it says', async () => {
    knowOrder();
    const another = randomUUID();
    assert.equal((await send(notification('payment.succeeded', { id: another, metadata: { orderId } }))).status, 200);
    assert.deepEqual(
      house.noticed.map(({ paymentId: id, orderId: of }) => [id, of]),
      [[another, orderId]],
    );
  });

  it('from anywhere else is refused: only the last hop counts, whatever stands before it', async () => {
    knowOrder();
    for (const from of ['203.0.113.9', '185.71.76.5, 203.0.113.9', '2a02:5180::1, 2001:db8::1', 'unknown'])
      assert.equal((await send(notification(), { from })).status, 401, from);
    assert.equal((await send(notification(), { from: '203.0.113.9, 185.71.76.5' })).status, 200);
    assert.equal((await send(notification(), { from: '2a02:5180::77' })).status, 200);
    assert.equal((await send(notification(), { from: '::ffff:77.75.156.11' })).status, 200);
  });

  it('for a shop that we do not have is not there; for an organisation’s own it is', async () => {
    knowOrder();
    for (const account of ['another', 'constructor', '__proto__'])
      assert.equal((await send(notification(), { account })).status, 404);
    house.ownAccounts['yookassa:theirs'] = { tenantId: randomUUID(), secrets: { secretKey: 'live_x' } };
    assert.equal((await send(notification('payout.succeeded'), { account: 'theirs' })).status, 200);
    const ours = notification('payment.succeeded', { metadata: { orderId } });
    assert.equal((await send(ours, { account: 'theirs' })).status, 409, 'it speaks of its own orders only');
    delete house.ownAccounts['yookassa:theirs'];
  });

  it('of an order that we do not know is answered so that it comes again', async () => {
    for (const metadata of [{}, { orderId }, { orderId: 'of another shop' }, { orderId: "' or 1=1" }])
      assert.equal((await send(notification(undefined, { metadata }))).status, 409, JSON.stringify(metadata));
    assert.deepEqual(house.noticed, []);
  });

  it('that could not be handed over is not acknowledged', async () => {
    knowOrder();
    house.fail.settled = new Refusal('Busy');
    assert.equal((await send(notification())).status, 503);
    house.fail.settled = new Error('anything');
    assert.equal((await send(notification())).status, 500);
  });

  it('of no interest is acknowledged with exactly 200, and one that is no JSON breaks nothing', async () => {
    for (const body of [notification('payout.succeeded'), {}, [], null])
      assert.equal((await send(body === null ? 'null' : body)).status, body === null ? 400 : 200, JSON.stringify(body));
    for (const text of ['{', 'event=payment.succeeded']) assert.equal((await send(text)).status, 400, text);
    assert.deepEqual(house.noticed, []);
  });

  it('of a refund that is ours becomes a process; of one made past us it is acknowledged', async () => {
    const refundId = randomUUID();
    house.rows['refunds'] = house.rows['payments'] = (params) =>
      params[0] === refundId ? [{ tenantId, orderId, personId }] : [];
    for (const id of [refundId, randomUUID()]) assert.equal((await send(notification('refund.succeeded', { id }))).status, 200);
    const told = { provider: 'yookassa', account: 'platform', refundId, state: 'succeeded' } as const;
    assert.deepEqual(house.refunded, [{ tenantId, orderId, personId, ...told }]);
  });
});
