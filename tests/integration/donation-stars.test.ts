/** A donation in Stars from the Mini App: the invoice is a link, the last check is the bot's, and the Stars go back where they came from. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { newShow, newViewer } from '../support/buyers.ts';
import { booksOf, donation } from '../support/extras.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { newOrganiser } from '../support/organiser.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

it('is paid by its link, and given back', async () => {
  const show = await newShow(house, 5);
  const viewer = await newViewer(house);
  const { body: session } = await call(`${house.web}/api/sign-in`, {
    body: { bot: 'platform', initData: await viewer.initData() },
  });
  const headers = { authorization: `Bearer ${session['token']}` };
  const pay = (link: string) => call(`${house.sandbox}/people/${viewer.id}/payments`, { body: { link } });
  const orderId = randomUUID();
  const ticketOrder = { orderId, showId: show.id, provider: 'stars', lines: [{ ticketTypeId: show.typeId, quantity: 1 }] };
  const { body: placed } = await call(`${house.web}/api/orders`, { headers, body: ticketOrder });
  await pay(placed['checkoutUrl']);
  const [ticket] = await eventually(async () => {
    const rows = await house.db.sql<{ id: string }>('select id from tickets where order_id = $1', [orderId]);
    return rows.length > 0 ? rows : undefined;
  }, 'a ticket');
  await house.db.sql(`update shows set starts_at = now() + interval '30 minutes' where id = $1`, [show.id]);

  const at = `${house.web}/api/tickets/${ticket!.id}`;
  const { body: offered } = await call(`${at}/extras`, { headers });
  assert.deepEqual(offered['ways'], [{ provider: 'stars', currencies: ['XTR'] }]);
  const asked = donation({ provider: 'stars', currency: 'XTR', amount: 150 });
  const given = await call(`${at}/donations`, { headers, body: asked });
  assert.equal(given.status, 201, JSON.stringify(given.body));
  const paid = await pay(given.body['checkoutUrl']);
  assert.equal(paid.body['result'], 'paid', JSON.stringify(paid.body));
  await eventually(
    async () => (await call(`${at}/extras/${asked.orderId}`, { headers })).body['phase'] === 'paid',
    'the donation is paid',
  );
  assert.deepEqual(await booksOf(house, asked.orderId), { 'provider:stars:platform': 150, 'sales:donations': -150 });
  const lines = await house.db.sql('select name, text, amount, currency from audience_lines where order_id = $1', [
    asked.orderId,
  ]);
  assert.deepEqual(lines, [{ name: 'Анна', text: 'Спасибо за вечер!', amount: 150, currency: 'XTR' }]);

  const owner = await newOrganiser(house);
  const back = await owner.ask(`shop/orders/${asked.orderId}/refund`, { requestId: randomUUID() });
  assert.equal(back.status, 200, JSON.stringify(back.body));
  await eventually(async () => (await booksOf(house, asked.orderId))['provider:stars:platform'] === 0, 'the Stars are back');
});
