/** Money is whole minor units of one currency, and is written as its readers write it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { add, type Currency, currencies, formatMoney, money, sameMoney, times } from '../../domain/money.ts';

const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
const currency = fc.constantFrom(...currencies);
/** The spaces of a format are narrow or unbreakable, as its language wants them; a reader sees spaces. */
const written = (value: number, unit: Currency, language: 'ru' | 'en') =>
  formatMoney(money(value, unit), language).replaceAll(/\s/g, ' ');

describe('money', () => {
  it('adds amounts of one currency, in any order', () => {
    fc.assert(
      fc.property(amount, amount, currency, (a, b, unit) => {
        const sum = add(money(a, unit), money(b, unit));
        assert.deepEqual(sum, { amount: a + b, currency: unit });
        assert.ok(sameMoney(sum, add(money(b, unit), money(a, unit))));
      }),
    );
  });

  it('never mixes currencies', () => {
    fc.assert(
      fc.property(amount, amount, currency, currency, (a, b, one, other) => {
        fc.pre(one !== other);
        assert.throws(() => add(money(a, one), money(b, other)), TypeError);
        assert.equal(sameMoney(money(a, one), money(a, other)), false);
      }),
    );
  });

  it('is whole: no parts of a kopeck, no infinity, nothing that a double cannot count', () => {
    for (const value of [0.1, 12.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      assert.throws(() => money(value, 'RUB'), RangeError);
    assert.throws(() => times(money(333, 'EUR'), 0.5), RangeError);
    assert.throws(() => add(money(Number.MAX_SAFE_INTEGER, 'RUB'), money(1, 'RUB')), RangeError);
  });

  it('times a quantity is the same as adding it up', () => {
    fc.assert(
      fc.property(amount, currency, fc.integer({ min: 1, max: 10 }), (value, unit, quantity) => {
        const price = money(value, unit);
        const added = Array.from({ length: quantity - 1 }, () => price).reduce(add, price);
        assert.deepEqual(times(price, quantity), added);
      }),
    );
  });

  it('is written without empty decimals', () => {
    assert.equal(written(90_000, 'RUB', 'ru'), '900 ₽');
    assert.equal(written(123_456_700, 'RUB', 'ru'), '1 234 567 ₽');
    assert.equal(written(1250, 'EUR', 'en'), '€12.50');
    assert.equal(written(1250, 'EUR', 'ru'), '12,50 €');
    assert.equal(written(1000, 'EUR', 'en'), '€10');
    assert.equal(written(5, 'USD', 'en'), '$0.05');
    assert.equal(written(0, 'USD', 'en'), '$0');
    assert.equal(written(-1250, 'EUR', 'en'), '-€12.50');
  });

  it('counts whole Stars', () => {
    assert.equal(written(450, 'XTR', 'ru'), '450 ⭐');
    assert.equal(written(12_500, 'XTR', 'en'), '12,500 ⭐');
    assert.equal(written(12_500, 'XTR', 'ru'), '12 500 ⭐');
  });

  it('is read back from what was written, whatever the amount', () => {
    fc.assert(
      fc.property(amount, currency, (value, unit) => {
        const text = written(value, unit, 'en').replace(/[^\d.-]/g, '');
        assert.equal(Math.round(Number(text) * (unit === 'XTR' ? 1 : 100)), value);
      }),
    );
  });
});
