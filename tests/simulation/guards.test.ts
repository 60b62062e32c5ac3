/** A small simulation in which every guard is needed: it holds with all of them, and not without one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Guard } from './guards.ts';
import type { Scenario } from './scenario.ts';
import { type Simulation, simulate } from './simulate.ts';

const timeout = 600_000;
const small: Simulation = { seed: 1, orders: 8, kills: 0, speed: 120, plot };

/** Events are lost and come twice; the answer about a refund is lost, and so is the one that Stripe's client asks for at once. */
function plot({ buyers }: Scenario): Scenario {
  const storm = [
    { target: 'stripe-webhook', mode: 'drop', method: 'checkout.session.completed', times: 2 },
    { target: 'stripe-webhook', mode: 'duplicate', method: 'checkout.session.completed', times: 100 },
    { target: 'stripe-api', mode: 'drop', method: 'refunds.create', times: 2 },
  ];
  return {
    events: storm.map((fault) => ({ at: 0, what: 'weather', fault })),
    buyers: buyers.map((_, index) => ({
      ...{ show: [3, 0][index % 2]!, seats: 2, provider: 'stripe', taps: 1, pays: 'at once', to: 0 },
      later: index === 0 ? 'returns one' : 'keeps',
    })),
  };
}

describe('a storm of events that are lost and doubled, and of lost answers', { concurrency: 2 }, () => {
  it('leaves everything where it belongs', { timeout }, () => simulate(small));

  const without = (what: string, guard: Guard, rule: RegExp) =>
    it(`does not, ${what}`, { timeout }, () =>
      assert.rejects(simulate({ ...small, without: guard }), ({ cause }: Error) => {
        assert.match((cause as Error).message, rule);
        return true;
      }),
    );
  without('when every copy of an event is new money', 'moneyOnce', /books|money that is here|paid for an order/);
  without('when each try of a refund is a new one', 'refundKey', /refunds on our books/);
  without('when nobody asks what the provider holds', 'lostMoney', /payments on our books/);
});
