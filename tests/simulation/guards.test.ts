/** A small simulation in which every guard is needed: it holds with all of them, and not without one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Guard } from './guards.ts';
import type { Event, Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

const timeout = 600_000;
const small = { seed: 1, orders: 8, kills: 0, speed: 120 };
type Strike = Extract<Event, { what: 'weather' }>;

const lostEvents: Strike = storm({ target: 'stripe-webhook', mode: 'drop', method: 'checkout.session.completed', times: 2 });
const doubledEvents: Strike = {
  ...storm({ target: 'stripe-webhook', mode: 'duplicate', method: 'checkout.session.completed', times: 100 }),
  strikes: false,
};
/** The answer about a refund, and the one that Stripe's client asks for at once. */
const lostAnswers: Strike = storm({ target: 'stripe-api', mode: 'drop', method: 'refunds.create', times: 2 });

/** It strikes as often as it is told to, however long the house takes to come there. */
function storm(fault: Strike['fault']): Strike {
  return { at: 0, what: 'weather', fault, strikes: true };
}

/** Everybody pays at once; the first, whose date has a seat for everybody who asks, gives a ticket back. */
const plot =
  (...events: Strike[]) =>
  ({ buyers }: Scenario): Scenario => ({
    events,
    buyers: buyers.map((_, index) => ({
      ...{ show: [0, 3][index % 2]!, seats: 2, provider: 'stripe', currency: 'RUB', taps: 1, pays: 'at once', to: 0 },
      later: index === 0 ? 'returns one' : 'keeps',
    })),
  });

describe('a storm of events that are lost and doubled, and of lost answers', { concurrency: 2 }, () => {
  it('leaves everything where it belongs', { timeout }, () =>
    simulate({ ...small, plot: plot(lostEvents, doubledEvents, lostAnswers) }),
  );

  const without = (what: string, guard: Guard, strikes: Strike, rule: RegExp) =>
    it(`does not, ${what}`, { timeout }, () =>
      assert.rejects(simulate({ ...small, plot: plot(strikes), without: guard }), ({ message, cause }: Error) => {
        assert.match((cause as Error).message, rule);
        assert.match(message, /^SEED=1 FC_PATH=0 replays it/);
        return true;
      }),
    );
  without('when every copy of an event is new money', 'moneyOnce', doubledEvents, /books|money that is here|paid for an order/);
  without('when each try of a refund is a new one', 'refundKey', lostAnswers, /refunds on our books/);
  without('when nobody asks what the provider holds', 'lostMoney', lostEvents, /payments on our books/);
});
