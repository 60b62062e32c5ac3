/** What comes back of a price never grows as the curtain comes nearer. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { describeRefundPolicy, refundPercent } from '../../domain/refund-policy.ts';

const hour = 3_600_000;
const startsAt = new Date('2026-12-05T16:00:00Z');
const before = (hours: number) => new Date(startsAt.getTime() - hours * hour);
const policy = fc.record({ fullUntilHours: fc.integer({ min: 0, max: 720 }), thenPercent: fc.integer({ min: 0, max: 100 }) });
const moment = fc.double({ min: -1000, max: 1000, noNaN: true }).map(before);

describe('refund policy', () => {
  it('gives between nothing and the whole price', () => {
    fc.assert(
      fc.property(policy, moment, (rules, now) => {
        const percent = refundPercent(rules, startsAt, now);
        assert.ok(percent >= 0 && percent <= 100, String(percent));
      }),
    );
  });

  it('gives no more later than it gave before', () => {
    fc.assert(
      fc.property(policy, moment, moment, (rules, one, other) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        assert.ok(refundPercent(rules, startsAt, early) >= refundPercent(rules, startsAt, late));
      }),
    );
  });

  it('keeps its promise to the millisecond', () => {
    const rules = { fullUntilHours: 24, thenPercent: 50 };
    const at = (ms: number) => refundPercent(rules, startsAt, new Date(before(24).getTime() + ms));
    assert.deepEqual([at(-1), at(0), at(1)], [100, 100, 50]);
    const end = (ms: number) => refundPercent(rules, startsAt, new Date(startsAt.getTime() + ms));
    assert.deepEqual([end(-1), end(0), end(1)], [50, 0, 0]);
  });

  it('gives everything until the start when it says so', () => {
    const rules = { fullUntilHours: 0, thenPercent: 0 };
    assert.equal(refundPercent(rules, startsAt, new Date(startsAt.getTime() - 1)), 100);
    assert.equal(refundPercent(rules, startsAt, new Date(startsAt.getTime() + 1)), 0);
  });

  it('is told in both languages with its own numbers', () => {
    fc.assert(
      fc.property(policy, (rules) => {
        const [ru, en] = [describeRefundPolicy(rules, 'ru'), describeRefundPolicy(rules, 'en')];
        assert.match(ru, /^Возврат: .+\.$/);
        assert.match(en, /^Refunds: .+\.$/);
        if (rules.fullUntilHours === 0) return;
        for (const text of [ru, en]) {
          assert.match(text, new RegExp(`\\b${rules.fullUntilHours}\\b`));
          if (rules.thenPercent > 0) assert.match(text, new RegExp(`\\b${rules.thenPercent} ?%`));
        }
      }),
    );
  });
});
