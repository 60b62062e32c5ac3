/** One buyer of a simulation: asks for seats, pays or does not, and changes their mind. */
import { randomUUID } from 'node:crypto';
import type { TestShow } from '../support/buyers.ts';
import { placeInChat } from './in-telegram.ts';
import { placeOnTheWeb } from './on-the-web.ts';
import { insist, type Placed } from './placed.ts';
import type { Buyer } from './scenario.ts';
import type { World } from './world.ts';

/** @param answered called as soon as the first request is answered */
export async function visit(world: World, asked: Buyer, answered: () => void = () => {}): Promise<void> {
  const place = asked.provider === 'stars' ? placeInChat : placeOnTheWeb;
  const placed = await place(world, asked).finally(answered);
  if (!placed) return;
  await placed.settle();
  if ((await world.outcome(placed.orderId)) === 'paid') await changeMind(world, asked, placed);
}

async function changeMind(world: World, asked: Buyer, { orderId, ask, payAgain: again }: Placed): Promise<void> {
  const { shows, ledger } = world;
  const good = async (): Promise<string[]> => {
    const { body } = await insist(world, () => ask(''));
    return (body['tickets'] as Array<{ id: string; state: string }>).filter(({ state }) => state === 'valid').map(({ id }) => id);
  };
  const giveBack = async (ticketIds: string[]) => {
    if (ticketIds.length === 0) return;
    const request = { requestId: randomUUID(), ticketIds };
    const [reply] = await Promise.all(
      Array.from({ length: asked.later === 'returns twice' ? 2 : 1 }, () => insist(world, () => ask('/refund', request))),
    );
    ledger.answers.push(reply!.status === 200 ? 'returned' : String(reply!.body['error']));
    if (reply!.status === 200) ledger.acknowledged.refunds.push({ orderId, ticketIds });
  };
  if (asked.later.startsWith('exchanges') && asked.to !== asked.show) {
    const to = (shows[asked.to] as TestShow).id;
    const request = { requestId: randomUUID(), showId: to };
    const { status, body } = await insist(world, () => ask('/exchange', request));
    ledger.answers.push(status === 200 ? 'exchanged' : String(body['error']));
    if (status === 200) ledger.acknowledged.exchanges.push({ orderId, showId: to });
  }
  if (asked.later === 'returns one') await giveBack((await good()).slice(0, 1));
  if (['returns all', 'returns twice', 'exchanges and returns'].includes(asked.later)) await giveBack(await good());
  if (asked.later === 'returns and pays again') {
    // The page was open twice: while the money is on its way back, and when that was said.
    await Promise.all([giveBack(await good()), again?.()]);
    await again?.();
  }
}
