/** The door's page in a real browser: without a network, with two devices, with answers that get lost, with a camera. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { create as qrOf } from 'qrcode';
import { buildFrontend } from '../../frontend/build.ts';
import { eventually } from '../support/http.ts';
import { barriers, findChromium, launch, open, type Visit, visit } from './browser.ts';
import { type MockDoor, openMockDoor } from './mock-door.ts';

const chromium = findChromium();
const missing = chromium || process.env['CI'] === 'true' ? false : 'Chromium is not installed';

/** A moving picture of one code, in the plainest format that a browser takes for a camera. */
function filmOf(text: string, width = 640, height = 480): Buffer {
  const { modules } = qrOf(text, { errorCorrectionLevel: 'M' });
  const dot = Math.floor((height - 80) / modules.size);
  const [left, top] = [Math.floor((width - dot * modules.size) / 2), Math.floor((height - dot * modules.size) / 2)];
  const light = Buffer.alloc(width * height, 235);
  for (let y = 0; y < modules.size * dot; y++)
    for (let x = 0; x < modules.size * dot; x++)
      if (modules.get(Math.floor(y / dot), Math.floor(x / dot))) light[(top + y) * width + left + x] = 16;
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, Buffer.alloc((width * height) / 2, 128)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame, frame, frame]);
}

/** One letter in the middle of the signature is another one. */
const tampered = (token: string): string => token.slice(0, 90) + (token[90] === 'A' ? 'B' : 'A') + token.slice(91);

describe('the door', { skip: missing, timeout: 300_000 }, () => {
  let browser: Browser;
  let pages: string;
  let mock: MockDoor;
  let visits: Visit[] = [];
  before(async () => {
    assert.ok(chromium, 'Chromium is not installed');
    pages = (await buildFrontend()).outDir;
    browser = await launch(chromium);
  });
  after(() => browser?.close());
  beforeEach(async () => {
    mock = await openMockDoor(pages);
    visits = [];
  });
  afterEach(async () => {
    for (const { close } of visits) await close();
    await mock.close();
  });

  async function device(options: BrowserContextOptions = {}, prepare?: string): Promise<Page> {
    const made = await visit(browser, options);
    visits.push(made);
    if (prepare) await made.page.addInitScript(prepare);
    await open(made.page, mock.signedIn);
    await made.page.getByRole('heading', { name: 'Чайка' }).waitFor();
    return made.page;
  }
  const shell = (page: Page) =>
    eventually(
      () => page.evaluate('navigator.serviceWorker.controller !== null && document.querySelector("[data-shell=ready]") !== null'),
      'the worker holds the page',
      20_000,
    );
  async function type(page: Page, text: string): Promise<void> {
    await page.getByLabel('Номер билета').fill(text);
    await page.keyboard.press('Enter');
  }
  const says = (page: Page, words: string | RegExp) => page.getByRole('alert').filter({ hasText: words }).waitFor();
  const cut = (page: Page, on = true) => page.context().setOffline(on);

  test('without any network a reload opens the door again: the list, the scans, the answers', async () => {
    const [one, two] = [mock.house.sell(), mock.house.sell()];
    const page = await device();
    await shell(page);
    await mock.close();
    await cut(page);
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('нет сети').waitFor();
    const number = page.getByText(one.number, { exact: true });
    await number.waitFor();
    const wrapping =
      '[...document.querySelectorAll("*")].filter((one) => one.textContent === NUMBER).map((one) => getComputedStyle(one).whiteSpace)';
    const broken = async () =>
      (await page.evaluate<string[]>(wrapping.replace('NUMBER', JSON.stringify(one.number)))).filter((how) => how !== 'nowrap');
    assert.deepEqual(await broken(), [], 'a number breaks at none of its hyphens');
    await type(page, one.token);
    await says(page, /Впустить/);
    assert.deepEqual(await broken(), [], 'nor does it on the sign');
    await page.getByText('ждёт 1 проход').waitFor();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('ждёт 1 проход').waitFor();
    await type(page, one.token);
    await says(page, /Уже прошли.*на этом устройстве/);
    await page.getByText('ждёт 1 проход').waitFor();
    await type(page, two.token);
    await says(page, /Впустить/);
  });

  test('the control: without the worker the same reload finds nothing', async () => {
    const page = await device({ serviceWorkers: 'block' });
    await mock.close();
    await assert.rejects(page.reload({ waitUntil: 'domcontentloaded' }), /ERR_CONNECTION_REFUSED/);
  });

  test('the worker sees the door alone; a new build is shown at once, and kept for the next time without a network', async () => {
    const page = await device();
    await shell(page);
    assert.equal(
      await page.evaluate('navigator.serviceWorker.getRegistration().then((one) => one.scope)'),
      `${mock.origin}/door/`,
    );
    const title = () => page.evaluate('document.querySelector("meta[name=build]")?.content');
    mock.rewritten.set('/index.html', (html) => html.replace('<title>', '<meta name="build" content="next"><title>'));
    mock.rewritten.set('/door-worker.js', (code) => code.replace(/version:(.)\w+/, 'version:$1next'));
    await page.reload({ waitUntil: 'domcontentloaded' });
    assert.equal(await title(), 'next');
    const kept = `(async () => {
      const [shelf, { installing, waiting }] = [await caches.open("rampa-door-next"), await navigator.serviceWorker.getRegistration()];
      return !installing && !waiting && (await shelf.match("/index.html")) !== undefined;
    })()`;
    await eventually(() => page.evaluate(kept), 'the new build is kept', 20_000);
    // Another page of the same house has no worker: it comes from the house and from nowhere else.
    const other = await page.context().newPage();
    await open(other, mock.origin);
    assert.equal(await other.evaluate('navigator.serviceWorker.controller'), null);
    await mock.close();
    await assert.rejects(other.reload(), /ERR_CONNECTION_REFUSED/);
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByRole('heading', { name: 'Чайка' }).waitFor();
    assert.equal(await title(), 'next');
  });

  test('two devices on one line: the second showing is refused before anybody is let in', async () => {
    const { token, number } = mock.house.sell();
    const [here, there] = [await device(), await device()];
    await type(here, token);
    await says(here, /Впустить/);
    await type(there, token);
    await says(there, /Уже прошли.*на другом устройстве.*Не впускать/);
    assert.equal(await there.locator('.conflict').count(), 0);
    await there
      .getByRole('listitem')
      .filter({ hasText: number })
      .getByText(/\d\d:\d\d/)
      .waitFor();
  });

  test('two devices without a network: whoever syncs second is told that somebody had come in', async () => {
    const { token, number } = mock.house.sell();
    const [here, there] = [await device(), await device()];
    for (const page of [here, there]) {
      await cut(page);
      await type(page, token);
      await says(page, /Впустить/);
    }
    await cut(here, false);
    await here.getByText('всё передано').waitFor();
    await cut(there, false);
    const conflict = there.locator('.conflict').filter({ hasText: number });
    await conflict.getByText(/По этому билету уже прошли в \d\d:\d\d/).waitFor();
    await says(there, /Уже прошли/);
    assert.equal(await here.locator('.conflict').count(), 0);
    await there.reload({ waitUntil: 'domcontentloaded' });
    await conflict.getByRole('button', { name: 'Понятно' }).click();
    await conflict.waitFor({ state: 'detached' });
    assert.deepEqual(
      [...mock.house.recorded.values()].map(({ result }) => result),
      ['admitted', 'already'],
    );
  });

  test('answers lost on the way: told again as it was, counted once, and no conflict with itself', async () => {
    const { token } = mock.house.sell();
    const page = await device();
    mock.state.trouble = 'answer lost';
    await type(page, token);
    await says(page, /Впустить/);
    await page.getByText('ждёт 1 проход').waitFor();
    await page.getByText('театр молчит').waitFor();
    await eventually(async () => mock.house.recorded.size === 1, 'the house has heard of it', 20_000);
    mock.state.trouble = undefined;
    await page.getByRole('button', { name: 'Повторить' }).click();
    await page.getByText('всё передано').waitFor();
    assert.ok(mock.house.batches.length >= 2);
    for (const batch of mock.house.batches) assert.deepEqual(batch, mock.house.batches[0]);
    assert.equal(mock.house.recorded.size, 1);
    assert.equal(await page.locator('.conflict').count(), 0);
  });

  test('a door of another day says so before anything is scanned, and goes on working', async () => {
    mock.house.state.startsIn = 50;
    const { token } = mock.house.sell();
    const page = await device();
    await page.getByText(/^Показ (через 2 дня|послезавтра|через 3 дня), \d+ \S+, \d\d:\d\d$/).waitFor();
    await type(page, token);
    await says(page, /Впустить/);
    mock.house.state.startsIn = -13;
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText(/^Показ был 13 часов назад, /).waitFor();
    mock.house.state.startsIn = 1;
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('начало').waitFor();
    // The kept list is shown first, and the new one takes its word back.
    await page.getByText(/^Показ /).waitFor({ state: 'detached' });
  });

  test('scans of a long time without a network go out in their order', async () => {
    const sold = Array.from({ length: 5 }, () => mock.house.sell());
    const page = await device();
    await cut(page);
    for (const { token, number } of sold) {
      await type(page, token);
      await says(page, number);
    }
    await page.getByText('ждут 5 проходов').waitFor();
    await cut(page, false);
    await page.getByText('всё передано').waitFor();
    assert.deepEqual(
      mock.house.batches.flatMap(({ scans }) => scans.map((scan) => scan.token)),
      sold.map(({ token }) => token),
    );
    await page.getByRole('img', { name: 'Вошли 5 из 5' }).waitFor();
  });

  test('the camera reads a ticket, and the same code held before it is one scan', async () => {
    const { token } = mock.house.sell();
    const folder = await mkdtemp(join(tmpdir(), 'door-'));
    await writeFile(join(folder, 'film.y4m'), filmOf(token));
    const camera = ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${join(folder, 'film.y4m')}`];
    const filming = await launch(chromium!, camera);
    try {
      const { page } = await visit(filming, { permissions: ['camera'] });
      await open(page, mock.signedIn);
      await says(page, /Впустить/);
      await sleep(4000); // longer than an answer stands and than a code may be out of sight
      assert.equal(mock.house.recorded.size, 1);
      await says(page, /Впустить/);
      await page.getByRole('button', { name: 'Выключить камеру' }).click();
      await sleep(2500); // out of sight
      await page.getByRole('button', { name: 'Открыть камеру' }).click();
      await page.getByRole('button', { name: 'Выключить камеру' }).waitFor();
      await says(page, /Уже прошли/);
    } finally {
      await filming.close();
      await rm(folder, { recursive: true });
    }
  });

  test('a camera that is forbidden or absent says so, and numbers still work', async () => {
    const { number } = mock.house.sell();
    for (const [name, words] of [
      ['NotAllowedError', 'Камера запрещена'],
      ['NotFoundError', 'Камеры здесь нет'],
    ]) {
      const page = await device(
        {},
        `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "${name}"))`,
      );
      await page.getByRole('button', { name: 'Открыть камеру' }).click();
      await page.getByText(words!, { exact: true }).waitFor();
      await type(page, number.toLowerCase().replaceAll('-', ''));
      await says(page, number);
    }
    assert.deepEqual(
      [...mock.house.recorded.values()].map(({ result }) => result),
      ['admitted', 'already'],
    );
  });

  test('a browser without Ed25519 says so, asks the house, and lets nobody in by itself', async () => {
    const [one, two] = [mock.house.sell(), mock.house.sell()];
    const page = await device({}, 'crypto.subtle.importKey = () => Promise.reject(new DOMException("", "NotSupportedError"))');
    await page.getByText('не умеет проверять билеты без сети').waitFor();
    await type(page, one.token);
    await says(page, /Впустить/);
    await cut(page);
    await type(page, two.token);
    await says(page, /Не удалось проверить/);
    assert.equal(await page.getByText(/ждёт 1 проход/).count(), 0);
  });

  test('a sign-in that has ended does not lock the door: scans wait for the next one', async () => {
    const { token } = mock.house.sell();
    const page = await device();
    mock.state.trouble = { status: 401, code: 'SignInRequired' };
    await type(page, token);
    await says(page, /Впустить/);
    await page.getByText('Вход в аккаунт закончился').waitFor();
    const link = page.getByRole('link', { name: 'Войти' });
    assert.equal(await link.getAttribute('href'), `/sign-in?next=${new URL(mock.page).pathname}`);
    mock.state.trouble = undefined;
    await page.evaluate('dispatchEvent(new Event("online"))');
    await page.getByText('всё передано').waitFor();
    assert.equal(mock.house.recorded.size, 1);
  });

  test('the first time: no right to the door, no such show, nobody signed in, no network', async () => {
    const made = await visit(browser);
    visits.push(made);
    const { page } = made;
    for (const [status, code, words] of [
      [403, 'NotAllowed', 'Вас не назначили на вход'],
      [404, 'NotFound', 'Такого показа здесь нет'],
    ] as const) {
      mock.state.trouble = { status, code };
      await open(page, mock.signedIn);
      await page.reload({ waitUntil: 'domcontentloaded' });
      await page.getByRole('heading', { name: words }).waitFor();
    }
    mock.state.trouble = undefined;
    const guest = await visit(browser);
    visits.push(guest);
    await open(guest.page, mock.page);
    await guest.page.getByRole('heading', { name: 'Нужно войти' }).waitFor();
    await cut(guest.page);
    await guest.page.getByRole('heading', { name: 'Нет связи с театром' }).waitFor();
  });

  test('every answer keeps nobody out: both languages, a phone and a tablet', async () => {
    const [good, gone] = [mock.house.sell(), mock.house.sell({ kind: 1 })];
    mock.house.revoke(gone.id);
    const made = await visit(browser, { locale: 'en-GB', viewport: { width: 820, height: 1180 } });
    visits.push(made);
    const { page } = made;
    await open(page, mock.signedIn);
    await page.getByRole('button', { name: 'EN, English' }).click();
    for (const [shown, words] of [
      [good.token, /Let in.*Entry recorded/],
      [good.token, /Already in.*on this device.*Do not let in/],
      [gone.token, /Ticket is void/],
      [mock.house.sell({ show: crypto.randomUUID() }).token, /Ticket for another show/],
      [tampered(good.token), /Forged ticket/],
      ['https://example.org/menu', /Not a ticket/],
      ['00-00-00-00', /No such number/],
    ] as const) {
      await page.getByLabel('Ticket number').fill(shown);
      await page.keyboard.press('Enter');
      await says(page, words);
      await page.locator('.sign').waitFor();
      assert.deepEqual(await barriers(page), [], String(words));
    }
    await page.setViewportSize({ width: 390, height: 844 });
    assert.deepEqual(await barriers(page), []);
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
  });
});
