/** Orders at the door: what a stranger learns of an id they know: nothing. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { Order, OrderList, TicketVerdict } from '../../api/schemas/orders.ts';
import { Show } from '../../api/schemas/shows.ts';
import { type House, openHouse } from './house.ts';
import { anna, announce, row, showId, text } from './rows.ts';

let house: House;
before(async () => {
  house = await openHouse();
  announce(house);
});
after(() => house.close());

describe('an order', () => {
  const orderId = randomUUID();
  const mine = () => {
    // Row-level security's part: only the person's own rows are found.
    house.rows['orders'] = () => [row(anna, orderId)];
  };

  it('is shown to whoever has its link', async () => {
    mine();
    const token = house.deps.orderLinks.sign(orderId, anna);
    const response = await house.call(`/api/orders/${orderId}?token=${token}`);
    assert.equal(response.status, 200);
    assert.equal(Order.parse(await response.json()).orderId, orderId);
  });

  it('says the same of a wrong link and of an order that does not exist', async () => {
    mine();
    const other = randomUUID();
    const wrong = [
      `${orderId}`,
      `${orderId}?token=x`,
      `${orderId}?token=${house.deps.orderLinks.sign(other, anna)}`,
      other,
      `${other}?token=x`,
    ];
    const answers = await Promise.all(
      wrong.map(async (path) => {
        const response = await house.call(`/api/orders/${path}`);
        const { requestId: _, ...said } = (await response.json()) as Record<string, unknown>;
        return JSON.stringify([response.status, said]);
      }),
    );
    assert.equal(new Set(answers).size, 1, answers.join('\n'));
    assert.match(answers[0]!, /404.*NotFound/);
  });

  it('is given up by its person alone', async () => {
    mine();
    assert.equal((await house.call(`/api/orders/${orderId}/cancel`, { method: 'POST' })).status, 404);
    assert.deepEqual(house.cancelled, []);
    const token = house.deps.orderLinks.sign(orderId, anna);
    assert.equal((await house.call(`/api/orders/${orderId}/cancel?token=${token}`, { method: 'POST' })).status, 200);
    assert.deepEqual(house.cancelled, [{ orderId, personId: anna }]);
    house.rows['orders'] = () => [];
    const { token: stranger } = await house.signIn(7);
    assert.equal((await house.call(`/api/orders/${orderId}/cancel`, { method: 'POST', token: stranger })).status, 404);
    assert.equal(house.cancelled.length, 1, 'an order that one does not see is not asked about');
  });

  it('stands in the list of who is signed in', async () => {
    mine();
    const { token } = await house.signIn(2001);
    const { orders } = OrderList.parse(await (await house.call('/api/orders', { token })).json());
    assert.deepEqual(
      orders.map((order) => order.orderId),
      [orderId],
    );
  });
});

describe('a show and a ticket', () => {
  it('are described as they are served', async () => {
    for (const path of [showId, 'ABCD1234', 'abcd1234']) {
      const seen = Show.strict().parse(await (await house.call(`/api/shows/${path}`)).json());
      assert.deepEqual(
        seen.payment.map(({ provider }) => provider),
        ['stripe', 'yookassa'],
      );
    }
  });

  it('are told apart at the door: forged, unknown, of another show, revoked, good', async () => {
    const ticketId = randomUUID();
    const good = house.deps.tickets.sign({ ticketId, showId });
    const check = async (token: string, at = showId) =>
      TicketVerdict.parse(await (await house.call('/api/tickets/validate', { json: { token, showId: at } })).json()).reason;
    house.rows['ticket_types'] = house.rows['tickets'] = () => [];
    assert.equal(await check('RT1.forged'), 'forged');
    assert.equal(await check(good), 'unknown');
    const state = { number: 'AA-BB', showId, state: 'valid', usedAt: null, typeName: text };
    house.rows['tickets'] = () => [state];
    assert.equal(await check(good), 'ok');
    assert.equal(await check(good, randomUUID()), 'otherShow');
    house.rows['tickets'] = () => [{ ...state, state: 'revoked' }];
    assert.equal(await check(good), 'revoked');
  });
});
