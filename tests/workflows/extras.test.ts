/** Every path of a donation and of a purchase, and what money, a moved show and a second request may do to them. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { ExtraHold } from '../../activities/shop/hold.ts';
import { rateShow } from '../../workflows/orders/messages.ts';
import {
  cancelOrder,
  checkout,
  orderView,
  paymentDeclined,
  paymentSettled,
  requestRefund,
  showChanged,
} from '../../workflows/payments/messages.ts';
import { handOver } from '../../workflows/shop/messages.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { extraHouse, type Handle, place } from './extra-house.ts';
import { day, minute, money } from './order-house.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());
const now = () => server.currentTimeMs();
const house = async () => extraHouse(await now());
const phaseIs = (order: Handle, phase: string) =>
  eventually(async () => (await order.query(orderView)).phase === phase, `phase ${phase}`);
const member = () => ({
  ...{ personId: randomUUID() as string, requestId: randomUUID() as string },
  ...{ ticketIds: null, whole: true, byMember: true },
});
const refusalOf = async (request: Promise<unknown>): Promise<string> => {
  const error = await request.then(
    () => assert.fail('it was not refused'),
    (failed: unknown) => failed as WorkflowUpdateFailedError,
  );
  assert.ok(error instanceof WorkflowUpdateFailedError, String(error));
  return String((error.cause as ApplicationFailure).type);
};

describe('a donation', () => {
  it('is settled once, however often its provider repeats itself, and closes 14 days after the show', async () => {
    const fakes = await house();
    await place(server, fakes, 'donation', async (order) => {
      for (const paymentId of ['pi_1', 'pi_1', 'pi_1']) await order.signal(paymentSettled, money(paymentId));
      const view = await order.result();
      assert.deepEqual([view.phase, view.payments], ['closed', ['stripe:platform:pi_1']]);
      assert.deepEqual(fakes.order(), ['holdExtra', 'openPayment', 'settleExtra', 'readPlan', 'closeOrder']);
      assert.ok((await now()) >= Date.parse(fakes.plan.startsAt) + 14 * day);
      await record('donation-order.paid', order);
    });
  });

  it('gives back what was paid twice, and takes no other sum', async () => {
    const fakes = await house();
    await place(server, fakes, 'donation', async (order) => {
      await order.signal(paymentSettled, money('pi_wrong', 4999));
      await eventually(async () => fakes.named('settleExtra').length === 1, 'the wrong sum is looked at');
      assert.equal((await order.query(orderView)).phase, 'awaitingPayment');
      for (const paymentId of ['pi_1', 'pi_2', 'pi_1']) await order.signal(paymentSettled, money(paymentId));
      assert.equal((await order.result()).phase, 'closed');
      assert.deepEqual(
        fakes.named('refundPayment').map(({ paymentId }) => paymentId),
        ['pi_2'],
      );
      await record('donation-order.paid-twice', order);
    });
  });

  it('that nobody pays lets go after ten minutes, and is over an hour later', async () => {
    const fakes = await house();
    await place(server, fakes, 'donation', async (order) => {
      const began = await now();
      assert.equal((await order.result()).phase, 'expired');
      assert.deepEqual(fakes.order(), ['holdExtra', 'openPayment', 'closePayment', 'releaseExtra']);
      assert.equal(fakes.named('releaseExtra')[0].phase, 'expired');
      assert.ok((await now()) - began >= 70 * minute - 1000);
      await record('donation-order.expired', order);
    });
  });

  it('whose money comes late is taken or goes back, as its step says', async () => {
    for (const lateIsGood of [true, false]) {
      const fakes = await house();
      fakes.state.lateIsGood = lateIsGood;
      await place(server, fakes, 'donation', async (order) => {
        await server.sleep(11 * minute);
        await phaseIs(order, 'expired');
        await order.signal(paymentSettled, money('pi_late'));
        assert.equal((await order.result()).phase, lateIsGood ? 'closed' : 'expired');
        assert.equal(fakes.named('refundPayment').length, lateIsGood ? 0 : 1);
        await record(`donation-order.late-${lateIsGood ? 'accepted' : 'returned'}`, order);
      });
    }
  });

  it('is given up by its donor, declined by a bank, or ended by a cancelled show; money that comes then goes back', async () => {
    const endings: Array<[string, string, (order: Handle, personId: string) => Promise<unknown>]> = [
      ['cancelled-by-buyer', 'buyer', (order, personId) => order.executeUpdate(cancelOrder, { args: [{ personId }] })],
      ['declined', 'declined', (order) => order.signal(paymentDeclined)],
      ['unpaid-show-cancelled', 'showCancelled', (order) => order.signal(showChanged, cancelled())],
    ];
    for (const [name, reason, end] of endings) {
      const fakes = await house();
      await place(server, fakes, 'donation', async (order, { personId }) => {
        await end(order, personId);
        await phaseIs(order, 'cancelled');
        await order.signal(paymentSettled, money('pi_late'));
        const view = await order.result();
        assert.deepEqual([view.phase, view.reason], ['cancelled', reason]);
        assert.equal(fakes.named('settleExtra')[0].accept, false);
        assert.equal(fakes.named('refundPayment').length, 1);
        await record(`donation-order.${name}`, order);
      });
    }
  });

  it('that may not begin is refused by its reason, and holds nothing', async () => {
    const fakes = await house();
    const no: ExtraHold = { held: false, reason: 'audienceClosed' };
    const activities = { ...fakes.activities, holdExtra: async (): Promise<ExtraHold> => no };
    await place(server, { ...fakes, activities }, 'donation', async (order) => {
      const view = await order.result();
      assert.deepEqual([view.phase, view.reason], ['cancelled', 'audienceClosed']);
      assert.deepEqual(fakes.calls, [['refused', 'AudienceClosed']]);
      await record('donation-order.refused', order);
    });
  });

  it('lets go when its payment page cannot be opened', async () => {
    const fakes = await house();
    const openPayment = async () => {
      throw ApplicationFailure.create({ message: 'no', type: 'PaymentRejected', nonRetryable: true });
    };
    await place(server, { ...fakes, activities: { ...fakes.activities, openPayment } }, 'donation', async (order) => {
      const view = await order.result();
      assert.deepEqual([view.phase, view.reason], ['cancelled', 'unavailable']);
      assert.deepEqual(fakes.order().toSorted(), ['holdExtra', 'refused', 'closePayment', 'releaseExtra'].toSorted());
      await record('donation-order.not-opened', order);
    });
  });

  it('comes back when the show is cancelled, and by the organisation’s hand alone', async () => {
    const off = await house();
    await place(server, off, 'donation', async (order) => {
      await order.signal(paymentSettled, money('pi_1'));
      await phaseIs(order, 'paid');
      off.plan.on = false;
      await order.signal(showChanged, cancelled());
      assert.equal((await order.result()).phase, 'refunded');
      assert.deepEqual(off.order().slice(-3), ['acknowledgeShow', 'returnExtraForCancelledShow', 'payRefund']);
      await record('donation-order.show-cancelled', order);
    });
    const back = await house();
    await place(server, back, 'donation', async (order, { personId }) => {
      const early = order.executeUpdate(requestRefund, { args: [member()] });
      assert.equal(await refusalOf(early), 'NotPaid');
      await order.signal(paymentSettled, money('pi_1'));
      await phaseIs(order, 'paid');
      const own = { ...member(), personId, byMember: false };
      assert.equal(await refusalOf(order.executeUpdate(requestRefund, { args: [own] })), 'RefundClosed');
      const rating = order.executeUpdate(rateShow, { args: [{ personId, stars: 5 }] });
      assert.equal(await refusalOf(rating), 'OrderOver');
      assert.equal(await refusalOf(order.executeUpdate(checkout, { args: [{ asker: 'x', digest: 'digest' }] })), 'OrderNotYours');
      assert.equal(await refusalOf(order.executeUpdate(checkout, { args: [{ asker: 'asker', digest: 'x' }] })), 'OrderDiffers');
      const promise = await order.executeUpdate(requestRefund, { args: [member()] });
      assert.deepEqual(promise.back, { amount: 5000, currency: 'RUB' });
      assert.equal((await order.result()).phase, 'refunded');
      assert.deepEqual(
        back.named('payRefund').map(({ key }) => key),
        ['return:1'],
      );
      await record('donation-order.returned', order);
    });
  });
});

describe('a purchase', () => {
  it('is told to its buyer, handed over, and closes 14 days after the show', async () => {
    const fakes = await house();
    await place(server, fakes, 'shop', async (order) => {
      assert.equal(await refusalOf(order.executeUpdate(handOver, { args: [hand()] })), 'NotPaid');
      await order.signal(paymentSettled, money('pi_1'));
      await phaseIs(order, 'paid');
      await order.executeUpdate(handOver, { args: [hand()] });
      assert.equal((await order.result()).phase, 'closed');
      assert.deepEqual(fakes.order().toSorted(), [
        ...['closeOrder', 'handOverGoods', 'holdExtra', 'openPayment', 'readPlan', 'settleExtra', 'tellBought', 'waitsForHand'],
      ]);
      const { closeTime } = await order.describe();
      assert.ok(closeTime!.getTime() < Date.parse(fakes.plan.startsAt) + 15 * day, closeTime!.toISOString());
      await record('shop-order.handed-over', order);
    });
  });

  it('waits ninety days for its buyer', async () => {
    const fakes = await house();
    await place(server, fakes, 'shop', async (order) => {
      await order.signal(paymentSettled, money('pi_1'));
      assert.equal((await order.result()).phase, 'closed');
      assert.ok((await now()) >= Date.parse(fakes.plan.startsAt) + 90 * day);
      await record('shop-order.never-fetched', order);
    });
  });

  it('that was handed over stays sold when the show is cancelled, any other comes back', async () => {
    for (const handed of [true, false]) {
      const fakes = await house();
      fakes.state.handed = handed;
      await place(server, fakes, 'shop', async (order) => {
        await order.signal(paymentSettled, money('pi_1'));
        await phaseIs(order, 'paid');
        fakes.plan.on = false;
        await order.signal(showChanged, cancelled());
        assert.equal((await order.result()).phase, handed ? 'closed' : 'refunded');
        assert.equal(fakes.named('payRefund').length, handed ? 0 : 1);
        await record(`shop-order.show-cancelled${handed ? '-handed-over' : ''}`, order);
      });
    }
  });

  it('follows its show when it is moved', async () => {
    const fakes = await house();
    fakes.state.handed = true;
    await place(server, fakes, 'shop', async (order) => {
      await order.signal(paymentSettled, money('pi_1'));
      await phaseIs(order, 'paid');
      fakes.plan.startsAt = new Date((await now()) + 30 * day).toISOString();
      await order.signal(showChanged, { revision: 1, kind: 'moved', startsAt: fakes.plan.startsAt });
      assert.equal((await order.result()).phase, 'closed');
      assert.ok((await now()) >= Date.parse(fakes.plan.startsAt) + 14 * day);
      await record('shop-order.moved', order);
    });
  });

  it('cancelled by an operator puts its goods back and its money too', async () => {
    const fakes = await house();
    await place(server, fakes, 'shop', async (order) => {
      await order.cancel();
      await phaseIs(order, 'cancelled');
      await order.signal(paymentSettled, money('pi_late'));
      await assert.rejects(order.result());
      assert.equal(fakes.named('releaseExtra')[0].reason, 'operator');
      assert.equal(fakes.named('refundPayment').length, 1);
      await record('shop-order.cancelled-by-operator', order);
    });
  });
});

const cancelled = () => ({ revision: 1, kind: 'cancelled' as const, startsAt: '2099-01-01T16:00:00.000Z' });
const hand = () => ({ by: randomUUID() as string, requestId: randomUUID() as string });
