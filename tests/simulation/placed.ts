/** An order as its buyer has it in hand, and the patience of people. */
import { call, type Reply } from '../support/http.ts';
import type { World } from './world.ts';

export type Answer = Reply<Record<string, any>>;
export type Placed = {
  orderId: string;
  /** Asks something of this order as its buyer; without a body: looks at it. */
  ask(path: string, body?: object): Promise<Answer>;
  settle(): Promise<void>;
  /** With the same page, as often as they like; where that can be done at all. */
  payAgain?(): Promise<void>;
};

const patience = 240_000;

/** Presses again and again while the house is busy, as people do. */
export async function insist({ closed }: Pick<World, 'closed'>, ask: () => Promise<Answer>): Promise<Answer> {
  for (const until = Date.now() + patience; ; ) {
    if (closed()) throw new Error('the house is closed');
    const reply = await ask().catch((error: Error) => error);
    const busy = reply instanceof Error || reply.status === 429 || reply.body['error'] === 'Busy';
    // Selling that has paused says so for good under this id: whoever hears it goes home.
    if (!busy && (reply.status < 500 || reply.status === 503)) return reply;
    if (!busy) throw new Error(`broken: ${reply.status} ${JSON.stringify(reply.body)}`);
    if (Date.now() > until) throw new Error(`never answered: ${reply instanceof Error ? reply : JSON.stringify(reply.body)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** Money that came twice; nobody can ask the provider for it, so it counts where its event was delivered. */
export async function payAgain({ house, ledger }: Pick<World, 'house' | 'ledger'>, checkoutUrl: string): Promise<string> {
  const session = checkoutUrl.split('/').at(-1);
  const { body } = await call(`${house.sandbox}/stripe/sessions/${session}/pay-again`, { body: {} });
  ledger.extra.push(String(body['paymentIntent']));
  return body['paymentIntent'];
}
