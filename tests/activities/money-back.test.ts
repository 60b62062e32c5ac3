/** Money that is owed goes back: one call, one entry in the books, one word; and when the provider will not, a person does it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createReturnActivities } from '../../activities/orders/return.ts';
import { createRefundActivities } from '../../activities/payments/refund.ts';
import { createRefundOutcomeActivities } from '../../activities/payments/refund-outcome.ts';
import { NotSent } from '../../providers/messaging/port.ts';
import { PaymentRejected } from '../../providers/payments/port.ts';
import { assertSound } from '../support/invariants.ts';
import { asActivity, outcome, paidOrder, partners, tenantId, times, unguarded } from './paid-orders.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
const { returnTickets } = createReturnActivities();
before(async () => {
  bench = await openBench();
});
after(async () => {
  if (!bench) return;
  await assertSound(bench.db, { debts: false }).finally(bench.close);
});

/** A returned order whose money is owed, and the steps that pay it. */
async function owing(contact?: { telegramId?: number; email?: string }) {
  const order = await paidOrder(bench, { quantity: 2, ...(contact ? { contact } : {}) });
  const { orderId, personId } = order;
  const request = { tenantId, orderId, personId, requestId: randomUUID(), ticketIds: null, whole: false, byMember: false };
  const { refund: key } = await bench.step(() => returnTickets(request));
  const made = partners();
  const { payRefund, retryRefund, settleRefundByHand } = createRefundActivities(made.deps);
  const { recordRefundOutcome } = createRefundOutcomeActivities(made.deps);
  const refund = { tenantId, orderId, key: key! };
  return {
    ...made,
    refund,
    pay: () => asActivity(bench, () => payRefund(refund)),
    retry: (attempt: number) => asActivity(bench, () => retryRefund({ ...refund, attempt })),
    byHand: () => bench.step(() => settleRefundByHand(refund)),
    /** The bank sends the money back to the provider. */
    fails: (refundId: string) =>
      asActivity(bench, () =>
        recordRefundOutcome({ tenantId, orderId, provider: 'stripe', account: 'platform', refundId, state: 'failed' }),
      ),
    refuses(why = 'the card is closed') {
      made.provider.refund = async () => {
        throw new PaymentRejected(why);
      };
    },
    state: async () => {
      const [row] = await bench.db.sql<{ state: string; attempt: number }>('select state, attempt from refunds where key = $1', [
        key,
      ]);
      return [row!.state, row!.attempt];
    },
    /** Where the money is by the books: with the provider, paid by hand, owed. */
    async books() {
      const rows = await bench.db.sql<{ account: string; sum: number }>(
        `select account, sum(amount)::int as sum from ledger_entries where order_id = $1 group by account`,
        [orderId],
      );
      const at = (account: string) => Object.fromEntries(rows.map((row) => [row.account, row.sum]))[account] ?? 0;
      return [at('provider:stripe:platform'), at('by-hand'), 0 - at('owed:buyers')];
    },
    questions: async () =>
      (await bench.db.sql(`select key from attention_items where order_id = $1 and kind = 'refundRefused'`, [orderId])).length,
  };
}

describe('money that is owed', () => {
  it('asked for twice goes back once, is told once, and is no longer owed', async () => {
    const { pay, refunds, said, books, state } = await owing();
    assert.deepEqual(await books(), [180_000, 0, 180_000]);
    assert.deepEqual([await pay(), await pay()], ['succeeded', 'succeeded']);
    assert.deepEqual([refunds.length, said.length, await state()], [1, 1, ['succeeded', 1]]);
    assert.match(said[0]!.words, /Вернули 1\s800/);
    assert.deepEqual(await books(), [0, 0, 0]);
  });

  it('asked for twenty times at once has one key at its provider and one entry in the books', async () => {
    const { pay, refunds, said, books } = await owing();
    assert.deepEqual(new Set(await times(20, pay)), new Set(['succeeded']));
    assert.deepEqual([refunds.length, said.length], [1, 1]);
    assert.deepEqual(await books(), [0, 0, 0]);
  });

  it('whose answer is lost is asked for again under the same key', async () => {
    const made = await owing();
    const real = made.provider.refund;
    made.provider.refund = async (request) => {
      await real(request);
      made.provider.refund = real;
      throw new Error('the answer was lost');
    };
    await assert.rejects(made.pay(), /lost/);
    assert.deepEqual([await made.state(), await made.pay(), made.refunds.length], [['requested', 1], 'succeeded', 1]);
    assert.deepEqual(await made.books(), [0, 0, 0]);
  });

  it('and that is back but could not be told is told by the next try', async () => {
    const made = await owing();
    const real = made.messenger.sendText;
    made.messenger.sendText = async () => {
      made.messenger.sendText = real;
      throw new NotSent('away');
    };
    await assert.rejects(made.pay(), /away/);
    assert.deepEqual([await made.pay(), made.refunds.length, made.said.length], ['succeeded', 1, 1]);
  });

  it('is told by a letter to a guest, and to nobody who left no address', async () => {
    const [guest, stranger] = [await owing({ email: 'guest@example.com' }), await owing({})];
    assert.deepEqual([await guest.pay(), await stranger.pay()], ['succeeded', 'succeeded']);
    assert.deepEqual([guest.letters.map(({ to }) => to), stranger.said.length], [['guest@example.com'], 0]);
  });
});

describe('money that its provider does not return', () => {
  it('waits for an operator, and the buyer hears of it once, however often it is asked for', async () => {
    const made = await owing();
    made.refuses();
    for (let round = 0; round < 3; round += 1) assert.equal(await made.pay(), 'refused');
    assert.deepEqual([await made.state(), await made.questions(), made.said.length], [['refused', 1], 1, 1]);
    assert.match(made.said[0]!.words, /не приняла возврат/);
    assert.deepEqual(await made.books(), [180_000, 0, 180_000], 'it is still owed');
  });

  it('is tried again under a key of its own, once an attempt', async () => {
    const made = await owing();
    const real = made.provider.refund;
    made.refuses();
    await made.pay();
    made.provider.refund = real;
    assert.equal(await made.retry(1), 'refused', 'that attempt was made');
    assert.deepEqual([await made.retry(2), await made.retry(2), await made.retry(3)], ['succeeded', 'succeeded', 'succeeded']);
    assert.deepEqual(
      made.refunds.map(({ idempotencyKey }) => idempotencyKey.endsWith(':2')),
      [true],
    );
    assert.deepEqual(
      [await made.state(), await made.books()],
      [
        ['succeeded', 2],
        [0, 0, 0],
      ],
    );
  });

  it('and is refused again has a question for each attempt, and still one word to the buyer', async () => {
    const made = await owing();
    made.refuses();
    await made.pay();
    await times(5, () => made.retry(2));
    assert.deepEqual([await made.state(), await made.questions(), made.said.length], [['refused', 2], 2, 1]);
  });

  it('is settled by hand once, and only when it was refused', async () => {
    const made = await owing();
    await made.byHand();
    assert.deepEqual(
      [await made.state(), await made.books()],
      [
        ['requested', 1],
        [180_000, 0, 180_000],
      ],
    );
    made.refuses();
    await made.pay();
    await times(5, made.byHand);
    assert.deepEqual(
      [await made.state(), await made.books()],
      [
        ['succeeded', 1],
        [180_000, -180_000, 0],
      ],
    );
    assert.equal(await made.retry(2), 'succeeded', 'what is settled is not paid once more');
    assert.deepEqual([made.refunds.length, await made.books()], [0, [180_000, -180_000, 0]]);
  });

  it('by hand and by another attempt at the same moment is returned in one of the two ways', async () => {
    for (let round = 0; round < 5; round += 1) {
      const made = await owing();
      const real = made.provider.refund;
      made.refuses();
      await made.pay();
      made.provider.refund = real;
      await Promise.all([made.byHand(), made.retry(2)]);
      const [atProvider, byHand, owed] = await made.books();
      assert.deepEqual([owed, atProvider! + byHand!, made.refunds.length], [0, 0, byHand === 0 ? 1 : 0]);
    }
  });

  /** The first try hangs until the second has succeeded, then hears that there is nothing left to return. */
  async function overtaken(made: Awaited<ReturnType<typeof owing>>, slowly: () => Promise<string>) {
    const real = made.provider.refund;
    const first: { release?: () => void } = {};
    made.provider.refund = async () => {
      made.provider.refund = real;
      await new Promise<void>((resolve) => {
        first.release = resolve;
      });
      throw new PaymentRejected('already refunded');
    };
    const slow = slowly();
    while (!first.release) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(await made.pay(), 'succeeded');
    first.release();
    return slow;
  }

  it('because another try has just returned it, stays returned', async () => {
    const made = await owing();
    assert.equal(await overtaken(made, made.pay), 'succeeded');
    assert.deepEqual([await made.state(), await made.questions(), made.said.length], [['succeeded', 1], 0, 1]);
  });

  it('because another try has, and whoever does not look at the row would call it refused: the guard is needed', async () => {
    const made = await owing();
    const step = unguarded(bench, { forget: (sql) => sql.replace(" and state = 'requested' returning id", ' returning id') });
    const { payRefund } = createRefundActivities(made.deps);
    const slowly = () => new MockActivityEnvironment().run(() => step(() => payRefund(made.refund))) as Promise<string>;
    assert.equal(await overtaken(made, slowly), 'refused');
    assert.deepEqual(await made.state(), ['refused', 1]);
  });
});

describe('money that the bank sent back days later', () => {
  const turnedBack = async () => {
    const made = await owing();
    await made.pay();
    const refundId = `re_${made.refunds[0]!.idempotencyKey}`;
    assert.equal(await made.fails(refundId), 'refused');
    assert.deepEqual(
      [await made.state(), await made.books()],
      [
        ['refused', 1],
        [180_000, 0, 180_000],
      ],
    );
    return { ...made, refundId };
  };

  it('is owed again once, however often the bank says so', async () => {
    const made = await turnedBack();
    await times(5, () => made.fails(made.refundId));
    assert.deepEqual([await made.books(), await made.questions()], [[180_000, 0, 180_000], 1]);
  });

  it('and tried again is on the books as returned', async () => {
    const made = await turnedBack();
    assert.equal(await made.retry(2), 'succeeded');
    assert.deepEqual([made.refunds.length, await made.books()], [2, [0, 0, 0]]);
    // The same word about the first attempt comes late.
    await made.fails(made.refundId);
    assert.deepEqual(
      [await made.state(), await made.books()],
      [
        ['succeeded', 2],
        [0, 0, 0],
      ],
    );
    // And the second attempt may come back as the first did.
    assert.equal(await made.fails(`re_${made.refunds[1]!.idempotencyKey}`), 'refused');
    assert.deepEqual([await made.retry(3), await made.books()], ['succeeded', [0, 0, 0]]);
  });

  it('and paid by hand is on the books as paid by hand', async () => {
    const made = await turnedBack();
    await times(3, made.byHand);
    assert.deepEqual(
      [await made.state(), await made.books()],
      [
        ['succeeded', 1],
        [180_000, -180_000, 0],
      ],
    );
  });

  it('told of again while another attempt is on its way does not stop that', async () => {
    const made = await turnedBack();
    const real = made.provider.refund;
    made.provider.refund = async (request) => {
      await made.fails(made.refundId);
      return real(request);
    };
    assert.equal(await outcome(made.retry(2)), 'succeeded');
    assert.deepEqual(
      [await made.state(), await made.books()],
      [
        ['succeeded', 2],
        [0, 0, 0],
      ],
    );
  });
});
