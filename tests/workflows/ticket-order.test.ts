/** From asked-for seats to tickets or to nothing: every path of a ticket order up to its payment, and what money may do to it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { HoldOutcome } from '../../activities/orders/seats.ts';
import { cancelOrder, checkout } from '../../workflows/orders/messages.ts';
import { orderView, paymentDeclined, paymentSettled } from '../../workflows/payments/messages.ts';
import { type DevServer, devServer } from '../support/dev-server.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { buy, day, house, minute, money, phaseIs } from './order-house.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());
const now = () => server.currentTimeMs();

describe('an order that is paid', () => {
  it('gets its tickets once, however often its provider repeats itself, and closes 14 days after the show', async () => {
    const fakes = house(await now());
    await buy(server, fakes, async (order) => {
      for (const paymentId of ['pi_1', 'pi_1', 'pi_1']) await order.signal(paymentSettled, money(paymentId));
      await phaseIs(order, 'paid');
      const view = await order.result();
      assert.deepEqual([view.phase, view.payments], ['closed', ['stripe:platform:pi_1']]);
      assert.deepEqual(fakes.order(), [
        ...['holdSeats', 'openPayment', 'settleOrder', 'readPlan', 'deliverTickets'],
        ...['remind', 'remind', 'remind', 'askForRating', 'closeOrder'],
      ]);
      assert.ok((await now()) >= Date.parse(new Date().toISOString()) + 16 * day);
      await record('ticket-order.paid', order);
    });
  });

  it('gives back what was paid twice', async () => {
    const fakes = house(await now());
    await buy(server, fakes, async (order) => {
      for (const paymentId of ['pi_1', 'pi_2', 'pi_1', 'pi_2']) await order.signal(paymentSettled, money(paymentId));
      assert.equal((await order.result()).phase, 'closed');
      assert.deepEqual(
        fakes.named('refundPayment').map(({ paymentId }) => paymentId),
        ['pi_2'],
      );
      assert.equal(fakes.named('deliverTickets').length, 1);
      await record('ticket-order.paid-twice', order);
    });
  });

  it('never fulfils money of another sum, and still waits for the right one', async () => {
    const fakes = house(await now());
    await buy(server, fakes, async (order) => {
      await order.signal(paymentSettled, money('pi_wrong', 4999));
      await eventually(async () => fakes.named('settleOrder').length === 1, 'the wrong sum is looked at');
      assert.equal((await order.query(orderView)).phase, 'awaitingPayment');
      await order.signal(paymentSettled, money('pi_right'));
      assert.equal((await order.result()).phase, 'closed');
      assert.deepEqual(fakes.named('refundPayment'), []);
      await record('ticket-order.mismatch', order);
    });
  });

  it('keeps its tickets when an operator cancels the process', async () => {
    const fakes = house(await now());
    await buy(server, fakes, async (order) => {
      await order.signal(paymentSettled, money('pi_1'));
      await eventually(async () => fakes.named('deliverTickets').length === 1, 'delivered');
      await order.cancel();
      await assert.rejects(order.result());
      assert.deepEqual(fakes.named('releaseSeats'), []);
    });
  });
});

describe('an order that nobody pays', () => {
  it('closes the payment page, frees its seats after the window, and is over an hour later', async () => {
    const fakes = house(await now());
    const began = await now();
    await buy(server, fakes, async (order) => {
      const view = await order.result();
      assert.equal(view.phase, 'expired');
      assert.deepEqual(fakes.order(), ['holdSeats', 'openPayment', 'closePayment', 'releaseSeats', 'tellHoldEnded']);
      assert.deepEqual(
        fakes.named('closePayment').map(({ take }) => take),
        [true],
        'what is set aside in time buys its seats',
      );
      assert.deepEqual(
        fakes.named('releaseSeats').map(({ phase }) => phase),
        ['expired'],
      );
      assert.ok((await now()) - began >= 75 * minute);
      await record('ticket-order.expired', order);
    });
  });

  it('takes money that its provider turns out to have when the page is closed: its seats are still there', async () => {
    const fakes = house(await now());
    fakes.activities.closePayment = async () => {
      fakes.calls.push(['closePayment', {}]);
      return { paid: money('pi_last_second') };
    };
    await buy(server, fakes, async (order) => {
      assert.equal((await order.result()).phase, 'closed');
      assert.deepEqual(fakes.named('releaseSeats'), []);
      assert.equal(fakes.named('deliverTickets').length, 1);
      await record('ticket-order.found-on-closing', order);
    });
  });

  it('accepts late money within the hour while seats remain', async () => {
    const fakes = house(await now());
    await buy(server, fakes, async (order) => {
      await server.sleep(20 * minute);
      await phaseIs(order, 'expired');
      await order.signal(paymentSettled, money('pi_late'));
      assert.equal((await order.result()).phase, 'closed');
      assert.deepEqual(fakes.order().slice(4, 8), ['tellHoldEnded', 'settleOrder', 'readPlan', 'deliverTickets']);
      await record('ticket-order.late-accepted', order);
    });
  });

  it('gives late money back when the seats are gone', async () => {
    const fakes = house(await now());
    fakes.activities.settleOrder = async () => 'unearned';
    await buy(server, fakes, async (order) => {
      await server.sleep(20 * minute);
      await phaseIs(order, 'expired');
      await order.signal(paymentSettled, money('pi_late'));
      assert.equal((await order.result()).phase, 'expired');
      assert.deepEqual(
        fakes.named('refundPayment').map(({ paymentId }) => paymentId),
        ['pi_late'],
      );
      assert.deepEqual(fakes.named('deliverTickets'), []);
      await record('ticket-order.late-returned', order);
    });
  });

  it('frees its seats even when the provider is away, asks for a day, and then asks a person', async () => {
    const fakes = house(await now());
    fakes.activities.closePayment = async () => {
      throw new Error('partner is away');
    };
    await buy(server, fakes, async (order) => {
      assert.equal((await order.result()).phase, 'expired');
      assert.deepEqual(fakes.order(), ['holdSeats', 'openPayment', 'releaseSeats', 'tellHoldEnded', 'reportUnclosed']);
      await record('ticket-order.expired-partner-away', order);
    });
  });

  it('finds money whose webhook was lost as soon as the provider is back, and tickets it', async () => {
    const fakes = house(await now());
    const backAt = (await now()) + 50 * minute;
    fakes.activities.closePayment = async () => {
      if ((await now()) < backAt) throw new Error('partner is away');
      return { paid: money('pi_unheard') };
    };
    await buy(server, fakes, async (order) => {
      const view = await order.result();
      assert.deepEqual([view.phase, view.payments], ['closed', ['stripe:platform:pi_unheard']]);
      assert.deepEqual(fakes.order().slice(0, 7), [
        'holdSeats',
        'openPayment',
        'releaseSeats',
        'tellHoldEnded',
        'settleOrder',
        'readPlan',
        'deliverTickets',
      ]);
      await record('ticket-order.found-after-outage', order);
    });
  });
});

describe('an order whose payment was declined', () => {
  it('frees its seats at once, takes no money that may still be set aside, and gives later money back', async () => {
    const fakes = house(await now());
    await buy(server, fakes, async (order) => {
      for (const _ of [1, 2]) await order.signal(paymentDeclined);
      await phaseIs(order, 'cancelled');
      await order.signal(paymentSettled, money('pi_late'));
      const view = await order.result();
      assert.deepEqual([view.phase, view.reason], ['cancelled', 'declined']);
      assert.deepEqual(
        fakes.named('closePayment').map(({ take }) => take),
        [false],
      );
      assert.deepEqual([fakes.named('releaseSeats').length, fakes.named('refundPayment').length], [1, 1]);
      await record('ticket-order.declined', order);
    });
  });
});

describe('an order that is given up', () => {
  it('frees its seats at once when the buyer says so, and gives later money back', async () => {
    const fakes = house(await now());
    await buy(server, fakes, async (order, { personId }) => {
      await order.executeUpdate(cancelOrder, { args: [{ personId }] });
      assert.equal(fakes.named('releaseSeats').length, 1);
      await order.signal(paymentSettled, money('pi_late'));
      const view = await order.result();
      assert.deepEqual([view.phase, view.reason], ['cancelled', 'buyer']);
      assert.deepEqual(
        fakes.named('settleOrder').map(({ accept }) => accept),
        [false],
      );
      assert.equal(fakes.named('refundPayment').length, 1);
      await record('ticket-order.cancelled-by-buyer', order);
    });
  });

  it('listens to nobody but its buyer', async () => {
    const fakes = house(await now());
    await buy(server, fakes, async (order, { personId }) => {
      const refusedWith = (type: string) => (error: unknown) =>
        error instanceof WorkflowUpdateFailedError && (error.cause as ApplicationFailure).type === type;
      await assert.rejects(
        order.executeUpdate(cancelOrder, { args: [{ personId: randomUUID() }] }),
        refusedWith('OrderNotYours'),
      );
      await assert.rejects(
        order.executeUpdate(checkout, { args: [{ asker: 'stranger', digest: 'digest' }] }),
        refusedWith('OrderNotYours'),
      );
      await assert.rejects(
        order.executeUpdate(checkout, { args: [{ asker: 'asker', digest: 'other' }] }),
        refusedWith('OrderDiffers'),
      );
      await order.signal(paymentSettled, money('pi_1'));
      await phaseIs(order, 'paid');
      await assert.rejects(order.executeUpdate(cancelOrder, { args: [{ personId }] }), refusedWith('NotAwaitingPayment'));
    });
  });

  it('returns what it took when an operator cancels the process', async () => {
    const fakes = house(await now());
    await buy(server, fakes, async (order) => {
      await order.cancel();
      await assert.rejects(order.result());
      const view = await order.query(orderView);
      assert.deepEqual([view.phase, view.reason], ['cancelled', 'operator']);
      assert.deepEqual(
        fakes.named('releaseSeats').map(({ phase, reason }) => [phase, reason]),
        [['cancelled', 'operator']],
      );
      assert.ok(fakes.named('closePayment').length > 0);
      await record('ticket-order.cancelled-by-operator', order);
    });
  });
});

describe('an order that cannot begin', () => {
  let real: DevServer;
  before(async () => {
    real = await devServer();
  });
  after(() => real?.teardown());

  it('says that the seats are gone, and opens no payment', async () => {
    const fakes = house(Date.now());
    fakes.activities.holdSeats = async () => ({ held: false, reason: 'soldOut' });
    await buy(real, fakes, async (order) => {
      assert.deepEqual(fakes.named('refused'), ['SoldOut']);
      assert.deepEqual(
        [(await order.result()).phase, fakes.named('openPayment'), fakes.named('releaseSeats')],
        ['cancelled', [], []],
      );
      await record('ticket-order.sold-out', order);
    });
  });

  it('frees the seats when the provider refuses', async () => {
    const fakes = house(await now());
    fakes.activities.openPayment = async () => {
      throw ApplicationFailure.nonRetryable('no such account', 'PaymentRejected');
    };
    await buy(server, fakes, async (order) => {
      assert.deepEqual(fakes.named('refused'), ['PaymentUnavailable']);
      assert.deepEqual([(await order.result()).phase, fakes.named('releaseSeats').length], ['cancelled', 1]);
      await record('ticket-order.payment-unavailable', order);
    });
  });

  it('says that selling is paused when Postgres does not answer in time who wants to hold seats', async () => {
    const fakes = house(await now());
    const answer = Promise.withResolvers<HoldOutcome>();
    fakes.activities.holdSeats = () => answer.promise;
    await buy(server, fakes, async (order) => {
      assert.deepEqual(fakes.named('refused'), ['SalesPaused']);
      assert.deepEqual([(await order.result()).phase, fakes.named('releaseSeats').length], ['cancelled', 1]);
    }).finally(() => answer.resolve({ held: false, reason: 'soldOut' }));
  });

  it('frees the seats even when holding them was never answered', async () => {
    const fakes = house(await now());
    fakes.activities.holdSeats = async () => {
      throw new Error('the answer was lost');
    };
    await buy(server, fakes, async (order) => {
      assert.deepEqual(fakes.named('refused'), ['PaymentUnavailable']);
      assert.equal((await order.result()).phase, 'cancelled');
      assert.equal(fakes.named('releaseSeats').length, 1);
      await record('ticket-order.hold-unanswered', order);
    });
  });
});
