/** What waits at a provider is taken only for an order that still wants it; the provider's own words decide, not the notice's. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { MockActivityEnvironment } from '@temporalio/testing';
import { type Confirmed, createConfirmActivities } from '../../activities/payments/confirm.ts';
import { createRefundOutcomeActivities, type RefundOutcome } from '../../activities/payments/refund-outcome.ts';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import { type PaymentProvider, type PaymentReading, PaymentRejected } from '../../providers/payments/port.ts';
import { newShow } from '../support/buyers.ts';
import { type Bench, openBench } from './support.ts';

let bench: Bench;
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());

const tenantId = sampleTenantId;

async function anOrder({ phase = 'awaitingPayment', seatsLeft = 5, endedHoursAgo = -1 } = {}) {
  const [orderId, personId] = [randomUUID(), randomUUID()];
  const show = await newShow(bench, 5);
  await bench.db.sql('update shows set seats_left = $1 where id = $2', [seatsLeft, show.id]);
  await bench.db.sql(
    `insert into orders (tenant_id, id, person_id, show_id, phase, surface, provider, account, language, currency, total, seats, hold_ends_at)
     values ($1, $2, $3, $4, $5, 'web', 'yookassa', 'platform', 'ru', 'RUB', 90000, 1, now() - make_interval(mins => $6))`,
    [tenantId, orderId, personId, show.id, phase, endedHoursAgo * 60],
  );
  return { orderId, personId };
}

/** A provider with one payment, which moves as YooKassa's do. */
function partner(orderId: string | undefined, first: PaymentReading['state'], change: Partial<PaymentReading> = {}) {
  const calls: string[] = [];
  let state = first;
  const reading = (): PaymentReading => ({ state, ...(orderId ? { orderId } : {}), amount: 90_000, currency: 'RUB', ...change });
  const from = (next: PaymentReading['state'], name: string) => async () => {
    calls.push(name);
    if (state !== 'waiting') throw new PaymentRejected(`it is ${state}`);
    state = next;
    return reading();
  };
  const twoStage = { read: async () => reading(), capture: from('succeeded', 'capture'), cancel: from('canceled', 'cancel') };
  const provider = { refunds: 'partial', twoStage } as unknown as PaymentProvider;
  return { calls, provider, twoStage, becomes: (next: PaymentReading['state']) => (state = next) };
}
const confirm = (orderId: string, provider: PaymentProvider) => {
  const { confirmPayment } = createConfirmActivities({ providers: { get: async () => provider } });
  const notice = { tenantId, orderId, provider: 'yookassa', account: 'platform', paymentId: `of ${orderId}` } as const;
  return new MockActivityEnvironment().run(() => bench.step(() => confirmPayment(notice))) as Promise<Confirmed>;
};
const attention = (orderId: string) => bench.db.sql('select kind from attention_items where order_id = $1', [orderId]);

describe('money that waits', () => {
  it('is taken for an order that holds its seats, and only then counts', async () => {
    const { orderId } = await anOrder();
    const { provider, calls } = partner(orderId, 'waiting');
    const payment = { provider: 'yookassa', account: 'platform', paymentId: `of ${orderId}`, amount: 90_000, currency: 'RUB' };
    assert.deepEqual(await confirm(orderId, provider), { state: 'settled', payment });
    assert.deepEqual(await confirm(orderId, provider), { state: 'settled', payment }, 'once more finds it taken');
    assert.deepEqual(calls, ['capture']);
  });

  const late: Array<[string, Parameters<typeof anOrder>[0], 'capture' | 'cancel']> = [
    ['just expired, seats remain', { phase: 'expired', endedHoursAgo: 0.5 }, 'capture'],
    ['just expired, no seats remain', { phase: 'expired', endedHoursAgo: 0.5, seatsLeft: 0 }, 'cancel'],
    ['expired for longer than late money is waited for', { phase: 'expired', endedHoursAgo: 2 }, 'cancel'],
    ['given up', { phase: 'cancelled' }, 'cancel'],
    ['paid otherwise', { phase: 'paid' }, 'cancel'],
    ['closed', { phase: 'closed' }, 'cancel'],
  ];
  for (const [what, order, then] of late)
    it(`for an order that is ${what}: ${then === 'capture' ? 'taken' : 'let go, nothing moved'}`, async () => {
      const { orderId } = await anOrder(order);
      const { provider, calls } = partner(orderId, 'waiting');
      const { state } = await confirm(orderId, provider);
      assert.deepEqual([calls, state], [[then], then === 'capture' ? 'settled' : 'nothing']);
    });

  it('in another sum or currency is let go, and a person looks at it', async () => {
    for (const change of [{ amount: 89_999 }, { currency: 'EUR' }]) {
      const { orderId } = await anOrder();
      const { provider, calls } = partner(orderId, 'waiting', change);
      assert.deepEqual(await confirm(orderId, provider), { state: 'nothing', why: 'mismatch' });
      assert.deepEqual([calls, await attention(orderId)], [['cancel'], [{ kind: 'paymentMismatch' }]]);
    }
  });

  it('that somebody took or let go in the same moment is what it is now', async () => {
    for (const [meanwhile, expected] of [
      ['succeeded', 'settled'],
      ['canceled', 'nothing'],
    ] as const) {
      const { orderId } = await anOrder();
      const { provider, twoStage, becomes } = partner(orderId, 'waiting');
      const { capture } = twoStage;
      twoStage.capture = async () => {
        becomes(meanwhile);
        return capture();
      };
      assert.equal((await confirm(orderId, provider)).state, expected);
    }
  });
});

describe('the provider’s own words', () => {
  it('count: nobody has paid yet, or never will', async () => {
    const { orderId } = await anOrder();
    assert.deepEqual(await confirm(orderId, partner(orderId, 'pending').provider), { state: 'pending' });
    const { provider: over } = partner(orderId, 'canceled');
    assert.deepEqual(await confirm(orderId, over), { state: 'nothing', why: 'ofAnother' }, 'not the page that is open');
    await bench.db.sql(
      `insert into payment_sessions (tenant_id, order_id, provider, account, session_id, amount, currency, state)
       values ($1, $2, 'yookassa', 'platform', $3, 90000, 'RUB', 'open')`,
      [tenantId, orderId, `of ${orderId}`],
    );
    assert.deepEqual(await confirm(orderId, over), { state: 'nothing', why: 'canceled' });
  });

  it('of a payment for another order, or for none, move nothing here', async () => {
    const { orderId } = await anOrder();
    for (const named of [randomUUID(), undefined]) {
      const { provider, calls } = partner(named, 'waiting');
      assert.deepEqual(await confirm(orderId, provider), { state: 'nothing', why: 'ofAnother' });
      assert.deepEqual(calls, []);
    }
  });

  it('that there is no such payment end it; no words at all are asked for again', async () => {
    const { orderId } = await anOrder();
    const { provider, twoStage } = partner(orderId, 'waiting');
    twoStage.read = async () => {
      throw new PaymentRejected('no such payment');
    };
    assert.deepEqual(await confirm(orderId, provider), { state: 'nothing', why: 'unknown' });
    twoStage.read = async () => {
      throw new Error('timeout');
    };
    await assert.rejects(confirm(orderId, provider), /timeout/);
  });
});

describe('a refund that failed after it had looked done', () => {
  async function refunded() {
    const { orderId, personId } = await anOrder({ phase: 'paid' });
    const [paymentId, key, refundId] = [randomUUID(), `refund:${randomUUID()}`, `re_${randomUUID()}`];
    await bench.db.sql(
      `insert into payments (tenant_id, id, order_id, person_id, provider, account, payment_id, amount, currency, verdict)
       values ($1, $2, $3, $4, 'stripe', 'platform', $5, 90000, 'RUB', 'unearned')`,
      [tenantId, paymentId, orderId, personId, `pi_${paymentId}`],
    );
    await bench.db.sql(
      `insert into refunds (tenant_id, id, key, payment_id, order_id, person_id, amount, currency, state, reason, provider_refund_id)
       values ($1, $2, $3, $4, $5, $6, 90000, 'RUB', 'succeeded', 'unearned', $7)`,
      [tenantId, randomUUID(), key, paymentId, orderId, personId, refundId],
    );
    await bench.db.sql(
      `insert into ledger_entries (tenant_id, "transaction", account, currency, amount, order_id) values
       ($1, 'in', 'provider:stripe:platform', 'RUB', 90000, $2), ($1, 'in', 'owed:buyers', 'RUB', -90000, $2),
       ($1, $3, 'owed:buyers', 'RUB', 90000, $2), ($1, $3, 'provider:stripe:platform', 'RUB', -90000, $2)`.replaceAll(
        "'in'",
        `'in:${key}'`,
      ),
      [tenantId, orderId, key],
    );
    return { tenantId, orderId, provider: 'stripe', account: 'platform', refundId } as const;
  }
  const recording = (outcome: RefundOutcome, provider: object = {}) => {
    const { recordRefundOutcome } = createRefundOutcomeActivities({
      providers: { get: async () => provider as PaymentProvider },
    });
    return new MockActivityEnvironment().run(() => bench.step(() => recordRefundOutcome(outcome)));
  };
  const stateOf = async ({ orderId }: { orderId: string }) => {
    const [refund] = await bench.db.sql<{ state: string }>('select state from refunds where order_id = $1', [orderId]);
    const owed = await bench.db.sql<{ owed: number }>(
      `select -sum(amount)::int as owed from ledger_entries where order_id = $1 and account = 'owed:buyers'`,
      [orderId],
    );
    return [refund?.state, owed[0]?.owed];
  };

  it('is owed to its buyer again and waits for a person, once', async () => {
    const refund = await refunded();
    assert.deepEqual(await stateOf(refund), ['succeeded', 0]);
    for (const _ of [1, 2]) assert.equal(await recording({ ...refund, state: 'failed', why: 'card closed' }), 'refused');
    assert.deepEqual(await stateOf(refund), ['refused', 90_000]);
    assert.deepEqual(await attention(refund.orderId), [{ kind: 'refundRefused' }]);
  });

  it('is not believed where events prove nothing: the provider is asked', async () => {
    const refund = await refunded();
    const says = (state: string) => ({ readRefund: async () => ({ state }) });
    assert.equal(await recording({ ...refund, state: 'failed' }, says('succeeded')), 'succeeded');
    assert.equal(await recording({ ...refund, state: 'succeeded' }, says('pending')), 'pending');
    assert.deepEqual(await stateOf(refund), ['succeeded', 0]);
    assert.equal(await recording({ ...refund, state: 'succeeded' }, says('failed')), 'refused');
    assert.deepEqual(await stateOf(refund), ['refused', 90_000]);
  });

  it('of nobody we know changes nothing', async () => {
    const refund = await refunded();
    assert.equal(await recording({ ...refund, refundId: 're_unknown', state: 'failed' }), 'unknown');
    assert.deepEqual(await stateOf(refund), ['succeeded', 0]);
  });
});
