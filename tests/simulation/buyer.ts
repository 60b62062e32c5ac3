/** One buyer of a simulation: taps until there is an answer, pays or does not, and changes their mind. */
import { randomBytes, randomUUID } from 'node:crypto';
import { newAddress, type TestShow } from '../support/buyers.ts';
import { call, type Reply } from '../support/http.ts';
import type { Buyer } from './scenario.ts';
import type { World } from './world.ts';

type Answer = Reply<Record<string, any>>;
type Placed = { orderId: string; token: string; checkoutUrl: string; asked: Buyer };

/** Presses again and again while the house is busy, as people do. */
export async function insist(ask: () => Promise<Answer>, patience = 240_000): Promise<Answer> {
  for (const until = Date.now() + patience; ; ) {
    const reply = await ask().catch((error: Error) => error);
    const busy = reply instanceof Error || reply.status === 429 || reply.body['error'] === 'Busy';
    // Selling that has paused says so for good under this id: whoever hears it goes home.
    if (!busy && (reply.status < 500 || reply.status === 503)) return reply;
    if (!busy) throw new Error(`broken: ${reply.status} ${JSON.stringify(reply.body)}`);
    if (Date.now() > until) throw new Error(`never answered: ${reply instanceof Error ? reply : JSON.stringify(reply.body)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** @param answered called as soon as the first request is answered */
export async function visit(world: World, asked: Buyer, answered: () => void): Promise<void> {
  const placed = await place(world, asked).finally(answered);
  if (!placed) return;
  await settle(world, placed);
  if ((await world.outcome(placed.orderId)) === 'paid') await changeMind(world, placed);
}

async function place({ house, shows, ledger }: World, asked: Buyer): Promise<Placed | undefined> {
  const orderId = randomUUID();
  const show = shows[asked.show] as TestShow;
  const email = `guest-${randomBytes(6).toString('hex')}@example.com`;
  const name = `Зритель ${randomBytes(6).toString('hex')}`;
  ledger.secrets.push(email, name);
  ledger.started.push(orderId);
  const headers = { 'x-forwarded-for': newAddress() };
  const lines = [{ ticketTypeId: show.typeId, quantity: asked.seats }];
  const body = { orderId, showId: show.id, lines, provider: asked.provider, currency: 'RUB', email, name, language: 'ru' };
  const tap = () => insist(() => call(`${house.web}/api/orders`, { headers, body }));
  const [reply] = await Promise.all(Array.from({ length: asked.taps }, tap));
  ledger.answers.push(reply!.status === 201 ? 'placed' : String(reply!.body['error']));
  if (reply!.status !== 201) return undefined;
  ledger.acknowledged.checkouts.push(orderId);
  return { orderId, asked, token: reply!.body['orderToken'], checkoutUrl: reply!.body['checkoutUrl'] };
}

const press = (page: string, button: 'pay' | 'decline') => call(`${page}/${button}`, { body: {} });

async function settle({ house, ledger }: World, { asked, orderId, token, checkoutUrl }: Placed): Promise<void> {
  if (asked.pays === 'never') return;
  // Money that comes when everything is over: the refund desk has it.
  if (asked.pays === 'after all') return void (asked.provider === 'stripe' && ledger.tardy.push(checkoutUrl));
  if (asked.pays === 'gives up') {
    await insist(() => call(`${house.web}/api/orders/${orderId}/cancel?token=${token}`, { body: {} }));
    return;
  }
  if (asked.pays === 'is declined first' && asked.provider === 'stripe') await press(checkoutUrl, 'decline');
  await press(checkoutUrl, 'pay');
  if (asked.pays === 'twice' && asked.provider === 'stripe') await payAgain({ house, ledger }, checkoutUrl);
}

/** Money that came twice; nobody can ask the provider for it, so it counts where its event was delivered. */
export async function payAgain({ house, ledger }: Pick<World, 'house' | 'ledger'>, checkoutUrl: string): Promise<void> {
  const session = checkoutUrl.split('/').at(-1);
  const { body } = await call(`${house.sandbox}/stripe/sessions/${session}/pay-again`, { body: {} });
  ledger.extra.push(String(body['paymentIntent']));
}

async function changeMind(world: World, { orderId, token, asked }: Placed): Promise<void> {
  const { house, shows, ledger } = world;
  const ask = (path: string, body: object) =>
    insist(() => call(`${house.web}/api/orders/${orderId}/${path}?token=${token}`, { body }));
  const good = async (): Promise<string[]> => {
    const { body } = await insist(() => call(`${house.web}/api/orders/${orderId}?token=${token}`));
    return (body['tickets'] as Array<{ id: string; state: string }>).filter(({ state }) => state === 'valid').map(({ id }) => id);
  };
  const giveBack = async (ticketIds: string[]) => {
    if (ticketIds.length === 0) return;
    const request = { requestId: randomUUID(), ticketIds };
    const [reply] = await Promise.all(
      Array.from({ length: asked.later === 'returns twice' ? 2 : 1 }, () => ask('refund', request)),
    );
    ledger.answers.push(reply!.status === 200 ? 'returned' : String(reply!.body['error']));
    if (reply!.status === 200) ledger.acknowledged.refunds.push({ orderId, ticketIds });
  };
  if (asked.later.startsWith('exchanges') && asked.to !== asked.show) {
    const to = (shows[asked.to] as TestShow).id;
    const { status, body } = await ask('exchange', { requestId: randomUUID(), showId: to });
    ledger.answers.push(status === 200 ? 'exchanged' : String(body['error']));
    if (status === 200) ledger.acknowledged.exchanges.push({ orderId, showId: to });
  }
  if (asked.later === 'returns one') await giveBack((await good()).slice(0, 1));
  if (asked.later === 'returns all' || asked.later === 'returns twice' || asked.later === 'exchanges and returns')
    await giveBack(await good());
}
