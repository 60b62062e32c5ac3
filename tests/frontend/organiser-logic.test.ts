/** What an organiser's pages work out by themselves: times of a theatre's clock, forms, sums, what a return will do. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { planRefund } from '../../domain/refunds.ts';
import { posterSymbols, showKinds } from '../../domain/shows.ts';
import { posterSymbols as drawSymbols, symbolsFile } from '../../frontend/generate-symbols.ts';
import { accountDraft, readAccount } from '../../frontend/logic/organiser/account-form.ts';
import { detailsOf } from '../../frontend/logic/organiser/details.ts';
import { emptyMember, powersOver, readMember } from '../../frontend/logic/organiser/member-form.ts';
import { policyKey } from '../../frontend/logic/organiser/policy-words.ts';
import { emptyProduction, readProduction, symbolNames } from '../../frontend/logic/organiser/production-form.ts';
import { progressOf, showPace } from '../../frontend/logic/organiser/progress.ts';
import { refundPreview } from '../../frontend/logic/organiser/refund-preview.ts';
import { addUp, expectedOf, isOpen, isOver, partsOf, splitDates, summaryOf } from '../../frontend/logic/organiser/sales.ts';
import { emptyShow, kinds, readPolicy, readShow } from '../../frontend/logic/organiser/show-form.ts';
import { returnedOf, seatsOf } from '../../frontend/logic/organiser/sold-order.ts';
import { partsOfSentence } from '../../frontend/logic/organiser/ticket-numbers.ts';
import { readWaitsFor } from '../../frontend/logic/organiser/waits-for.ts';
import { daysLater, localTime, momentIn } from '../../frontend/logic/organiser/zoned-time.ts';
import { organiserEn } from '../../frontend/words/organiser-en.ts';
import { organiserRu } from '../../frontend/words/organiser-ru.ts';
import { eveningsFrom, playbillOf, storyFrom } from './organiser-fixtures.ts';
import { uuid } from './playbill-fixtures.ts';

type Tree = { [key: string]: string | Tree };
const leaves = (tree: Tree, path = ''): [path: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );

test('both languages say everything, with the same values and their own forms of counting', () => {
  const english = new Map(leaves(organiserEn));
  const russian = leaves(organiserRu);
  assert.deepEqual(
    [...english.keys()],
    russian.map(([path]) => path),
  );
  const values = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
  for (const [path, text] of russian) {
    assert.deepEqual(values(english.get(path)!), values(text), path);
    const forms = text.split(' | ').length;
    assert.ok(forms === 1 || forms === 3, path);
    assert.equal(english.get(path)!.split(' | ').length, forms === 1 ? 1 : 2, path);
  }
});

test('the symbols of the sketch are those of the poster', async () => {
  assert.equal(await readFile(symbolsFile, 'utf8'), await drawSymbols(), 'run: node frontend/generate-symbols.ts');
  assert.deepEqual([...symbolNames].sort(), [...posterSymbols].sort());
  assert.deepEqual([...kinds].sort(), [...showKinds].sort());
});

test('a time of the theatre’s clock is one moment, also where clocks are turned', () => {
  assert.equal(momentIn({ date: '2026-11-28', time: '19:00' }, 'Europe/Moscow'), '2026-11-28T16:00:00.000Z');
  assert.deepEqual(localTime('2026-11-28T16:00:00.000Z', 'Asia/Yekaterinburg'), { date: '2026-11-28', time: '21:00' });
  assert.equal(momentIn({ date: '2026-03-29', time: '02:30' }, 'Europe/Berlin'), undefined, 'that hour does not exist');
  assert.equal(momentIn({ date: '2026-10-25', time: '02:30' }, 'Europe/Berlin'), '2026-10-25T00:30:00.000Z', 'the first of two');
  assert.equal(momentIn({ date: '2026-11-28', time: '' }, 'Europe/Moscow'), undefined);
  assert.equal(momentIn({ date: '2026-02-31', time: '19:00' }, 'Europe/Moscow'), undefined);
  assert.deepEqual(daysLater('2026-10-22T17:00:00.000Z', 7, 'Europe/Berlin'), { date: '2026-10-29', time: '19:00' });
});

test('a form of a date is read as the API takes it, or names each field that is wrong', () => {
  const now = Date.parse('2026-11-01T00:00:00Z');
  const draft = { ...emptyShow(), date: '2026-11-28' };
  const { faults } = readShow(draft, 'Europe/Moscow', now);
  assert.deepEqual(Object.keys(faults ?? {}), ['ticketTypes.0.name.ru', 'ticketTypes.0.name.en', 'ticketTypes.0.prices']);
  const [type] = draft.types;
  Object.assign(type!, { name: { ru: ' Партер ', en: 'Stalls' } });
  Object.assign(type!.prices, { RUB: '900,50', XTR: '450' });
  const read = readShow({ ...draft, chatId: '-1001234567890' }, 'Europe/Moscow', now);
  assert.ok('value' in read);
  assert.equal(read.value.startsAt, '2026-11-28T16:00:00.000Z');
  assert.equal(read.value.chatId, null, 'only a show in Telegram has a chat');
  assert.deepEqual(read.value.ticketTypes[0]?.prices, [
    { currency: 'RUB', amount: 90_050 },
    { currency: 'XTR', amount: 450 },
  ]);
  assert.equal(read.value.ticketTypes[0]?.name.ru, 'Партер');
  const wrong = readShow({ ...draft, kind: 'telegram', chatId: 'chat', capacity: '0', date: '2026-10-01' }, 'Europe/Moscow', now);
  assert.deepEqual(wrong.faults, { capacity: 'capacity', chatId: 'chat', startsAt: 'past' });
});

test('a policy whose steps cross is refused, and each readable one has its sentence', () => {
  const policy = (full: string, percent: string, none: string) =>
    readPolicy({ policy: { fullUntilHours: full, thenPercent: percent, noneWithinHours: none } });
  assert.deepEqual(policy('2', '50', '24').faults, { 'refundPolicy.noneWithinHours': 'order' });
  assert.deepEqual(Object.keys(policy('', '101', '1.5').faults ?? {}).length, 3);
  const said = (full: number, percent: number, none: number) =>
    policyKey({ fullUntilHours: full, thenPercent: percent, noneWithinHours: none });
  assert.deepEqual(
    [said(0, 50, 0), said(24, 0, 0), said(24, 50, 24), said(24, 50, 0), said(24, 50, 2)],
    ['untilStart', 'whole', 'whole', 'two', 'three'],
  );
});

test('a production needs its words in both languages', () => {
  const read = readProduction({ ...emptyProduction(), title: { ru: 'Чайка', en: ' ' }, minutes: '4' });
  assert.equal(read.faults?.['title.en'], 'missing');
  assert.equal(read.faults?.['title.ru'], undefined);
  assert.equal(read.faults?.['minutes'], 'length');
});

test('what a return will do is what the house will do', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  const { order } = storyFrom(now, uuid(1));
  const policy = { fullUntilHours: 24, thenPercent: 33, noneWithinHours: 2 };
  const valid = order.tickets.map(({ id, unit, usedAt }) => ({ id, unitAmount: unit.amount, used: usedAt !== null }));
  const start = Date.parse(order.show.startsAt);
  const cases = [0, 25, 24, 23, 2, 1].flatMap((hours) =>
    [true, false].map((whole) => ({ at: start - hours * 3_600_000, whole })),
  );
  for (const { at, whole } of cases)
    for (const chosen of [[valid[0]!.id], valid.map(({ id }) => id)]) {
      const preview = refundPreview({ order, policy, chosen, whole, now: at });
      const asked = { policy, startsAt: new Date(start), now: new Date(at), broken: false, capability: 'partial' as const };
      const planned = planRefund({ ...asked, valid, returnedBefore: false, chosen, whole });
      assert.equal(preview.can, 'plan' in planned);
      if (preview.can && 'plan' in planned)
        assert.deepEqual([preview.back.amount, preview.kept.amount], [planned.plan.back, planned.plan.kept]);
    }
  const inStars = { ...order, provider: 'stars' as const };
  const one = refundPreview({ order: inStars, policy, chosen: [valid[0]!.id], whole: true, now });
  assert.deepEqual(one, { can: false, why: 'wholeOnly' });
});

test('sales: parts of a house, sums by currency, what is ahead', () => {
  assert.deepEqual(partsOf({ capacity: 100, sold: 95, held: 10 }), { sold: 95, held: 5 });
  assert.deepEqual(partsOf({ capacity: 0, sold: 0, held: 0 }), { sold: 0, held: 0 });
  const rub = { amount: 100, currency: 'RUB' as const };
  assert.deepEqual(addUp([[rub], [rub, { amount: 5, currency: 'XTR' }], [{ amount: -5, currency: 'XTR' }]]), [
    { amount: 200, currency: 'RUB' },
  ]);
  const now = Date.now();
  const all = playbillOf(eveningsFrom(now).values());
  const summary = summaryOf(all, now);
  assert.equal(summary.dates, 5, 'neither the draft nor the cancelled date counts');
  const [gull] = all;
  const later = splitDates(gull!, now + 10 * 86_400_000);
  assert.deepEqual([later.ahead.length, later.past.length], [1, 2], 'what was played is over, whatever its status says');
  assert.equal(isOpen(gull!.shows[0]!, now), true);
  assert.equal(isOpen({ ...gull!.shows[0]!, status: 'live' }, now), false);
});

test('a date is over when its length has passed, whatever its status says; one that goes on is not', () => {
  const startsAt = '2026-11-28T16:00:00.000Z';
  const over = (status: 'announced' | 'live' | 'ended' | 'cancelled' | 'draft', minutes: number) =>
    isOver({ status, startsAt }, Date.parse(startsAt) + minutes * 60_000, 140);
  assert.deepEqual([over('announced', -1), over('announced', 139), over('announced', 140)], [false, false, true]);
  assert.deepEqual([over('draft', 141), over('live', 300), over('ended', -60), over('cancelled', 1)], [true, false, true, true]);
});

test('those who came are counted of those with tickets; of a cancelled date that would say nothing', () => {
  const [gull] = [...eveningsFrom(Date.now()).values()];
  const sales = { ...gull!.sales, sold: 5, checkedIn: 3 };
  assert.equal(expectedOf({ status: 'announced', sales }), 5);
  assert.equal(expectedOf({ status: 'cancelled', sales: { ...sales, sold: 0, checkedIn: 1 } }), undefined);
  assert.equal(
    expectedOf({ status: 'ended', sales: { ...sales, sold: 2 } }),
    undefined,
    'a ticket was returned after it was used',
  );
});

test('a line of the list says what was asked for, and what of it is good when that is less', () => {
  const line = (phase: 'paid' | 'awaitingPayment' | 'refunded', seats: number) => seatsOf({ phase, asked: 3, seats });
  assert.deepEqual(
    [line('awaitingPayment', 0), line('paid', 3), line('refunded', 0)],
    [{ asked: 3 }, { asked: 3 }, { asked: 3 }],
  );
  assert.deepEqual(line('paid', 2), { asked: 3, good: 2 });
  const returned = { amount: 900, currency: 'RUB' as const };
  assert.deepEqual(returnedOf({ returned, given: false }), returned);
  assert.equal(returnedOf({ returned: { ...returned, amount: 0 }, given: false }), undefined);
});

test('numbers within a sentence are one word each, and nothing else is', () => {
  const whole = (sentence: string) =>
    partsOfSentence(sentence)
      .filter((part) => part.whole)
      .map(({ text }) => text);
  const sentence = 'Возврат 900 ₽ за билеты 7F-2K-91-AC, 7F-2K-92 (просит театр), заказ R-4K7-Q2N.';
  assert.deepEqual(whole(sentence), ['7F-2K-91-AC', '7F-2K-92', 'R-4K7-Q2N']);
  assert.equal(
    partsOfSentence(sentence)
      .map(({ text }) => text)
      .join(''),
    sentence,
  );
  assert.deepEqual(whole('Wi-Fi, pay-what-you-want, Mini-App 24-7'), []);
});

test('a new colleague is known by an e-mail or by a number, and gets the least role unless another is chosen', () => {
  const draft = emptyMember(['owner', 'admin', 'door']);
  assert.equal(draft.role, 'door');
  assert.deepEqual(readMember(draft).faults, { email: 'email' });
  assert.deepEqual(readMember({ ...draft, email: ' olga@example.org ', name: ' Ольга ' }), {
    value: { role: 'door', name: 'Ольга', email: 'olga@example.org' },
  });
  const numbered = { ...draft, by: 'telegram' as const, email: 'not looked at' };
  for (const telegramId of ['', '@olga', '0', '-5', '1.5'])
    assert.deepEqual(readMember({ ...numbered, telegramId }).faults, { telegramId: 'telegram' }, telegramId);
  assert.deepEqual(readMember({ ...numbered, telegramId: '1003' }), { value: { role: 'door', telegramId: 1003 } });
});

test('nobody changes who may do more than they, nor their own role, and an owner remains', () => {
  const colleague = (n: number, role: 'owner' | 'admin' | 'door') => ({ personId: uuid(n), name: null, role, since: '' });
  const [irina, pyotr, olga] = [colleague(1, 'owner'), colleague(2, 'admin'), colleague(3, 'door')];
  const members = [irina, pyotr, olga];
  const asOwner = { me: irina.personId, members, mayGive: ['owner', 'admin', 'door'] as const };
  const asAdmin = { me: pyotr.personId, members, mayGive: ['admin', 'door'] as const };
  assert.deepEqual(powersOver(irina, asOwner), { change: false, remove: false }, 'the only owner');
  assert.deepEqual(powersOver(pyotr, asOwner), { change: true, remove: true });
  assert.deepEqual(powersOver(irina, asAdmin), { change: false, remove: false }, 'may do more');
  assert.deepEqual(powersOver(pyotr, asAdmin), { change: false, remove: true }, 'may leave');
  assert.deepEqual(powersOver(olga, asAdmin), { change: true, remove: true });
  const two = { ...asOwner, members: [...members, colleague(4, 'owner')] };
  assert.deepEqual(powersOver(irina, two), { change: false, remove: true });
});

test('progress of a change: quick looks until all are told, then until the money is back', () => {
  const change = { revision: 1, kind: 'cancelled' as const, fromStartsAt: '', toStartsAt: null, at: new Date().toISOString() };
  const seen = (told: number, returned: number) => ({ ...change, total: 3, told, returned, refused: 0 });
  assert.deepEqual(progressOf(seen(1, 0)), { told: 1, total: 3, percent: 33, returned: 0, refused: 0, done: false });
  assert.equal(progressOf({ ...seen(0, 0), total: 0 }).done, true);
  const paces = [seen(1, 0), seen(3, 1), seen(3, 3)].map((one) => showPace({ changes: [one] }, Date.now()));
  assert.ok(paces[0]! < paces[1]! && paces[1]! < paces[2]!);
});

test('what the process waits for is a word and a moment; what is unknown stays as it is', () => {
  const at = '2026-11-28T16:00:00.000Z';
  assert.deepEqual(readWaitsFor(`payment until ${at}`), { key: 'payment', at, raw: `payment until ${at}` });
  assert.equal(readWaitsFor(`the reminder day at ${at}`).key, 'reminder');
  assert.equal(readWaitsFor('a miracle').key, undefined);
});

test('details of a matter: a sum with its money, a moment as one, unknown words as they are', () => {
  const say = { language: 'ru' as const, money: ({ amount }: { amount: number }) => `${amount}!`, moment: () => 'then' };
  assert.deepEqual(detailsOf({ amount: 5, currency: 'RUB', startsAt: '2026-11-28T16:00:00Z', odd: 'x' }, say), [
    { key: 'amount', known: true, value: '5!' },
    { key: 'startsAt', known: true, value: 'then' },
    { key: 'odd', known: false, value: 'x' },
  ]);
});

test('an account’s keys: needed once, kept when left empty, and of the right kind', () => {
  const draft = accountDraft(undefined, ['web']);
  assert.deepEqual(readAccount(draft, 'stripe', false).faults, { secretKey: 'missing', webhookSecret: 'missing' });
  assert.deepEqual(readAccount(draft, 'stripe', true), { value: { provider: 'stripe', surfaces: null, active: true } });
  assert.deepEqual(readAccount({ ...draft, secretKey: 'pk_live' }, 'stripe', true).faults, { secretKey: 'key.stripe' });
  const shop = { ...draft, shopId: '12345', secretKey: 'test_abc', own: true };
  assert.deepEqual(readAccount(shop, 'yookassa', false), {
    value: { provider: 'yookassa', surfaces: ['web'], active: true, shopId: '12345', vatCode: 1, secretKey: 'test_abc' },
  });
});
