/** What can be bought on a date, and how the playbill is put together. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeRefundPolicy, refundPercent } from '../../domain/refund-policy.ts';
import { countOf, currenciesOf, fitBasket, linesOf, mostOf, offersIn, totalOf } from '../../frontend/logic/basket.ts';
import { chatLink, shareLink, throughPhone } from '../../frontend/logic/bot-link.ts';
import { readSum, suggestedSums, writeSum } from '../../frontend/logic/open-price.ts';
import { filterShows, lowestPrice, nextDate, playsOf } from '../../frontend/logic/playbill.ts';
import { refundWords } from '../../frontend/logic/refund-words.ts';
import { seatsAreFew, showState } from '../../frontend/logic/show-state.ts';
import { showsFrom, summaryOf } from './playbill-fixtures.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const shows = showsFrom(now);
const show = shows[0]!;
const [stalls, box] = show.ticketTypes as [(typeof show.ticketTypes)[0], (typeof show.ticketTypes)[0]];

test('the state of a date in one word', () => {
  const state = (status: typeof show.status, onSale: boolean, seatsLeft: number) => showState({ status, onSale, seatsLeft });
  assert.equal(state('announced', true, 5), 'onSale');
  assert.equal(state('announced', false, 0), 'soldOut');
  assert.equal(state('rescheduled', true, 5), 'onSale');
  assert.equal(state('announced', false, 5), 'closed');
  assert.equal(state('live', false, 0), 'live');
  assert.equal(state('ended', false, 0), 'over');
  assert.equal(state('cancelled', true, 5), 'cancelled');
  assert.ok(seatsAreFew({ status: 'announced', onSale: true, seatsLeft: 14 }));
  assert.ok(!seatsAreFew({ status: 'announced', onSale: true, seatsLeft: 140 }));
  assert.ok(!seatsAreFew({ status: 'announced', onSale: false, seatsLeft: 14 }));
});

test('never more than the type, the house and one order allow', () => {
  assert.equal(mostOf(box, {}, show), 6);
  assert.equal(mostOf(box, { [stalls.id]: 8 }, show), 2, 'ten tickets an order');
  assert.equal(mostOf(box, { [stalls.id]: 3 }, { ...show, seatsLeft: 4 }), 1);
  assert.equal(mostOf(box, { [box.id]: 2 }, show), 6, 'its own tickets do not count against it');
});

test('a basket is fitted to what is left, and types that went are dropped', () => {
  const left = {
    ...show,
    ticketTypes: [
      { ...stalls, left: 1 },
      { ...box, left: 0 },
    ],
  };
  assert.deepEqual(fitBasket({ [stalls.id]: 3, [box.id]: 2, gone: 1 }, left), { [stalls.id]: 1 });
  const rubOnly = { ...show, ticketTypes: [stalls, { ...box, prices: box.prices.filter((price) => price.currency === 'RUB') }] };
  assert.deepEqual(fitBasket({ [stalls.id]: 1, [box.id]: 1 }, rubOnly, 'EUR'), { [stalls.id]: 1 });
});

test('several types add up, in the currency of the offer', () => {
  const basket = { [stalls.id]: 1, [box.id]: 2 };
  assert.deepEqual(totalOf(basket, show.ticketTypes, 'RUB'), { amount: 410_000, currency: 'RUB' });
  assert.deepEqual(linesOf({ ...basket, [box.id]: 0 }), [{ ticketTypeId: stalls.id, quantity: 1 }]);
  assert.equal(countOf(basket), 3);
  assert.deepEqual(currenciesOf(show), ['RUB', 'EUR']);
  assert.deepEqual(
    offersIn(show.payment, 'EUR').map((offer) => offer.provider),
    ['stripe'],
  );
  assert.deepEqual(offersIn(show.payment, 'XTR'), []);
});

test('the playbill: productions by their next date, the next date that can be bought first', () => {
  const plays = playsOf([...shows].reverse().map(summaryOf));
  assert.deepEqual(
    plays.map((play) => play.production.slug),
    ['seagull', 'cherry-orchard', 'hamlet', 'masquerade'],
  );
  const hamlet = plays[2]!;
  assert.deepEqual(
    hamlet.dates.map((date) => date.code),
    ['hamlet01', 'hamlet02'],
  );
  assert.equal(nextDate(hamlet.dates)?.code, 'hamlet02', 'the first one is cancelled');
  assert.deepEqual(lowestPrice(hamlet.dates, 'EUR'), { amount: 900, currency: 'EUR' });
  assert.equal(lowestPrice(hamlet.dates, 'USD'), undefined);
});

test('filters by week, weekend and kind', () => {
  const codes = (when: 'any' | 'week' | 'weekend', kind: 'any' | 'telegram') =>
    filterShows(shows.map(summaryOf), { when, kind }, 'Europe/Moscow', now).map((one) => one.code);
  assert.equal(codes('any', 'any').length, shows.length);
  assert.deepEqual(codes('week', 'any'), ['gull01', 'cherry01', 'hamlet01']);
  assert.deepEqual(codes('any', 'telegram'), ['cherry01', 'cherry02']);
  assert.deepEqual(codes('weekend', 'any'), ['gull02', 'gull03']);
});

test('the refund sentence says what the policy does at that moment', () => {
  const startsAt = '2026-11-23T16:00:00Z';
  const policy = { fullUntilHours: 24, thenPercent: 50, noneWithinHours: 0 };
  assert.deepEqual(refundWords(policy, startsAt, now), {
    key: 'wholeUntilThenShare',
    until: '2026-11-22T16:00:00.000Z',
    percent: 50,
    closes: startsAt.replace('Z', '.000Z'),
  });
  assert.equal(refundWords(policy, startsAt, Date.parse('2026-11-23T10:00:00Z')).key, 'shareNow');
  assert.equal(refundWords({ ...policy, thenPercent: 0 }, startsAt, now).key, 'wholeUntil');
  assert.equal(refundWords({ ...policy, thenPercent: 0 }, startsAt, Date.parse('2026-11-23T10:00:00Z')).key, 'nothing');
  assert.equal(refundWords({ ...policy, fullUntilHours: 0, thenPercent: 0 }, startsAt, now).key, 'untilStart');
  assert.equal(refundWords(policy, startsAt, Date.parse(startsAt)).key, 'nothing');
  // The same moment decides in the house's own rule.
  assert.equal(refundPercent(policy, new Date(startsAt), new Date('2026-11-22T16:00:00Z')), 100);
  assert.match(describeRefundPolicy(policy, 'ru'), /24 ч.*50 %/);
});

test('three steps of a refund policy: all, a share, nothing — each sentence true at its hour by the house’s own rule', () => {
  const startsAt = '2026-11-23T16:00:00Z';
  const policy = { fullUntilHours: 24, thenPercent: 50, noneWithinHours: 3 };
  const at = (iso: string) => ({
    key: refundWords(policy, startsAt, Date.parse(iso)).key,
    percent: refundPercent(policy, new Date(startsAt), new Date(iso)),
  });
  assert.deepEqual(at('2026-11-22T15:59:00Z'), { key: 'wholeThenShareThenNothing', percent: 100 });
  assert.deepEqual(at('2026-11-22T16:00:00Z'), { key: 'wholeThenShareThenNothing', percent: 100 });
  assert.deepEqual(at('2026-11-22T16:01:00Z'), { key: 'shareUntil', percent: 50 });
  assert.deepEqual(at('2026-11-23T13:00:00Z'), { key: 'shareUntil', percent: 50 });
  assert.deepEqual(at('2026-11-23T13:01:00Z'), { key: 'nothing', percent: 0 });
  assert.equal(refundWords(policy, startsAt, now).closes, '2026-11-23T13:00:00.000Z');
  // A share that would begin after it has ended is not spoken of.
  const odd = { ...policy, noneWithinHours: 30 };
  assert.equal(refundWords(odd, startsAt, Date.parse('2026-11-22T15:00:00Z')).key, 'wholeUntil');
  assert.equal(refundWords(odd, startsAt, Date.parse('2026-11-22T17:00:00Z')).key, 'nothing');
});

test('pay what you want: the sum as people write it, in minor units', () => {
  assert.equal(readSum('1 500', 'RUB'), 150_000);
  assert.equal(readSum('1\u00A0500,5', 'RUB'), 150_050);
  assert.equal(readSum('4.35', 'EUR'), 435);
  assert.equal(readSum('150', 'XTR'), 150);
  for (const wrong of ['', 'сто', '1,234', '-5', '1.5.0', '9999999999']) assert.equal(readSum(wrong, 'RUB'), undefined, wrong);
  assert.equal(readSum('1.5', 'XTR'), undefined, 'a Star cannot be halved');
  assert.equal(writeSum({ amount: 150_050, currency: 'RUB' }, 'ru'), '1500,50');
  assert.equal(readSum(writeSum({ amount: 435, currency: 'EUR' }, 'en'), 'EUR'), 435);
  const sums = (amount: number) => suggestedSums({ amount, currency: 'RUB' }).map((sum) => sum.amount / 100);
  assert.deepEqual(sums(30_000), [300, 450, 600, 900]);
  assert.ok(!sums(0).includes(0), 'nothing is not suggested');
});

test('what the buyer names counts in the total and travels with the order', () => {
  const basket = { [stalls.id]: 2 };
  assert.deepEqual(totalOf(basket, show.ticketTypes, 'RUB', { [stalls.id]: 120_000 }), { amount: 240_000, currency: 'RUB' });
  assert.deepEqual(linesOf(basket, { [stalls.id]: 120_000 }), [{ ticketTypeId: stalls.id, quantity: 2, unitAmount: 120_000 }]);
});

test('links into the bot lead to the sandbox’s phone where there is no real bot', () => {
  const url = 'https://t.me/rampa_bot?start=bring_abc_key';
  const house = { botUsername: 'rampa_bot', phoneUrl: null, temporalUiUrl: null };
  assert.equal(throughPhone(url, house), url);
  assert.equal(
    throughPhone(url, { ...house, phoneUrl: 'http://127.0.0.1:8081/phone' }),
    'http://127.0.0.1:8081/phone?start=bring_abc_key',
  );
  assert.equal(chatLink(house), 'https://t.me/rampa_bot');
  assert.equal(chatLink(undefined), undefined);
  const shared = new URL(shareLink('https://rampa.example/claim/1?key=a&b', 'Билет'));
  assert.equal(shared.searchParams.get('url'), 'https://rampa.example/claim/1?key=a&b');
});
