/** A paid order on its way to the evening: every path from paid to closed or returned, on a clock that jumps. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Sealed } from '../../domain/sealed.ts';
import {
  claimTicket,
  exchangeTickets,
  invite,
  joinAsked,
  rateShow,
  requestRefund,
  resendTickets,
  revokeTickets,
  showChanged,
} from '../../workflows/orders/messages.ts';
import { orderView, paymentSettled } from '../../workflows/payments/messages.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { buy, day, type Handle, house, minute, money, phaseIs } from './order-house.ts';
import { shuffled } from './shuffled.ts';

const hour = 60 * minute;
let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());
const now = () => server.currentTimeMs();

type Fakes = ReturnType<typeof house>;
/** An order that has its tickets. */
const paid = (fakes: Fakes, then: (order: Handle) => Promise<void>): Promise<void> =>
  buy(server, fakes, async (order) => {
    await order.signal(paymentSettled, money('pi_1'));
    await eventually(async () => fakes.named('deliverTickets').length === 1, 'delivered');
    await then(order);
  });
const refusedWith = (type: string) => (error: unknown) =>
  error instanceof WorkflowUpdateFailedError && (error.cause as ApplicationFailure).type === type;
const asked = () => ({ personId: 'p1', requestId: randomUUID() });
const refund = (ticketIds: string[] | null = null) => ({ ...asked(), ticketIds, whole: false, byMember: false });
const called = (fakes: Fakes, name: string, times = 1) =>
  eventually(async () => fakes.named(name).length === times, `${name} ${times} time(s)`);

describe('reminders', () => {
  it('come a day and an hour before and at the start, then a question, each once and at its time', async () => {
    const fakes = house(await now());
    const startsAt = Date.parse(fakes.plan.startsAt);
    const times: Array<[string, number]> = [];
    const noting = (name: 'remind' | 'askForRating') => {
      const before = fakes.activities[name];
      Object.assign(fakes.activities, {
        [name]: async (input: { kind?: string }) => {
          times.push([input.kind ?? name, Math.round(((await now()) - startsAt) / minute)]);
          return before(input);
        },
      });
    };
    noting('remind');
    noting('askForRating');
    await paid(fakes, async (order) => {
      assert.equal((await order.result()).phase, 'closed');
      assert.deepEqual(times, [
        ['24h', -24 * 60],
        ['1h', -60],
        ['start', 0],
        ['askForRating', 130],
      ]);
    });
  });

  it('that are behind a late buyer are not made up for', async () => {
    const fakes = house(await now());
    fakes.plan.startsAt = new Date((await now()) + 30 * minute).toISOString();
    await paid(fakes, async (order) => {
      await order.result();
      assert.deepEqual(
        fakes.named('remind').map(({ kind }) => kind),
        ['start'],
      );
      await record('ticket-order.bought-late', order);
    });
  });

  it('move with the show, are said for each date once, and an old word about it changes nothing', async () => {
    const fakes = house(await now());
    const first = fakes.plan.startsAt;
    await paid(fakes, async (order) => {
      await server.sleep(2 * day + hour);
      await called(fakes, 'remind');
      const later = new Date(Date.parse(first) + 5 * day).toISOString();
      Object.assign(fakes.plan, { startsAt: later });
      const change = { revision: 1, kind: 'moved' as const, startsAt: later };
      for (const _ of [1, 2, 3]) await order.signal(showChanged, change);
      await order.signal(showChanged, { ...change, revision: 0 });
      await called(fakes, 'tellShowMoved');
      await order.result();
      assert.equal(fakes.named('tellShowMoved').length, 1);
      assert.deepEqual(
        fakes.named('remind').map(({ kind, startsAt }) => [kind, startsAt]),
        [
          ['24h', first],
          ['24h', later],
          ['1h', later],
          ['start', later],
        ],
      );
      await record('ticket-order.moved', order);
    });
  });

  it('are let go when nobody could send them in time, and the order goes on', async () => {
    const fakes = house(await now());
    fakes.activities.remind = async () => {
      throw new Error('Telegram is away');
    };
    await paid(fakes, async (order) => {
      assert.equal((await order.result()).phase, 'closed');
      assert.equal(fakes.named('askForRating').length, 1);
      await record('ticket-order.reminders-unsent', order);
    });
  });
});

describe('a return', () => {
  it('of one ticket leaves the order paid; of the rest ends it when the money is back', async () => {
    const fakes = house(await now());
    await paid(fakes, async (order) => {
      const promise = await order.executeUpdate(requestRefund, { args: [refund(['t1'])] });
      assert.deepEqual(promise, {
        back: { amount: 2500, currency: 'RUB' },
        kept: { amount: 0, currency: 'RUB' },
        ticketIds: ['t1'],
      });
      await called(fakes, 'payRefund');
      assert.equal((await order.query(orderView)).phase, 'paid');
      fakes.returned.closed = true;
      fakes.returned.refund = 'return:2';
      await order.executeUpdate(requestRefund, { args: [refund()] });
      assert.equal((await order.result()).phase, 'refunded');
      assert.deepEqual(
        fakes.named('payRefund').map(({ key }) => key),
        ['return:1', 'return:2'],
      );
      assert.deepEqual(fakes.named('remind'), []);
      await record('ticket-order.returned', order);
    });
  });

  it('ends access first, and does not wait for a messenger that is away longer than five minutes', async () => {
    const fakes = house(await now());
    Object.assign(fakes.plan, { inChat: true });
    fakes.returned.closed = true;
    const backAt = (await now()) + 40 * minute;
    fakes.activities.clearChat = async () => {
      fakes.calls.push(['clearChat', await now()]);
      if ((await now()) < backAt) throw new Error('Telegram is away');
      return { removed: 1 };
    };
    await paid(fakes, async (order) => {
      const began = await now();
      await order.executeUpdate(requestRefund, { args: [refund()] });
      assert.equal((await order.result()).phase, 'refunded');
      const names = fakes.order();
      assert.ok(names.indexOf('clearChat') < names.indexOf('payRefund'), 'access first');
      assert.ok((await now()) - began >= 30 * minute, 'the order waits until the chat is left');
      await record('ticket-order.returned-messenger-away', order);
    });
  });

  it('waits as long as its provider is away', async () => {
    const fakes = house(await now());
    fakes.returned.closed = true;
    const backAt = (await now()) + 2 * day;
    fakes.activities.payRefund = async () => {
      if ((await now()) < backAt) throw new Error('partner is away');
      fakes.calls.push(['payRefund', {}]);
      return 'succeeded';
    };
    await paid(fakes, async (order) => {
      await order.executeUpdate(requestRefund, { args: [refund()] });
      assert.equal((await order.result()).phase, 'refunded');
      assert.equal(fakes.named('payRefund').length, 1);
    });
  });

  it('that the rules refuse changes nothing, and the order lives on', async () => {
    const fakes = house(await now());
    fakes.activities.returnTickets = async () => {
      throw ApplicationFailure.create({ type: 'RefundClosed', nonRetryable: true });
    };
    await paid(fakes, async (order) => {
      await assert.rejects(order.executeUpdate(requestRefund, { args: [refund()] }), refusedWith('RefundClosed'));
      assert.equal((await order.result()).phase, 'closed');
      assert.deepEqual(fakes.named('payRefund'), []);
      await record('ticket-order.return-refused', order);
    });
  });

  it('cannot be asked before the order is paid, nor after it is over', async () => {
    const fakes = house(await now());
    await buy(server, fakes, async (order) => {
      await assert.rejects(order.executeUpdate(requestRefund, { args: [refund()] }), refusedWith('NotPaid'));
    });
  });
});

describe('a cancelled show', () => {
  it('gives everything back and tells everybody, once, however often it is told', async () => {
    const fakes = house(await now());
    await paid(fakes, async (order) => {
      Object.assign(fakes.plan, { on: false });
      const change = { revision: 1, kind: 'cancelled' as const, startsAt: fakes.plan.startsAt };
      for (const _ of [1, 2]) await order.signal(showChanged, change);
      assert.equal((await order.result()).phase, 'refunded');
      for (const name of ['returnForCancelledShow', 'tellShowCancelled', 'payRefund'])
        assert.equal(fakes.named(name).length, 1, name);
      assert.deepEqual(fakes.named('remind'), []);
      await record('ticket-order.show-cancelled', order);
    });
  });

  it('ends the wait for a payment, and money that comes after that goes back', async () => {
    const fakes = house(await now());
    await buy(server, fakes, async (order) => {
      await order.signal(showChanged, { revision: 1, kind: 'cancelled', startsAt: fakes.plan.startsAt });
      await phaseIs(order, 'cancelled');
      await order.signal(paymentSettled, money('pi_late'));
      const view = await order.result();
      assert.deepEqual([view.phase, view.reason], ['cancelled', 'showCancelled']);
      assert.equal(fakes.named('refundPayment').length, 1);
      await record('ticket-order.show-cancelled-unpaid', order);
    });
  });

  it('that was cancelled while the money came finds the order paid and returns it', async () => {
    const fakes = house(await now());
    Object.assign(fakes.plan, { on: false, revision: 1 });
    await paid(fakes, async (order) => {
      assert.equal((await order.result()).phase, 'refunded');
      assert.equal(fakes.named('returnForCancelledShow').length, 1);
    });
  });
});

describe('on the way', () => {
  it('tickets are exchanged, claimed, sent again, made void, and the show is rated', async () => {
    const fakes = house(await now());
    await paid(fakes, async (order) => {
      const showId = randomUUID();
      const moved = await order.executeUpdate(exchangeTickets, { args: [{ personId: 'p1', requestId: 'r1', showId }] });
      assert.equal(moved.showId, showId);
      await called(fakes, 'tellExchanged');
      const holder = 's1.sealed' as Sealed;
      await order.executeUpdate(claimTicket, { args: [{ personId: 'p2', ticketId: 't1', language: 'ru', holder }] });
      await called(fakes, 'tellTicketTaken');
      await order.executeUpdate(resendTickets, { args: [asked()] });
      await order.executeUpdate(revokeTickets, { args: [{ ...asked(), ticketIds: ['t1'] }] });
      await order.executeUpdate(rateShow, { args: [{ personId: 'p2', stars: 5 }] });
      await order.result();
      const sent = fakes.named('deliverTickets');
      assert.equal(sent.length, 4, 'bought, exchanged, claimed, sent again');
      assert.equal(sent.filter(({ again, by }) => again && by).length, 1, 'the step that sends again knows who asks');
      assert.deepEqual(fakes.named('payRefund'), [], 'a void ticket moves no money');
      await record('ticket-order.on-the-way', order);
    });
  });

  it('a hall in a chat is opened to whoever knocks and emptied three hours after the end', async () => {
    const fakes = house(await now());
    Object.assign(fakes.plan, { inChat: true });
    await paid(fakes, async (order) => {
      assert.equal((await order.executeUpdate(invite, { args: [{ personId: 'p1', requestId: 'r1' }] })).invitation, 'row-1');
      await order.signal(joinAsked, { personId: 'p1', chatId: -100, invitation: 'row-1', knocker: 's1.sealed' as Sealed });
      await called(fakes, 'answerKnock');
      await order.result();
      assert.equal(fakes.named('inviteHolders').length, 1);
      assert.deepEqual(
        fakes.named('clearChat').map(({ over }) => over),
        [true],
      );
      await record('ticket-order.in-a-chat-by-row', order);
    });
  });

  it('complimentary tickets need no money, and taken back they end the order as cancelled', async () => {
    const fakes = house(await now());
    fakes.activities.voidTickets = async () => ({ ...fakes.returned, refund: null, back: 0, closed: true });
    await buy(
      server,
      fakes,
      async (order) => {
        await called(fakes, 'deliverTickets');
        await order.executeUpdate(revokeTickets, { args: [{ ...asked(), ticketIds: ['t1'] }] });
        assert.equal((await order.result()).phase, 'cancelled');
        assert.deepEqual(
          ['openPayment', 'settleOrder', 'payRefund'].flatMap((name) => fakes.named(name)),
          [],
        );
        await record('ticket-order.given', order);
      },
      { givenBy: 'owner', provider: 'none' },
    );
  });
});

describe('signals', () => {
  // Those beside requests that are answered: `any-order.test.ts`, on the real server.
  it('that come twice, late and in any order have each effect once', async () => {
    const knocker = 's1.sealed' as Sealed;
    for (let seed = 1; seed <= 8; seed += 1) {
      const fakes = house(await now());
      const [first] = [fakes.plan.startsAt];
      const later = new Date(Date.parse(first) + 2 * day).toISOString();
      await buy(server, fakes, async (order) => {
        const moved = { revision: 1, kind: 'moved' as const, startsAt: later };
        const send: Array<() => Promise<unknown>> = [
          () => order.signal(paymentSettled, money('pi_1')),
          () => order.signal(paymentSettled, money('pi_1')),
          () => order.signal(paymentSettled, money('pi_2')),
          () => order.signal(showChanged, moved),
          () => order.signal(showChanged, { ...moved, revision: 0, startsAt: first }),
          () => order.signal(showChanged, moved),
          () => order.signal(joinAsked, { personId: 'p1', chatId: -100, invitation: 'row-1', knocker }),
        ];
        Object.assign(fakes.plan, { startsAt: later, revision: 1 });
        for (const message of shuffled(send, seed)) await message();
        assert.equal((await order.result()).phase, 'closed', `seed ${seed}`);
        const counts = ['refundPayment', 'closeOrder'].map((name) => fakes.named(name).length);
        assert.deepEqual(counts, [1, 1], `seed ${seed}: one payment too much went back, the order closed once`);
        const reminded = fakes.named('remind').map(({ kind, startsAt }) => `${kind}@${startsAt}`);
        assert.equal(new Set(reminded).size, reminded.length, `seed ${seed}: no reminder twice`);
      });
    }
  });
});
