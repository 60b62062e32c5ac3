/** The hall in a real browser: a live picture that needs no hand, one screen a ticket, and what is said when there is none. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually } from '../support/http.ts';
import { barriers, desk, open, phone, visit } from './browser.ts';
import { inHalls } from './in-hall.ts';
import { type MockHall, ticketId } from './mock-hall.ts';
import { missing } from './mock-stage.ts';

const minute = 60_000;
const later = (minutes: number) => new Date(Date.now() + minutes * minute).toISOString();

describe('the hall', { skip: missing, timeout: 400_000, concurrency: 2 }, () => {
  const inHall = inHalls();

  const hall = ({ origin }: MockHall) => `${origin}/watch/${ticketId}?token=pass`;
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
  const position = (page: Page) => page.evaluate<number>('document.querySelector("video")?.currentTime ?? 0');
  /** The picture is there and moves on. */
  async function moves(page: Page): Promise<void> {
    let from: number | undefined;
    await eventually(
      async () => {
        const now = await position(page);
        // A source that was loaded again begins anew.
        if (from === undefined || now < from) from = now;
        return now > from + 0.4;
      },
      'the picture moves',
      60_000,
    );
  }
  async function enter(page: Page, house: MockHall): Promise<void> {
    await open(page, hall(house));
    await press(page, 'Войти в зал');
    await moves(page);
  }
  const screens = (house: MockHall) => house.bodiesOf('/screens').map(({ screenId }) => screenId);
  const addresses = (house: MockHall) => house.state.asked.filter(({ route }) => route.endsWith('/playback')).length;
  const tokens = (house: MockHall) => [...new Set(house.picture.state.served.map(({ token }) => token))];

  test(
    'a press opens the picture; its address is renewed before it ends, and the picture does not notice',
    inHall(async ({ house, browser }) => {
      const { page, complaints, close } = await visit(browser);
      house.state.life = 6;
      house.state.view.mark = '7F-2K-91';
      await enter(page, house);
      await page.getByText('7F-2K-91', { exact: true }).waitFor();
      assert.equal(await page.title(), 'Чайка: зал · Рампа');
      const [first] = tokens(house);
      await eventually(async () => tokens(house).length > 1, 'the address was renewed', 60_000);
      // The former address is over: whoever still asked for it would be refused.
      house.picture.state.good.delete(first!);
      await moves(page);
      assert.deepEqual(house.picture.state.refused, []);
      assert.equal(house.picture.state.served.filter(({ file }) => file === 'init.mp4').length, 1, 'nothing was loaded anew');
      assert.equal(screens(house).length, 1);
      assert.equal(await page.evaluate('navigator.mediaSession.metadata.title'), 'Чайка');
      assert.deepEqual(complaints, []);
      await close();
    }),
  );

  test(
    'a second screen ends the first one; one press brings the show back',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser);
      await enter(page, house);
      house.takeElsewhere();
      await page.getByRole('heading', { name: 'Вы смотрите на другом экране' }).waitFor();
      assert.equal(await page.locator('video').count(), 0, 'not one more second of picture');
      await press(page, 'Смотреть здесь');
      await moves(page);
      await page.getByText('На прежнем экране показ остановлен').waitFor();
      const [one, two] = screens(house);
      assert.notEqual(one, two);
      // A reload is the same screen.
      const before = addresses(house);
      await page.reload({ waitUntil: 'domcontentloaded' });
      await eventually(async () => addresses(house) > before, 'the picture is asked for again', 60_000);
      assert.equal(screens(house).length, 2);
      await close();
    }),
  );

  test(
    'an address that opens nothing yet is asked for anew until it does',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser);
      house.state.opens = false;
      await open(page, hall(house));
      await press(page, 'Войти в зал');
      await eventually(async () => addresses(house) > 2, 'it is asked for again, and again', 60_000);
      house.state.opens = true;
      await moves(page);
      assert.equal(screens(house).length, 1, 'it is the same screen');
      await close();
    }),
  );

  test(
    'a refund in the middle stops the picture and says what to do',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser);
      await enter(page, house);
      house.revoke();
      await page.getByRole('heading', { name: 'Этот билет больше не действует.' }).waitFor();
      assert.equal(await page.locator('video').count(), 0);
      await page.getByRole('link', { name: 'К моим билетам' }).waitFor();
      await close();
    }),
  );

  test(
    'a picture that stands still is loaded again by itself',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser);
      await enter(page, house);
      const before = addresses(house);
      house.picture.state.until = Date.now();
      await eventually(async () => addresses(house) > before, 'the source is loaded again', 30_000);
      house.picture.state.until = undefined;
      await moves(page);
      assert.equal(screens(house).length, 1, 'it is the same screen');
      await close();
    }),
  );

  test(
    'before the start: countdown, sound check; then the curtain rises by itself',
    inHall(async ({ house, browser }) => {
      const { page, complaints, close } = await visit(browser);
      const begins = later(4.5);
      house.state.view.begins = begins;
      house.refuseTo('notYet', { state: 'test' });
      await open(page, hall(house));
      assert.match((await page.getByRole('timer').textContent())!, /^4:[0-5]\d$/);
      await press(page, 'Проверить звук');
      const level = () => page.getByRole('meter', { name: 'Уровень звука' }).getAttribute('aria-valuenow');
      await eventually(async () => Number(await level()) > 20, 'the light shows the sound', 60_000);
      await press(page, 'Не слышно');
      await page.getByText('снимите беззвучный режим').waitFor();
      assert.deepEqual(screens(house), [], 'nothing is asked for before the start');

      Object.assign(house.state.view, { state: 'live', may: true, what: 'live', why: null, message: null, how: null });
      await moves(page);
      // The interval covers it, with a countdown; the word of the theatre stands below.
      Object.assign(house.state.view, { state: 'interval', intervalUntil: later(7.5), word: 'Буфет открыт.' });
      await page.getByText('Продолжим через').waitFor();
      await page.locator('.word').getByText('Буфет открыт.').waitFor();
      assert.deepEqual(complaints, []);
      await close();
    }),
  );

  test(
    'the code moves the picture to another device, signed by nothing else; a used or wrong one says so',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser);
      await enter(page, house);
      await press(page, 'На другой экран');
      await page.getByRole('img', { name: /QR-код/ }).waitFor();
      const link = await page.getByLabel('Или откройте ссылку').inputValue();
      const other = await visit(browser);
      await open(other.page, link);
      await moves(other.page);
      assert.equal(new URL(other.page.url()).hash, '', 'the code does not stay in the address');
      await page.getByRole('heading', { name: 'Вы смотрите на другом экране' }).waitFor();
      await other.close();
      house.state.handover = 'fresh';
      await open(page, link);
      await page.getByRole('heading', { name: 'Код больше не работает' }).waitFor();
      await close();
    }),
  );

  test(
    'the recording: until when, by the person’s clock; begun by a press only',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser, { timezoneId: 'Asia/Yekaterinburg', locale: 'en-GB' });
      const times = { availableUntil: '2031-03-08T10:00:00Z', unlockUntil: '2031-03-03T10:00:00Z', watchUntil: null };
      Object.assign(house.state.view, { state: 'archived', what: 'recording', recording: { seconds: 7440, ...times } });
      await open(page, hall(house));
      await page.getByText('Available until 8 March, 15:00 (Yekaterinburg).').waitFor();
      await page.getByText('Begin it before 3 March, 15:00 (Yekaterinburg).').waitFor();
      assert.deepEqual([screens(house), addresses(house)], [[], 0], 'its time does not run yet');
      await press(page, 'Watch the recording');
      await moves(page);
      await page.getByRole('slider', { name: 'Place in the show' }).fill('12');
      await eventually(async () => (await position(page)) >= 12, 'the recording goes on from there', 60_000);
      await close();
    }),
  );

  test(
    'quality and captions where there is a choice; a recording goes on where it was left',
    inHall(async ({ house, browser }) => {
      const { page, complaints, close } = await visit(browser);
      house.picture.state.rich = true;
      const recording = { seconds: 20, availableUntil: later(600), unlockUntil: later(600), watchUntil: later(600) };
      Object.assign(house.state.view, { state: 'archived', what: 'recording', recording });
      await open(page, hall(house));
      await press(page, 'Смотреть запись');
      await moves(page);
      const menu = page.getByRole('button', { name: 'Качество и субтитры' });
      await menu.click();
      await page.getByRole('radio', { name: '360p' }).click();
      await eventually(
        async () => house.picture.state.served.some(({ file }) => file === 'low.m3u8'),
        'the low quality is asked for',
      );
      await page.getByRole('radio', { name: '360p', checked: true }).waitFor();
      await page.getByRole('radio', { name: 'Русский' }).click();
      await page.locator('.vjs-text-track-display').getByText('Я чайка.').waitFor();
      await page.getByRole('radio', { name: 'выключены' }).click();
      await page.locator('.vjs-text-track-display').getByText('Я чайка.').waitFor({ state: 'detached' });

      await page.getByRole('slider', { name: 'Место в показе' }).fill('16');
      await eventually(async () => (await position(page)) > 15.5, 'the place was found', 60_000);
      await page.getByRole('button', { name: 'Пауза' }).click();
      await page.reload({ waitUntil: 'domcontentloaded' });
      await eventually(async () => (await position(page)) >= 10, 'it goes on from there', 20_000);
      // Seen to its end it waits for a press.
      await page.getByRole('button', { name: 'Смотреть дальше' }).waitFor();
      assert.deepEqual(complaints, []);
      await close();
    }),
  );

  test(
    'what is not played here: the chat, and an address that nobody can protect; a stranger sees nothing',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser);
      house.refuseTo('inTelegram', { botUrl: 'https://t.me/rampa_bot?start=watch' });
      await open(page, hall(house));
      assert.equal(
        await page.getByRole('link', { name: 'Открыть чат' }).getAttribute('href'),
        'https://t.me/rampa_bot?start=watch',
      );
      house.refuseTo('atAddress', { address: 'https://video.example/live' });
      await open(page, hall(house));
      await page.getByText('Этот адрес мы защитить не можем').waitFor();
      const door = page.getByRole('link', { name: 'Открыть площадку' });
      assert.deepEqual(
        [await door.getAttribute('href'), await door.getAttribute('rel')],
        ['https://video.example/live', 'noopener noreferrer'],
      );
      await open(page, `${house.origin}/watch/${ticketId}?token=stranger`);
      await page.getByRole('heading', { name: 'Такого билета здесь нет' }).waitFor();
      await close();
    }),
  );

  test(
    'a phone on its side is a screen and nothing else',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser, { viewport: { width: phone.height, height: phone.width } });
      await enter(page, house);
      assert.deepEqual(
        await page.evaluate(
          '(({ x, y, width, height }) => [x, y, width, height])(document.querySelector(".screen").getBoundingClientRect())',
        ),
        [0, 0, 844, 390],
      );
      await close();
    }),
  );

  test(
    'the player is a chunk of its own: a page without a picture does not fetch it',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser);
      const fetched: string[] = [];
      page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
      await open(page, `${house.origin}/sign-in`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      assert.equal(
        fetched.some((path) => path.includes('video-js')),
        false,
      );
      await enter(page, house);
      assert.equal(
        fetched.some((path) => path.includes('video-js')),
        true,
      );
      await close();
    }),
  );

  for (const [name, viewport] of Object.entries({ phone, desk }))
    test(
      `no barriers and nothing wider than the screen at ${viewport.width} px (${name})`,
      inHall(async ({ house, browser }) => {
        const { page, complaints, close } = await visit(browser, { viewport, locale: viewport === phone ? 'ru-RU' : 'en-GB' });
        const words =
          viewport === phone
            ? { enter: 'Войти в зал', move: 'На другой экран' }
            : { enter: 'Enter the hall', move: 'To another screen' };
        const calm = async (what: string) => {
          assert.deepEqual(await barriers(page), [], what);
          const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
          assert.equal(wider, 0, `${what} is wider than the screen`);
        };
        house.state.view.word = 'Антракт через десять минут.';
        await open(page, hall(house));
        await press(page, words.enter);
        await moves(page);
        await calm('the picture');
        await press(page, words.move);
        await page.getByRole('dialog').getByRole('img').waitFor();
        await calm('the code');
        house.state.view.begins = later(30);
        house.refuseTo('notYet', { state: 'test' });
        await open(page, hall(house));
        await page.getByRole('timer').waitFor();
        await calm('the countdown');
        house.refuseTo('atAddress', { address: 'https://video.example/live' });
        await open(page, hall(house));
        await page.locator('a[href="https://video.example/live"]').waitFor();
        await calm('another stage');
        house.refuseTo('countryRefused');
        await open(page, hall(house));
        await page.getByRole('heading', { level: 2 }).waitFor();
        await calm('a refusal');
        assert.deepEqual(complaints, []);
        await close();
      }),
    );
});
