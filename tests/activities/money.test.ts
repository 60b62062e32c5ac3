/** Settling and refunding: each twice, at once, and with the process dying in the middle. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createReturnActivities } from '../../activities/orders/return.ts';
import { createSeatActivities } from '../../activities/orders/seats.ts';
import { createSettleActivities } from '../../activities/orders/settle.ts';
import { createOpenPaymentActivities } from '../../activities/payments/open.ts';
import { createRefundActivities } from '../../activities/payments/refund.ts';
import { orderLinks } from '../../domain/order-link.ts';
import { type Messenger, SlowDown } from '../../providers/messaging/port.ts';
import { type OpenRequest, type PaymentProvider, PaymentRejected, type RefundRequest } from '../../providers/payments/port.ts';
import type { PaymentSettled } from '../../workflows/payments/messages.ts';
import { assertSound } from '../support/invariants.ts';
import { phaseOf, seatsLeft, unguarded } from './paid-orders.ts';
import { type Bench, holdRequest, openBench, sealingKeys } from './support.ts';

let bench: Bench;
const { holdSeats, releaseSeats } = createSeatActivities({ sealingKeys });
const { settleOrder } = createSettleActivities();
const { returnTickets } = createReturnActivities();
before(async () => {
  bench = await openBench();
});
after(async () => {
  await assertSound(bench.db).finally(bench.close);
});

/** The provider and the messenger at their ports, keeping count. */
function partners(
  refund: (request: RefundRequest) => Promise<{ refundId: string }> = async () => ({ refundId: 're_1' }),
  silence: Error[] = [],
) {
  const refunds: string[] = [];
  const told: string[] = [];
  const provider: PaymentProvider = {
    refunds: 'whole',
    open: async () => ({ sessionId: 's', url: 'u' }),
    close: async () => ({}),
    async refund(request) {
      // As a provider does with an idempotency key.
      if (!refunds.includes(request.idempotencyKey)) refunds.push(request.idempotencyKey);
      return refund(request);
    },
  };
  const messenger: Messenger = {
    async sendText(_chat, html) {
      const refusal = silence.shift();
      if (refusal) throw refusal;
      return { messageId: String(told.push(html)) };
    },
    sendPhotos: async () => ({ messageId: '1' }),
  };
  const { refundPayment } = createRefundActivities({
    providers: { get: async () => provider },
    messengers: { get: () => messenger },
    mailer: { send: async () => ({ messageId: '1' }) },
    ...{ orderLinks: orderLinks('a key for tests'), publicUrl: 'https://rampa.test' },
  });
  const inActivity = (request: Parameters<typeof refundPayment>[0]) =>
    new MockActivityEnvironment().run(() => bench.step(() => refundPayment(request)));
  return { refunds, told, refundPayment: inActivity as typeof refundPayment };
}

async function held(quantity = 1, at = bench) {
  const made = await holdRequest(at, { quantity });
  await at.step(() => holdSeats({ ...made.request, buyer: made.buyer }));
  const payment = (paymentId: string, amount = 450 * quantity): PaymentSettled => ({
    provider: 'stars',
    account: 'platform',
    paymentId: `${made.request.orderId}:${paymentId}`,
    amount,
    currency: 'XTR',
  });
  return { ...made, payment, facts: { tenantId: made.request.tenantId, orderId: made.request.orderId } };
}
const count = async (table: string, orderId: string) =>
  (await bench.db.sql<{ n: number }>(`select count(*)::int as n from ${table} where order_id = $1`, [orderId]))[0]!.n;

describe('a payment page', () => {
  it('names times at the clock of the page from which its buyer comes, else at the theatre’s', async () => {
    const told: OpenRequest[] = [];
    const provider: PaymentProvider = {
      refunds: 'whole',
      async open(request) {
        told.push(request);
        return { sessionId: request.orderId, url: 'u' };
      },
      close: async () => ({}),
      refund: async () => ({ refundId: 're_1' }),
    };
    const { openPayment } = createOpenPaymentActivities({
      providers: { get: async () => provider },
      ...{ orderLinks: orderLinks('a key for tests'), publicUrl: 'https://rampa.test' },
    });
    for (const contact of [{ email: 'vera@example.com', timeZone: 'Asia/Novosibirsk' }, { email: 'boris@example.com' }]) {
      const { request, buyer } = await holdRequest(bench, { contact });
      await bench.step(() => holdSeats({ ...request, buyer }));
      await new MockActivityEnvironment().run(() => bench.step(() => openPayment(request)));
    }
    const [far, unknown] = told.map(({ description }) => description);
    assert.match(far!, /\d\d:\d\d \(Новосибирск\).*места ждут до \d\d:\d\d \(Новосибирск\)$/);
    assert.match(unknown!, /\d\d:\d\d \(Москва\).*места ждут до \d\d:\d\d \(Москва\)$/);
  });
});

describe('settling', () => {
  it('the same money ten times at once issues the tickets once and answers the same', async () => {
    const { facts, payment } = await held(3);
    const verdicts = await Promise.all(
      Array.from({ length: 10 }, () => bench.step(() => settleOrder({ ...facts, payment: payment('a'), accept: true }))),
    );
    assert.deepEqual(new Set(verdicts), new Set(['accepted']));
    assert.deepEqual([await count('tickets', facts.orderId), await count('payments', facts.orderId)], [3, 1]);
  });

  it('money on the books of another order buys nothing, and somebody is asked to look', async () => {
    const [mine, another] = [await held(), await held()];
    const payment = another.payment('a');
    assert.equal(await bench.step(() => settleOrder({ ...another.facts, payment, accept: true })), 'accepted');
    for (let again = 0; again < 2; again += 1)
      assert.equal(await bench.step(() => settleOrder({ ...mine.facts, payment, accept: true })), 'mismatch');
    const { orderId } = mine.facts;
    assert.deepEqual([await count('tickets', orderId), await count('payments', orderId)], [0, 0]);
    const kinds = await bench.db.sql<{ kind: string }>('select kind from attention_items where order_id = $1', [orderId]);
    assert.deepEqual(kinds, [{ kind: 'paymentMismatch' }]);
  });

  it('two payments at once accepts one of them', async () => {
    const { facts, payment } = await held();
    const verdicts = await Promise.all(
      ['a', 'b'].map((id) => bench.step(() => settleOrder({ ...facts, payment: payment(id), accept: true }))),
    );
    assert.deepEqual(verdicts.sort(), ['accepted', 'unearned']);
    const { refundPayment } = partners();
    const [row] = await bench.db.sql<{ payment_id: string }>(
      `select payment_id from payments where order_id = $1 and verdict = 'unearned'`,
      [facts.orderId],
    );
    await refundPayment({ ...facts, provider: 'stars', account: 'platform', paymentId: row!.payment_id, reason: 'unearned' });
  });

  it('an order whose tickets were all returned buys nothing again, though its seats are free', async () => {
    const returnedAndPaidAgain = async (at: Bench, step = at.step) => {
      const { facts, payment, request, show } = await held(2, at);
      await at.step(() => settleOrder({ ...facts, payment: payment('first'), accept: true }));
      const asked = { personId: request.personId, requestId: randomUUID(), ticketIds: null, whole: false, byMember: false };
      assert.equal((await at.step(() => returnTickets({ ...facts, ...asked }))).closed, true);
      const verdict = await step(() => settleOrder({ ...facts, payment: payment('second'), accept: true }));
      return { verdict, phase: await phaseOf(at, facts.orderId), seatsLeft: await seatsLeft(at, show) };
    };
    assert.deepEqual(await returnedAndPaidAgain(bench), { verdict: 'unearned', phase: 'refunded', seatsLeft: 5 });

    // A database of its own, whose books may be spoilt.
    const spoilt = await openBench();
    try {
      const forget = (sql: string) => sql.replace('o.paid_at is not null as bought', 'false as bought');
      const without = await returnedAndPaidAgain(spoilt, unguarded(spoilt, { forget }));
      assert.deepEqual(without, { verdict: 'accepted', phase: 'paid', seatsLeft: 3 }, 'paid, and not one good ticket');
      await assert.rejects(assertSound(spoilt.db), /seats left/, 'the invariants notice it');
    } finally {
      await spoilt.close();
    }
  });

  it('against a release at the same moment ends in tickets or in money back, never in neither', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { facts, payment, request } = await held();
      const [verdict] = await Promise.all([
        bench.step(() => settleOrder({ ...facts, payment: payment('a'), accept: true })),
        bench.step(() => releaseSeats({ ...request, phase: 'expired', reason: null })),
      ]);
      assert.equal(verdict, 'accepted', 'there are seats enough to take again');
      assert.equal(await count('tickets', facts.orderId), 1);
    }
  });
});

describe('giving back', () => {
  const unearned = async () => {
    const { facts, payment } = await held();
    await bench.step(() => settleOrder({ ...facts, payment: payment('first'), accept: true }));
    await bench.step(() => settleOrder({ ...facts, payment: payment('second'), accept: true }));
    return {
      ...facts,
      provider: 'stars',
      account: 'platform',
      paymentId: payment('second').paymentId,
      reason: 'unearned',
    } as const;
  };

  it('twice is one refund and one word to the person', async () => {
    const request = await unearned();
    const { refundPayment, refunds, told } = partners();
    assert.deepEqual([await refundPayment(request), await refundPayment(request)], ['succeeded', 'succeeded']);
    assert.deepEqual([refunds.length, told.length], [1, 1]);
  });

  it('that is done and could not be told is told by the retry', async () => {
    const request = await unearned();
    const { refundPayment, refunds, told } = partners(undefined, [new SlowDown(1)]);
    await assert.rejects(refundPayment(request));
    assert.deepEqual([refunds.length, told.length], [1, 0]);
    assert.equal(await refundPayment(request), 'succeeded');
    assert.deepEqual([refunds.length, told.length], [1, 1]);
    assert.match(told[0]!, /билеты действуют/, 'its tickets are good: this was money too much');
  });

  it('whose answer was lost is asked again under the same key', async () => {
    const request = await unearned();
    let answers = 0;
    const { refundPayment, refunds } = partners(async () => {
      answers += 1;
      if (answers === 1) throw new Error('the answer was lost');
      return { refundId: 're_1' };
    });
    await assert.rejects(refundPayment(request));
    assert.equal(await refundPayment(request), 'succeeded');
    assert.equal(refunds.length, 1);
  });

  it('that the provider refuses goes to an operator and is not asked again', async () => {
    const request = await unearned();
    const { refundPayment, told } = partners(async () => {
      throw new PaymentRejected('card is closed');
    });
    assert.deepEqual([await refundPayment(request), await refundPayment(request)], ['refused', 'refused']);
    assert.deepEqual(await bench.db.sql('select kind from attention_items where order_id = $1', [request.orderId]), [
      { kind: 'refundRefused' },
    ]);
    assert.equal(told.length, 1, 'the person hears once that it takes longer');
  });

  it('of money that nobody recorded is refused loudly', async () => {
    const { refundPayment } = partners();
    const request = await unearned();
    await assert.rejects(refundPayment({ ...request, paymentId: 'nobody knows' }), /NotFound/);
  });
});
