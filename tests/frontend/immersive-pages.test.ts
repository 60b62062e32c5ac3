/** The hall and the desk of an immersive show, in a real browser and a real LiveKit room. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually } from '../support/http.ts';
import { missingLiveKit, type TestLiveKit, testLiveKit } from '../support/livekit.ts';
import { barriers, open, phone, visit, desk as wide } from './browser.ts';
import { inHalls } from './in-hall.ts';
import { type MockHall, ticketId } from './mock-hall.ts';
import type { Immersive } from './mock-immersive.ts';
import { mockRoom } from './mock-room.ts';
import { missing } from './mock-stage.ts';

const devices = { permissions: ['camera', 'microphone'] };
/** The browser as it is for somebody who has said no. */
const refusing = `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))`;

/** Counts how often camera or microphone were asked for. */
const counting = `{
  const media = navigator.mediaDevices;
  const ask = media.getUserMedia.bind(media);
  globalThis.devicesAsked = 0;
  media.getUserMedia = (wanted) => (globalThis.devicesAsked++, ask(wanted));
}`;
/** A browser that gives sound only to whoever has touched the page; without a screen Chromium is not so strict. */
const soundAfterTouch = `{
  const play = HTMLMediaElement.prototype.play;
  let touched = false;
  addEventListener('pointerdown', () => (touched = true), true);
  HTMLMediaElement.prototype.play = function () {
    return touched || this.muted ? play.call(this) : Promise.reject(new DOMException('touch first', 'NotAllowedError'));
  };
}`;

describe('an immersive show', { skip: missing || missingLiveKit, timeout: 400_000, concurrency: 2 }, () => {
  const inHall = inHalls();
  let server: TestLiveKit;
  let rooms = 0;
  before(async () => {
    server = await testLiveKit();
  });
  after(() => server?.close());

  const hall = ({ origin }: MockHall) => `${origin}/watch/${ticketId}?token=pass`;
  const desk = ({ origin, state }: MockHall) => `${origin}/my/rampa/shows/${state.desk.show.id}/stage`;
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
  const answer = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  const playing = (house: MockHall): Immersive => house.playImmersive(mockRoom(server, `show-${rooms++}`));
  const inside = (page: Page) => page.getByText(/\d+ в зале/).waitFor();
  const tracksOf = async ({ room }: Immersive, identity: string) =>
    (await room.people()).find((one) => one.identity === identity)?.tracks ?? [];
  const heard = async (stage: Immersive, identity: string) =>
    (await tracksOf(stage, identity)).filter(({ muted }) => !muted).length;
  const moves = (page: Page, of: string) =>
    eventually(
      async () => (await page.evaluate<number>(`document.querySelector(${JSON.stringify(of)})?.currentTime ?? 0`)) > 0.3,
      'the picture moves',
      60_000,
    );

  test(
    'an evening: the artist is seen and heard, a hand is up, called on stage and agreed, hushed, seated, put out, let in again',
    inHall(async ({ house, browser }) => {
      const stage = playing(house);
      const artist = await visit(browser, { ...devices, viewport: wide });
      await open(artist.page, desk(house));
      await artist.page.getByLabel('Подпись под вами').fill('Нина Заречная');
      await press(artist.page, 'Выйти на сцену');
      // A page that was loaded anew: nobody has touched it, the picture is there, the sound asks for one press.
      const viewer = await visit(browser, devices);
      house.state.screen = crypto.randomUUID();
      await viewer.page.addInitScript(`sessionStorage.setItem('rampa:screen:${ticketId}', 'live ${house.state.screen}')`);
      await viewer.page.addInitScript(soundAfterTouch);
      await viewer.page.addInitScript(counting);
      await open(viewer.page, hall(house));
      await moves(viewer.page, '.tile video');
      await viewer.page.getByText('Нина Заречная').first().waitFor();
      await press(viewer.page, 'Включить звук');
      await viewer.page.getByRole('button', { name: 'Включить звук' }).waitFor({ state: 'detached' });
      assert.deepEqual(house.bodiesOf('/screens'), [], 'it is the same screen');

      await press(viewer.page, 'Поднять руку');
      await viewer.page.getByText('Рука поднята').waitFor();
      await artist.page.getByText('1 рука поднята').waitFor();
      await press(viewer.page, 'Опустить руку');
      await viewer.page.getByRole('button', { name: 'Поднять руку' }).waitFor();
      const wishes = house.bodiesOf('/hand');
      assert.deepEqual([wishes.map(({ up }) => up), new Set(wishes.map(({ requestId }) => requestId)).size], [[true, false], 2]);

      const order = (what: string) => press(artist.page, `${what}: билет 7F-2K-91`);
      await order('Позвать на сцену');
      await viewer.page.getByRole('dialog', { name: 'Вас зовут на сцену' }).waitFor();
      assert.equal(await viewer.page.evaluate('devicesAsked'), 0, 'nothing is turned on before they agree');
      assert.equal((await tracksOf(stage, ticketId)).length, 0, 'nothing is sent before they agree');
      await viewer.page.getByLabel('Как вас подписать').fill('Анна');
      await answer(viewer.page, 'Выйти на сцену');
      await press(viewer.page, 'Микрофон: включён');
      await press(viewer.page, 'Микрофон: выключен');
      await viewer.page.getByRole('button', { name: 'Камера: включена' }).waitFor();
      await artist.page.locator('.beside').getByText('Анна').waitFor();
      // What is out of sight is not sent.
      await artist.page.locator('.beside').scrollIntoViewIfNeeded();
      await moves(artist.page, '.beside video');
      assert.equal(await heard(stage, ticketId), 2);

      await order('Заглушить');
      await viewer.page.getByText('Помощник режиссёра выключил ваш микрофон.').waitFor();
      await viewer.page.getByRole('button', { name: 'Микрофон: выключен' }).waitFor();
      await order('Вернуть в зал');
      await viewer.page.getByText('Вы снова в зале').first().waitFor();
      await viewer.page.getByText('Помощник режиссёра выключил ваш микрофон.').waitFor({ state: 'detached' });
      await eventually(async () => (await tracksOf(stage, ticketId)).length === 0, 'nothing is sent any more');

      assert.deepEqual([...viewer.complaints, ...artist.complaints], []);

      await order('Вывести из зала');
      await answer(artist.page, 'Вывести');
      await viewer.page.getByRole('heading', { name: 'Ведущий вывел вас с этого показа.' }).waitFor();
      await order('Пустить снова');
      await press(viewer.page, 'Войти в зал');
      await inside(viewer.page);
      await viewer.close();
      await artist.close();
    }),
  );

  test(
    'whoever is let in again goes in, though what the house said to their former way in comes later',
    inHall(async ({ house, browser }) => {
      const stage = playing(house);
      const { page, close } = await visit(browser);
      house.state.screen = crypto.randomUUID();
      await page.addInitScript(`sessionStorage.setItem('rampa:screen:${ticketId}', 'live ${house.state.screen}')`);
      await open(page, hall(house));
      await inside(page);
      // Once they are put out the page asks for another way in, and is left without an answer.
      let refuse: (() => Promise<void>) | undefined;
      await page.route(/\/playback(\?|$)/, (route) => {
        if (refuse) return route.continue();
        const json = { error: 'ScreenEnded', message: 'over', how: 'over', requestId: 'r' };
        refuse = () => route.fulfill({ status: 409, json });
        return;
      });
      await stage.order({ requestId: crypto.randomUUID(), do: 'remove' });
      await eventually(async () => refuse !== undefined, 'it asks', 60_000);
      house.refuseTo('putOut');
      await page.getByRole('heading', { name: 'Ведущий вывел вас с этого показа.' }).waitFor();
      await stage.order({ requestId: crypto.randomUUID(), do: 'readmit' });
      Object.assign(house.state.view, { may: true, what: 'live', why: null, message: null, how: null });
      const taken = page.waitForResponse(/\/screens(\?|$)/);
      await press(page, 'Войти в зал');
      await taken;
      await refuse!();
      await inside(page);
      // It would have left by then.
      for (const _ of [1, 2]) await page.waitForResponse(/\/watch\?/);
      await inside(page);
      await close();
    }),
  );

  test(
    'one ticket is one screen; a lost place is found again by nobody’s hand; the player of pictures is not fetched',
    inHall(async ({ house, browser }) => {
      const stage = playing(house);
      const first = await visit(browser);
      const fetched: string[] = [];
      first.page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
      await open(first.page, hall(house));
      await press(first.page, 'Войти в зал');
      await inside(first.page);
      await first.page.getByText('Артистов на сцене пока нет').waitFor();
      assert.deepEqual(
        ['livekit', 'video-js'].map((chunk) => fetched.some((path) => path.includes(chunk))),
        [true, false],
      );
      const asked = () => house.bodiesOf('/playback').length;
      const before = asked();
      await stage.room.putOut(ticketId);
      await eventually(async () => asked() > before && (await stage.room.people()).length === 1, 'back in the room', 30_000);
      await inside(first.page);

      const second = await visit(browser);
      await open(second.page, hall(house));
      await press(second.page, 'Войти в зал');
      await first.page.getByRole('heading', { name: 'Вы смотрите на другом экране' }).waitFor();
      await inside(second.page);
      const entrances = asked();
      await second.page.getByText('Перенесли сюда.').waitFor();
      assert.equal((await stage.room.people()).length, 1);
      assert.equal(asked(), entrances, 'the first one does not fight for it');
      await second.close();
      await first.close();
    }),
  );

  test(
    'a camera that is refused is said with what to do, and nothing is sent; whoever stays may go later; another server is named',
    inHall(async ({ house, browser }) => {
      const stage = playing(house);
      const { page, close } = await visit(browser);
      await page.addInitScript(refusing);
      await open(page, hall(house));
      await press(page, 'Проверить камеру и микрофон');
      await page.getByText('Камера не разрешена.').waitFor();
      await press(page, 'Войти в зал');
      await inside(page);
      await stage.room.setRole(ticketId, 'participant');
      await answer(page, 'Выйти на сцену');
      await page.getByRole('dialog').getByText('Микрофон не разрешён.').waitFor();
      assert.equal((await tracksOf(stage, ticketId)).length, 0);
      await answer(page, 'Остаться в зале');
      await press(page, 'Выйти на сцену');
      await page.getByRole('dialog', { name: 'Вас зовут на сцену' }).waitFor();

      const { playback } = stage;
      stage.playback = async (body) => ({ ...(await playback(body)), kind: 'ivs-realtime' });
      await open(page, hall(house));
      await page.getByRole('heading', { name: 'Эта сцена здесь не открывается' }).waitFor();
      await close();
    }),
  );

  for (const [name, viewport] of Object.entries({ phone, wide }))
    test(
      `no barriers and nothing wider than the screen at ${viewport.width} px (${name})`,
      inHall(async ({ house, browser }) => {
        const { room } = playing(house);
        const { page, complaints, close } = await visit(browser, { ...devices, viewport });
        const calm = async (what: string) => {
          assert.deepEqual(await barriers(page), [], what);
          const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
          assert.equal(wider, 0, `${what} is wider than the screen`);
        };
        await open(page, hall(house));
        await press(page, 'Проверить камеру и микрофон');
        await page.getByText('Вас слышно.').waitFor();
        await calm('the check');
        await press(page, 'Войти в зал');
        await inside(page);
        await press(page, 'Поднять руку');
        await page.getByText('Рука поднята').waitFor();
        await calm('a guest');
        await room.setRole(ticketId, 'participant');
        await page.getByRole('dialog').waitFor();
        await calm('the question');
        await answer(page, 'Выйти на сцену');
        await moves(page, '.beside video');
        await calm('on stage');

        const [viewer] = house.state.immersive!.people;
        const others = [
          { role: 'participant' as const, number: 'AA-11-22' },
          { here: false, number: 'BB-33-44' },
          { removed: true, number: 'CC-55-66' },
        ];
        for (const [n, other] of others.entries())
          house.state.immersive!.people.push({
            ...viewer!,
            handAt: null,
            ...other,
            ticketId: ticketId.replace(/\d$/, String(n + 2)),
          });
        await open(page, desk(house));
        await press(page, 'Войти без камеры');
        await inside(page);
        await page.getByText('Правила показа').click();
        await calm('the desk');
        await press(page, 'Вывести из зала: билет 7F-2K-91');
        await calm('the question before somebody is put out');
        assert.deepEqual(complaints, []);
        await close();
      }),
    );
});
