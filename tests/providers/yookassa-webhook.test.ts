/** YooKassa's notifications: who may send them, what they point at, and sums that are read without rounding. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { money } from '../../domain/money.ts';
import { minorUnits, yooAmount } from '../../providers/payments/yookassa/amount.ts';
import { noticeOf, yooKassaSenders } from '../../providers/payments/yookassa/webhook.ts';

describe('the sender', () => {
  const isSender = yooKassaSenders();

  it('is in one of the published networks, to their very edges', () => {
    const inside = ['185.71.76.0', '185.71.76.31', '185.71.77.0', '77.75.153.0', '77.75.153.127', '77.75.156.11', '77.75.156.35'];
    for (const address of [...inside, '77.75.154.128', '77.75.154.255', '2a02:5180::1', '2a02:5180:ffff::', '::ffff:185.71.76.1'])
      assert.equal(isSender(address), true, address);
  });

  it('is nobody else', () => {
    const outside = ['185.71.76.32', '185.71.75.255', '77.75.153.128', '77.75.156.12', '77.75.154.127', '2a02:5181::1', '::1'];
    for (const address of [
      ...outside,
      '127.0.0.1',
      '::ffff:127.0.0.1',
      '10.0.0.1',
      '',
      'unknown',
      '185.71.76.1, 1.2.3.4',
      undefined,
    ])
      assert.equal(isSender(address), false, String(address));
  });

  it("may be a stand-in's, where the house was told so, and a slip in that is no silent nothing", () => {
    const local = yooKassaSenders(['127.0.0.0/8', '::1']);
    for (const address of ['127.0.0.1', '::ffff:127.9.9.9', '::1', '185.71.76.1']) assert.equal(local(address), true, address);
    assert.equal(local('128.0.0.1'), false);
    assert.throws(() => yooKassaSenders(['localhost']), TypeError);
  });
});

describe('a notification', () => {
  const of = (event: string, object: object) => noticeOf({ type: 'notification', event, object });
  const id = '2c8f1a70-000f-5000-8000-1a2b3c4d5e6f';

  it('is an event and an id; whatever else it says is not read', () => {
    const loud = { id, status: 'succeeded', paid: true, amount: { value: '1.00', currency: 'RUB' }, metadata: { orderId: 'o' } };
    for (const event of ['payment.waiting_for_capture', 'payment.succeeded'])
      assert.deepEqual(of(event, loud), { event, paymentId: id, orderHint: 'o' });
    assert.deepEqual(of('refund.succeeded', { id, payment_id: 'p' }), { event: 'refund.succeeded', refundId: id });
    assert.deepEqual(of('payment.succeeded', { id }), { event: 'payment.succeeded', paymentId: id });
  });

  it('that a payment is over points at it, as one that money came', () => {
    assert.deepEqual(of('payment.canceled', { id }), { event: 'payment.canceled', paymentId: id });
  });

  it('of no interest, or of no sense, is none', () => {
    assert.equal(of('payout.succeeded', { id }), undefined);
    assert.equal(of('deal.closed', { id }), undefined);
    for (const strange of ['../refunds/1', 'short', 'x'.repeat(65), '', 7, null, undefined, ['a']])
      assert.equal(of('payment.succeeded', { id: strange }), undefined, String(strange));
    for (const body of [
      null,
      undefined,
      7,
      'text',
      [],
      {},
      { type: 'notification' },
      { event: 'payment.succeeded', object: { id } },
    ])
      assert.equal(noticeOf(body), undefined, JSON.stringify(body));
  });
});

describe('a sum', () => {
  it('goes there and back without a kopeck lost', () => {
    assert.deepEqual(yooAmount(money(5, 'RUB')), { value: '0.05', currency: 'RUB' });
    assert.deepEqual(yooAmount(money(180_000, 'RUB')), { value: '1800.00', currency: 'RUB' });
    fc.assert(fc.property(fc.nat(1_000_000_000), (amount) => minorUnits(yooAmount(money(amount, 'RUB')).value) === amount));
  });

  it('in any other form is a fault, not a guess', () => {
    for (const wrong of ['1', '1.5', '1,50', '1.505', '-1.00', ' 1.00', '1e3', '', null, undefined, 1.5])
      assert.throws(() => minorUnits(wrong), RangeError, String(wrong));
  });
});
