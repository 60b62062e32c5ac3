/** Signing in as a person does it: through Telegram, by a letter's link, and what is said when it does not work. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { buildFrontend } from '../../frontend/build.ts';
import { isOver, keepBegun, keptBegun, linkOf, nextOf } from '../../frontend/logic/sign-in.ts';
import { barriers, desk, findChromium, launch, open, settled, visit } from './browser.ts';
import { type MockHouse, openMockHouse } from './mock-house.ts';

test('the next page is one of ours', () => {
  for (const ours of ['/my', '/orders/1?token=x', '/']) assert.equal(nextOf(ours), ours);
  for (const theirs of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    undefined,
    ['/my'],
  ])
    assert.equal(nextOf(theirs), undefined, String(theirs));
});

test("a letter's link carries an id and a secret, both or nothing", () => {
  assert.deepEqual(linkOf('#id=a&secret=b%2Bc'), { id: 'a', secret: 'b+c' });
  for (const hash of ['', '#', '#id=a', '#secret=b', '#tgWebAppData=x']) assert.equal(linkOf(hash), undefined, hash);
});

test('what was begun goes on in its tab until its time is over', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
  const begun = {
    signInId: 'a',
    secret: 'b',
    code: '42',
    deepLink: 'https://t.me/x?start=y',
    expiresAt: '2026-11-21T12:00:00.000Z',
  };
  keepBegun(storage, begun);
  assert.deepEqual(keptBegun(storage, Date.parse('2026-11-21T11:59:59Z')), begun);
  assert.equal(keptBegun(storage, Date.parse('2026-11-21T12:00:00Z')), undefined);
  storage.setItem('rampa:sign-in', '{broken');
  assert.equal(keptBegun(storage, 0), undefined);
});

test('a cut line is no end', () => {
  assert.ok(['SignInExpired', 'SignInDeclined', 'SignInTaken', 'NotFound'].every(isOver));
  assert.ok(!['Offline', 'Unreachable', 'Busy', 'TooManyRequests', 'Internal'].some(isOver));
});

const chromium = findChromium();
const missing = chromium || process.env['CI'] === 'true' ? false : 'Chromium is not installed';

describe('the page', { skip: missing, timeout: 300_000 }, () => {
  let house: MockHouse;
  let browser: Browser;
  before(async () => {
    assert.ok(chromium, 'Chromium is not installed');
    const { outDir } = await buildFrontend();
    house = await openMockHouse(outDir);
    browser = await launch(chromium);
  });
  after(async () => {
    await browser?.close();
    await house?.close();
  });
  beforeEach(() => house.reset());

  const begin = async (page: Page, path = '/sign-in') => {
    await open(page, `${house.origin}${path}`);
    // What still moves when it is pressed is not pressed.
    await settled(page);
    await page.getByRole('button', { name: 'Войти через Telegram' }).click();
    await page.getByText('42', { exact: true }).waitFor();
    return [...house.signIns.known][0]!;
  };
  const picture = async (page: Page, name: string) => {
    const folder = process.env['PICTURES'];
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  };

  test('shows the number and the way to the bot, waits, and lets in; the browser remembers and forgets', async () => {
    const { page, complaints, close } = await visit(browser);
    await open(page, house.origin);
    await page.getByRole('link', { name: 'Войти' }).click();
    await page.getByRole('heading', { level: 1, name: 'Вход' }).waitFor();
    await picture(page, 'sign-in-phone');
    assert.deepEqual(await barriers(page), []);
    const [id, signIn] = await begin(page);
    const link = page.getByRole('link', { name: 'Открыть Telegram' });
    assert.equal(await link.getAttribute('href'), `https://t.me/rampa_bot?start=login_${id.replaceAll('-', '')}`);
    assert.deepEqual(await barriers(page), []);
    await picture(page, 'sign-in-code-phone');

    // The phone's browser dropped the page while the person was in Telegram.
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('42', { exact: true }).waitFor();
    assert.equal(house.signIns.known.size, 1);
    house.signIns.works = true;
    signIn.phase = 'confirmed';
    await page.getByRole('heading', { name: 'Вы вошли, Анна' }).waitFor();
    const shows = page.getByRole('main').getByRole('link', { name: 'Мои показы' });
    await shows.waitFor();
    assert.equal(await shows.getAttribute('href'), '/my');
    assert.equal(await page.getByRole('banner').getByRole('link', { name: 'Мои показы' }).count(), 1);
    assert.deepEqual(await barriers(page), []);
    await picture(page, 'signed-in-phone');
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, 'nothing sticks out');

    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByRole('heading', { name: 'Вы вошли, Анна' }).waitFor();
    await page.getByRole('button', { name: 'Выйти', exact: true }).click();
    await page.getByRole('button', { name: 'Войти через Telegram' }).waitFor();
    assert.equal(await page.getByRole('banner').getByRole('link', { name: 'Мои показы' }).count(), 0);
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByRole('button', { name: 'Войти через Telegram' }).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });

  test('ends every sign-in with one press: a lost answer is asked for once more, the other browser is out too', async () => {
    const [one, other] = [await visit(browser), await visit(browser)];
    for (const { page } of [one, other]) {
      const [, signIn] = await begin(page);
      signIn.phase = 'confirmed';
      await page.getByRole('heading', { name: 'Вы вошли, Анна' }).waitFor();
      house.signIns.known.clear();
    }
    await picture(one.page, 'signed-in-ways-out');
    house.failNext('POST /api/sign-out', 'bad gateway');
    await one.page.getByRole('button', { name: 'Выйти на всех устройствах' }).click();
    await one.page.getByText('Театр сейчас не отвечает.').waitFor();
    await one.page.getByRole('heading', { name: 'Вы вошли, Анна' }).waitFor();
    await one.page.getByRole('button', { name: 'Повторить' }).click();
    await one.page.getByRole('button', { name: 'Войти через Telegram' }).waitFor();
    assert.equal(house.signIns.ended.length, 1);
    // The house takes the other browser's token no longer: with its next question it is a guest's.
    await open(other.page, `${house.origin}/tickets`);
    await other.page.getByRole('banner').getByRole('link', { name: 'Войти' }).waitFor();
    for (const { close } of [one, other]) await close();
  });

  test('on a desk has a QR code of the same link, in English too; goes on to where the person was going', async () => {
    const { page, close } = await visit(browser, { viewport: desk, locale: 'en-GB' });
    await open(page, `${house.origin}/sign-in?next=/tickets`);
    await page.getByRole('button', { name: 'Sign in with Telegram' }).click();
    const qr = page.getByRole('img', { name: 'QR code with a link to the bot' });
    await qr.waitFor();
    await page.waitForFunction(`document.querySelector('figure img').naturalWidth > 0`);
    await picture(page, 'sign-in-code-desk');
    [...house.signIns.known.values()][0]!.phase = 'confirmed';
    await page.waitForURL(`${house.origin}/tickets`);
    await page.getByRole('heading', { name: 'My tickets' }).waitFor();
    await close();
  });

  test('with the sandbox leads to its phone', async () => {
    house.asSandbox(true);
    const { page, close } = await visit(browser);
    const [id] = await begin(page);
    const link = page.getByRole('link', { name: 'Открыть Telegram' });
    await page.waitForFunction(`document.querySelector('a[target=_blank].wide').href.includes('/phone')`);
    assert.equal(await link.getAttribute('href'), `${house.origin}/phone?start=login_${id.replaceAll('-', '')}`);
    await close();
  });

  test('says that it was declined or is over, and begins again with one press', async () => {
    const { page, close } = await visit(browser);
    const [, signIn] = await begin(page);
    signIn.phase = 'declined';
    await page.getByRole('alert').getByText('В Telegram ответили, что это не вы.').waitFor();
    await picture(page, 'sign-in-declined');
    house.signIns.known.clear();
    await page.getByRole('button', { name: 'Войти через Telegram' }).click();
    await page.getByText('42', { exact: true }).waitFor();
    [...house.signIns.known.values()][0]!.phase = 'expired';
    await page.getByRole('alert').getByText('Время на вход вышло.').waitFor();
    await close();
  });

  test('without a connection keeps the number, and goes on when it returns', async () => {
    const { page, close } = await visit(browser);
    const [, signIn] = await begin(page);
    await page.context().setOffline(true);
    await page.getByText('Нет связи', { exact: false }).first().waitFor();
    assert.equal(await page.getByText('42', { exact: true }).count(), 1);
    signIn.phase = 'confirmed';
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: 'Вы вошли, Анна' }).waitFor();
    await close();
  });

  test('begins nothing while the house is away, and says so', async () => {
    house.failNext('POST /api/sign-in/telegram', { status: 503, code: 'Busy' });
    const { page, close } = await visit(browser);
    await open(page, `${house.origin}/sign-in`);
    await page.getByRole('button', { name: 'Войти через Telegram' }).click();
    await page.getByRole('alert').getByText('Театр сейчас не отвечает.').waitFor();
    await page.getByRole('button', { name: 'Войти через Telegram' }).click();
    await page.getByText('42', { exact: true }).waitFor();
    await close();
  });

  test('sends a letter to an address that is one', async () => {
    const { page, close } = await visit(browser);
    await open(page, `${house.origin}/sign-in`);
    const send = page.getByRole('button', { name: 'Прислать ссылку' });
    await page.getByLabel('Почта').fill('anna');
    await send.click();
    await page.getByText('Напишите почту целиком').waitFor();
    assert.deepEqual(house.signIns.mailed, []);
    await page.getByLabel('Почта').fill(' anna@example.org ');
    await send.click();
    await page.getByRole('heading', { name: 'Письмо в пути' }).waitFor();
    await page.getByText('anna@example.org').waitFor();
    await picture(page, 'sign-in-letter-sent');
    assert.deepEqual(house.signIns.mailed, [{ email: 'anna@example.org', language: 'ru' }]);
    assert.deepEqual(await barriers(page), []);
    await close();
  });

  test("a letter's link signs in with a press, once; its secret leaves the address", async () => {
    const { page, close } = await visit(browser);
    const [id, secret] = [crypto.randomUUID(), crypto.randomUUID()];
    house.signIns.known.set(id, { secret, phase: 'confirmed' });
    await open(page, `${house.origin}/sign-in#id=${id}&secret=${secret}`);
    const enter = page.getByRole('button', { name: 'Войти', exact: true });
    await enter.waitFor();
    await page.waitForFunction('location.hash === ""');
    assert.equal(house.signIns.known.get(id)!.phase, 'confirmed', 'opening alone does nothing');
    await picture(page, 'sign-in-link');
    await enter.click();
    await page.getByRole('heading', { name: 'Вы вошли', exact: true }).waitFor();
    await close();

    const second = await visit(browser);
    await open(second.page, `${house.origin}/sign-in#id=${id}&secret=${secret}`);
    await second.page.getByRole('button', { name: 'Войти', exact: true }).click();
    await second.page.getByRole('alert').getByText('Этот вход уже использован.').waitFor();
    await second.page.getByRole('button', { name: 'Начать заново' }).click();
    await second.page.getByRole('button', { name: 'Войти через Telegram' }).waitFor();
    await second.close();
  });

  test('a link opened in the tab that waits on this page works as in a new one, and so does the next', async () => {
    const { page, complaints, close } = await visit(browser);
    const address = (phase: 'taken' | 'confirmed') => {
      const [id, secret] = [crypto.randomUUID(), crypto.randomUUID()];
      house.signIns.known.set(id, { secret, phase });
      return `${house.origin}/sign-in#id=${id}&secret=${secret}`;
    };
    await open(page, `${house.origin}/sign-in`);
    await page.getByRole('button', { name: 'Прислать ссылку' }).waitFor();
    await page.evaluate('window.stillHere = true');
    await open(page, address('taken'));
    const enter = page.getByRole('button', { name: 'Войти', exact: true });
    await enter.click();
    await page.getByRole('alert').getByText('Этот вход уже использован.').waitFor();
    await open(page, address('confirmed'));
    await enter.click();
    await page.getByRole('heading', { name: 'Вы вошли', exact: true }).waitFor();
    assert.equal(await page.evaluate('window.stillHere === true && location.hash === ""'), true, 'one and the same page');
    assert.deepEqual(
      complaints.filter((line) => !line.includes('409')),
      [],
    );
    await close();
  });
});
