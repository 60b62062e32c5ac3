/** Which way to pay is offered where: safe by itself, an organisation's own when it says so. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { currencies } from '../../domain/money.ts';
import { payingProviders, surfaces } from '../../domain/orders.ts';
import { currenciesOf, offersOn, type SellingAccount, safeDefault } from '../../domain/paying.ts';

const platform = [...payingProviders];
const own = (change: Partial<SellingAccount> = {}): SellingAccount => ({
  ...{ provider: 'yookassa', account: 'theirs', surfaces: null, active: true },
  ...change,
});
const names = (offers: ReturnType<typeof offersOn>) => offers.map(({ provider, account }) => `${provider} ${account}`);

describe('offers', () => {
  it('inside Telegram are Stars alone, on the web everything else, with the reason in both languages', () => {
    assert.deepEqual(offersOn('bot', { own: [], platform }), [{ provider: 'stars', account: 'platform', currencies: ['XTR'] }]);
    assert.deepEqual(offersOn('miniapp', { own: [], platform }), offersOn('bot', { own: [], platform }));
    assert.deepEqual(names(offersOn('web', { own: [], platform })), ['stripe platform', 'yookassa platform']);
    for (const surface of surfaces) {
      const { reason } = safeDefault[surface];
      assert.ok(/[а-я]/i.test(reason.ru) && !/[а-я]/i.test(reason.en) && reason.en.length > 40, surface);
    }
  });

  it('sell in every currency in which a price can be set', () => {
    const sold = new Set(payingProviders.flatMap((provider) => currenciesOf[provider]));
    assert.deepEqual([...sold].sort(), [...currencies].sort());
  });

  it('are what the house can do: without an account nothing is offered', () => {
    assert.deepEqual(offersOn('web', { own: [], platform: ['stars'] }), []);
    assert.deepEqual(names(offersOn('web', { own: [], platform: ['stars', 'yookassa'] })), ['yookassa platform']);
  });

  it("of an organisation with its own account go to it, and the house's other accounts stay", () => {
    const accounts = { own: [own()], platform };
    assert.deepEqual(names(offersOn('web', accounts)), ['stripe platform', 'yookassa theirs']);
    assert.deepEqual(names(offersOn('bot', accounts)), ['stars platform'], 'its own account does not change the safe default');
  });

  it('that are switched off are offered nowhere, and nobody stands in', () => {
    assert.deepEqual(names(offersOn('web', { own: [own({ active: false })], platform })), ['stripe platform']);
  });

  it('follow what the organisation decided for its surfaces, also against the safe default', () => {
    const inBot = { own: [own({ surfaces: ['bot'] })], platform };
    assert.deepEqual(names(offersOn('bot', inBot)), ['stars platform', 'yookassa theirs']);
    assert.deepEqual(names(offersOn('web', inBot)), ['stripe platform']);
    const withoutStars = { own: [own({ provider: 'stars', account: 'platform', surfaces: [] })], platform };
    assert.deepEqual(offersOn('bot', withoutStars), []);
  });
});
