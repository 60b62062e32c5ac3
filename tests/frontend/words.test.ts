/** The words of the pages: both languages say everything, and nobody is taken for somebody else. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { problemOf } from '../../frontend/api/house-problem.ts';
import { clientTypes, schemaFile } from '../../frontend/generate-client.ts';
import { moneyBackFile, moneyBackWords } from '../../frontend/generate-money-back.ts';
import { isEmail } from '../../frontend/logic/email.ts';
import { pickLanguage } from '../../frontend/logic/language.ts';
import { pathOfStart, readLaunch } from '../../frontend/logic/telegram-launch.ts';
import { deskEn } from '../../frontend/words/desk-en.ts';
import { deskRu } from '../../frontend/words/desk-ru.ts';
import { en } from '../../frontend/words/en.ts';
import { moneyBack } from '../../frontend/words/money-back.ts';
import { organiserEn } from '../../frontend/words/organiser-en.ts';
import { organiserRu } from '../../frontend/words/organiser-ru.ts';
import { ru } from '../../frontend/words/ru.ts';
import { watchEn } from '../../frontend/words/watch-en.ts';
import { watchRu } from '../../frontend/words/watch-ru.ts';

type Tree = { [key: string]: string | string[] | Tree };
const leaves = (tree: Tree, path = ''): [path: string, text: string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value as Tree, `${path}${key}.`),
  );

const russianWords: Tree = { ...ru, watch: watchRu, desk: deskRu };
const englishWords: Tree = { ...en, watch: watchEn, desk: deskEn };

test('English has every word that Russian has, with the same values in it', () => {
  const english = new Map(leaves(englishWords));
  const russian = leaves(russianWords);
  assert.deepEqual(
    [...english.keys()],
    russian.map(([path]) => path),
  );
  const values = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
  for (const [path, text] of russian) assert.deepEqual(values(english.get(path)!), values(text), path);
});

test('a word that counts has three Russian forms and two English ones', () => {
  const english = new Map(leaves(englishWords));
  for (const [path, text] of leaves(russianWords)) {
    const forms = text.split(' | ').length;
    assert.ok(forms === 1 || forms === 3, path);
    assert.equal(english.get(path)!.split(' | ').length, forms === 1 ? 1 : 2, path);
  }
});

test('the types of the pages are those of the API', async () => {
  assert.equal(await readFile(schemaFile, 'utf8'), await clientTypes(), 'run: node frontend/generate-client.ts');
});

test('page and letter promise the same of money on its way back', async () => {
  assert.equal(await readFile(moneyBackFile, 'utf8'), await moneyBackWords(), 'run: node frontend/generate-money-back.ts');
  // The theatre is told in words of its own, of the same days.
  const days = (text: string) => text.match(/\d+/g);
  for (const provider of ['stripe', 'yookassa'] as const) {
    assert.ok(days(moneyBack.ru[provider]), provider);
    assert.deepEqual(days(organiserRu.refund.bank[provider]), days(moneyBack.ru[provider]), provider);
    assert.deepEqual(days(organiserEn.refund.bank[provider]), days(moneyBack.en[provider]), provider);
  }
});

test('chosen by hand comes before Telegram, Telegram before the browser', () => {
  assert.equal(pickLanguage('en', 'ru', 'ru'), 'en');
  assert.equal(pickLanguage(null, 'uk', 'en-US'), 'ru');
  assert.equal(pickLanguage(null, undefined, 'de-DE'), 'en');
  assert.equal(pickLanguage('de', undefined, 'kk'), 'ru');
});

test('what Telegram put into the address, kept for a reload', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: () => {},
  };
  assert.equal(readLaunch('', storage), undefined);
  const initData = new URLSearchParams({
    user: JSON.stringify({ id: 1, language_code: 'ru' }),
    start_param: 'show_ABCD',
    hash: 'f',
  }).toString();
  const fragment = new URLSearchParams({ tgWebAppData: initData, tgWebAppThemeParams: JSON.stringify({ bg_color: '#ffffff' }) });
  const launch = { initData, startParam: 'show_ABCD', language: 'ru', light: true };
  assert.deepEqual(readLaunch(`#${fragment}`, storage), launch);
  assert.deepEqual(readLaunch('', storage), launch, 'the fragment is gone after a reload');
});

test('deep links open a show or an order and nothing else', () => {
  assert.equal(pathOfStart('show_ABCD'), '/shows/ABCD');
  const id = '1f0c6f0e-0000-4000-8000-000000000000';
  assert.equal(pathOfStart(`order_${id}`), `/orders/${id}`);
  assert.equal(pathOfStart(`watch_${id}`), `/watch/${id}`);
  for (const other of ['', 'show_', 'show_a/b', 'show_../x', 'panel_1']) assert.equal(pathOfStart(other), undefined);
});

test('addresses of e-mail: the plainly wrong are caught before the house is asked', () => {
  for (const good of ['a@b.co', 'анна@почта.рф', 'a.b+c@d-e.example.org', ' a@b.co ']) assert.ok(isEmail(good), good);
  for (const bad of ['', 'anna', 'anna@', '@b.co', 'a@b', 'a b@c.de', 'a@b..co', `${'a'.repeat(250)}@b.co`])
    assert.ok(!isEmail(bad), bad);
});

test('a refusal keeps its words; a proxy’s page is only “nobody answers”', () => {
  const told = problemOf(409, { error: 'SoldOut', message: 'Мест нет.', how: 'Возьмите меньше.', requestId: 'r' }, null);
  assert.deepEqual([told.code, told.message, told.how, told.requestId], ['SoldOut', 'Мест нет.', 'Возьмите меньше.', 'r']);
  assert.equal(problemOf(502, '<html>', '7').code, 'Unreachable');
  assert.equal(problemOf(502, '<html>', '7').retryAfter, 7);
  assert.equal(
    problemOf(429, { error: 'TooManyRequests', message: 'm', how: 'h', requestId: 'r' }, 'soon').retryAfter,
    undefined,
  );
});
