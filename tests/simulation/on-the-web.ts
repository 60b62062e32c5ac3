/** A buyer on the web: a guest with an e-mail address, and the page of a provider. */
import { randomBytes, randomUUID } from 'node:crypto';
import { newAddress, type TestShow } from '../support/buyers.ts';
import { call } from '../support/http.ts';
import { insist, type Placed, payAgain } from './placed.ts';
import type { Buyer } from './scenario.ts';
import type { World } from './world.ts';

export async function placeOnTheWeb(world: World, asked: Buyer): Promise<Placed | undefined> {
  const { house, shows, ledger } = world;
  const orderId = randomUUID();
  const show = shows[asked.show] as TestShow;
  const email = `guest-${randomBytes(6).toString('hex')}@example.com`;
  const name = `Зритель ${randomBytes(6).toString('hex')}`;
  ledger.secrets.push(email, name);
  const headers = { 'x-forwarded-for': newAddress() };
  const { provider } = asked;
  const currency = provider === 'stripe' ? asked.currency : 'RUB';
  const lines = [{ ticketTypeId: show.typeId, quantity: asked.seats }];
  const body = { orderId, showId: show.id, lines, provider, currency, email, name, language: 'ru' };
  const tap = () => insist(world, () => call(`${house.web}/api/orders`, { headers, body }));
  const [reply] = await Promise.all(Array.from({ length: asked.taps }, tap));
  ledger.answers.push(reply!.status === 201 ? 'placed' : String(reply!.body['error']));
  if (reply!.status !== 201) return undefined;
  ledger.acknowledged.checkouts.push(orderId);
  const { orderToken: token, checkoutUrl } = reply!.body;
  const ask: Placed['ask'] = (path, body) =>
    call(`${house.web}/api/orders/${orderId}${path}?token=${token}`, body ? { body } : {});
  return {
    ...{ orderId, ask },
    settle: () => settle(world, asked, { ask, checkoutUrl }),
    ...(provider === 'stripe'
      ? { payAgain: async () => void ledger.again.push({ orderId, paymentId: await payAgain(world, checkoutUrl) }) }
      : {}),
  };
}

const press = (page: string, button: 'pay' | 'decline') => call(`${page}/${button}`, { body: {} });

async function settle(
  world: World,
  { pays, provider }: Buyer,
  { ask, checkoutUrl }: Pick<Placed, 'ask'> & { checkoutUrl: string },
): Promise<void> {
  const { ledger } = world;
  const byStripe = provider === 'stripe';
  if (pays === 'never') return;
  // Money that comes when everything is over: the refund desk has it.
  if (pays === 'after all') return void (byStripe && ledger.tardy.push(checkoutUrl));
  if (pays === 'gives up') return void (await insist(world, () => ask('/cancel', {})));
  if (pays === 'is declined first' && byStripe) await press(checkoutUrl, 'decline');
  await press(checkoutUrl, 'pay');
  if (pays === 'twice' && byStripe) await payAgain(world, checkoutUrl);
}
