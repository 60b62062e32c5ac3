/** Stripe's door: only what Stripe signed goes through it, and it says "taken" only when it was. */
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { Refusal } from '../../domain/errors.ts';
import { type House, openHouse, stripeSecret } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
afterEach(() => {
  house.settled.length = 0;
  house.refunded.length = 0;
  delete house.fail.settled;
  house.rows['payment_sessions'] = () => [];
});
after(() => house.close());

const orderId = randomUUID();
const session = {
  ...{
    id: 'cs_1',
    object: 'checkout.session',
    payment_status: 'paid',
    payment_intent: 'pi_1',
    amount_total: 90_000,
    currency: 'rub',
  },
  metadata: { orderId } as Record<string, string>,
};
const eventOf = (object: object = session, type = 'checkout.session.completed') =>
  JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object } }, null, 2);
const sign = (body: string, { secret = stripeSecret, at = Math.floor(Date.now() / 1000) } = {}) =>
  `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
type Sent = { signature?: string | null; account?: string; type?: string };
const send = (
  body: string,
  { signature = sign(body), account = 'platform', type = 'application/json; charset=utf-8' }: Sent = {},
) =>
  house.call(`/webhooks/stripe/${account}`, {
    method: 'POST',
    body,
    headers: { 'content-type': type, ...(signature === null ? {} : { 'stripe-signature': signature }) },
  });
const errorOf = async (response: Response) => ((await response.json()) as { error: string }).error;

describe("Stripe's event", () => {
  it('of money is handed over, and then acknowledged', async () => {
    assert.equal((await send(eventOf())).status, 204);
    assert.deepEqual(
      house.settled.map(({ orderId, payment }) => ({ orderId, payment })),
      [{ orderId, payment: { provider: 'stripe', account: 'platform', paymentId: 'pi_1', amount: 90_000, currency: 'RUB' } }],
    );
  });

  it('is verified on its bytes, whatever its header says they are', async () => {
    const spaced = `  ${eventOf()}\n`;
    for (const type of ['application/json', 'text/plain', 'application/octet-stream', 'application/x-www-form-urlencoded'])
      assert.equal((await send(spaced, { type })).status, 204, type);
    const retold = JSON.stringify(JSON.parse(spaced));
    assert.equal((await send(retold, { signature: sign(spaced) })).status, 401, 'the same words in other bytes');
  });

  it('that is forged, stale or from the future is refused, and nothing is handed over', async () => {
    const body = eventOf();
    const now = Math.floor(Date.now() / 1000);
    const wrong: Array<[string, Sent]> = [
      [body, { signature: null }],
      [body, { signature: '' }],
      [body, { signature: sign(body, { secret: 'whsec_of_another' }) }],
      [body, { signature: sign(body, { at: now - 320 }) }],
      [body, { signature: sign(body, { at: now + 320 }) }],
      [body.replace('90000', '90001'), { signature: sign(body) }],
      ['', { signature: sign(body) }],
    ];
    for (const [sent, how] of wrong) {
      const response = await send(sent, how);
      assert.equal(response.status, 401, JSON.stringify(how));
      assert.equal(await errorOf(response), 'SignatureRefused');
    }
    assert.deepEqual(house.settled, []);
  });

  it('for an account that we do not have is not there', async () => {
    for (const account of ['another', 'constructor', '__proto__', 'toString'])
      assert.equal((await send(eventOf(), { account })).status, 404, account);
    assert.deepEqual(house.settled, []);
  });

  it("signed by an organisation's own account speaks of its own orders only", async () => {
    const [mine, another] = [randomUUID(), randomUUID()];
    const accounts = () => house.settled.map(({ payment }) => payment.account);
    const signature = sign(eventOf(), { secret: 'whsec_theirs' });
    house.ownAccounts['stripe:theirs'] = { tenantId: mine, secrets: { webhookSecret: 'whsec_theirs' } };
    house.rows['orders'] = () => [{ tenantId: another, orderId }];
    assert.equal((await send(eventOf(), { account: 'theirs', signature })).status, 409);
    assert.deepEqual(house.settled, []);
    house.rows['orders'] = () => [{ tenantId: mine, orderId }];
    assert.equal((await send(eventOf(), { account: 'theirs', signature })).status, 204);
    assert.deepEqual(accounts(), ['theirs']);
    assert.equal((await send(eventOf(), { account: 'theirs' })).status, 401, "the house's secret is not theirs");
    delete house.ownAccounts['stripe:theirs'];
  });

  it('of a refund that failed becomes a process; of one made past us it is acknowledged', async () => {
    const place = { tenantId: randomUUID(), orderId, personId: randomUUID() };
    const failed = (id: string) =>
      eventOf(
        { id, object: 'refund', status: 'failed', payment_intent: 'pi_1', failure_reason: 'lost_or_stolen_card' },
        'refund.failed',
      );
    house.rows['payments'] = house.rows['refunds'] = (params) => (params[0] === 're_ours' ? [place] : []);
    assert.equal((await send(failed('re_ours'))).status, 204);
    assert.equal((await send(failed('re_past_us'))).status, 204);
    const told = { provider: 'stripe', account: 'platform', refundId: 're_ours', state: 'failed', why: 'lost_or_stolen_card' };
    assert.deepEqual(house.refunded, [{ ...place, ...told }]);
    // Our own refund, whose id we have not written down yet.
    house.rows['payments'] = (params, query) => (query.includes('payment_id = ?') && params[2] === 'pi_1' ? [{}] : []);
    assert.equal((await send(failed('re_just_now'))).status, 409);
    house.rows['payments'] = () => [];
  });

  it('of no interest is acknowledged, or it would come again for days', async () => {
    for (const type of ['checkout.session.expired', 'charge.succeeded', 'payment_intent.succeeded', 'unheard.of'])
      assert.equal((await send(eventOf(session, type))).status, 204, type);
    assert.equal((await send(eventOf({ ...session, payment_status: 'unpaid' }))).status, 204);
    assert.deepEqual(house.settled, []);
  });

  it('that knows only its session is found by it', async () => {
    house.rows['payment_sessions'] = (params) => (params.join() === 'stripe,platform,cs_1' ? [{ order_id: orderId }] : []);
    assert.equal((await send(eventOf({ ...session, metadata: {} }))).status, 204);
    assert.equal(house.settled[0]?.orderId, orderId);
  });

  it('of an order that we do not know is answered so that it comes again', async () => {
    const unknown = await send(eventOf({ ...session, metadata: {} }));
    assert.deepEqual([unknown.status, await errorOf(unknown)], [409, 'UnknownToUs']);
    const odd = await send(eventOf({ ...session, metadata: { orderId: 'of another shop' } }));
    assert.deepEqual([odd.status, await errorOf(odd)], [409, 'UnknownToUs']);
    house.fail.settled = new Refusal('UnknownToUs');
    assert.equal((await send(eventOf())).status, 409);
    assert.deepEqual(house.settled, []);
  });

  it('that could not be handed over is not acknowledged', async () => {
    house.fail.settled = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    assert.equal((await send(eventOf())).status, 503);
    house.fail.settled = new Error('anything');
    assert.equal((await send(eventOf())).status, 500);
    house.rows['payment_sessions'] = () => {
      throw Object.assign(new Error('the database is starting up'), { code: '57P03' });
    };
    assert.equal((await send(eventOf({ ...session, metadata: {} }))).status, 503);
  });

  it('that is too large is refused unread', async () => {
    const body = eventOf({ ...session, filler: 'x'.repeat(1024 * 1024) });
    const response = await send(body);
    assert.deepEqual([response.status, await errorOf(response)], [413, 'TooLarge']);
  });

  it('that is signed and makes no sense breaks nothing', async () => {
    for (const body of ['null', '[]', '7', '{}', '"text"', '{', eventOf({})])
      assert.ok([204, 401].includes((await send(body)).status), body);
    assert.deepEqual(house.settled, []);
  });
});
