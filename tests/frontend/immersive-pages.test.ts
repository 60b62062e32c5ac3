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

describe('an immersive show', { skip: missing || missingLiveKit, timeout: 400_000, concurrency: 2 }, () => {
  const inHall = inHalls();
  let server: TestLiveKit;
  let rooms = 0;
  before(async () => {
    server = await testLiveKit();
  });
  after(() => server?.close());

  const devices = { permissions: ['camera', 'microphone'] };
  const hall = ({ origin }: MockHall) => `${origin}/watch/${ticketId}?token=pass`;
  const desk = ({ origin, state }: MockHall) => `${origin}/my/rampa/shows/${state.desk.show.id}/stage`;
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
  const playing = (house: MockHall): Immersive => house.playImmersive(mockRoom(server, `show-${rooms++}`));
  const sends = async ({ room }: Immersive, identity: string) =>
    ((await room.people()).find((one) => one.identity === identity)?.tracks ?? []).filter(({ muted }) => !muted).length;
  /** A picture that moves: each frame is another. */
  const moves = (page: Page, of: string) =>
    eventually(
      async () => (await page.evaluate<number>(`document.querySelector(${JSON.stringify(of)})?.currentTime ?? 0`)) > 0.5,
      'the picture moves',
      60_000,
    );

  test(
    'try',
    inHall(async ({ house, browser }) => {
      const stage = playing(house);
      const artist = await visit(browser, { ...devices, viewport: wide });
      await open(artist.page, desk(house));
      await artist.page.getByLabel('Подпись под вами').fill('Нина Заречная');
      await press(artist.page, 'Выйти на сцену');
      await moves(artist.page, '.tile video');
      const viewer = await visit(browser, devices);
      await open(viewer.page, hall(house));
      await viewer.page.screenshot({ path: '/tmp/s4-shots/1-ready.png', fullPage: true });
      await press(viewer.page, 'Войти в зал');
      await moves(viewer.page, '.tile video');
      await viewer.page.screenshot({ path: '/tmp/s4-shots/2-guest.png', fullPage: true });
      await press(viewer.page, 'Поднять руку');
      await viewer.page.getByText('Рука поднята').waitFor();
      await viewer.page.screenshot({ path: '/tmp/s4-shots/3-hand.png', fullPage: true });
      await artist.page.getByText('рука поднята').first().waitFor();
      await artist.page.screenshot({ path: '/tmp/s4-shots/4-desk.png', fullPage: true });
      await artist.page.getByRole('button', { name: 'Позвать на сцену: билет 7F-2K-91' }).click();
      await viewer.page.getByRole('dialog', { name: 'Вас зовут на сцену' }).waitFor();
      await viewer.page.screenshot({ path: '/tmp/s4-shots/5-invited.png' });
      assert.equal(await sends(stage, ticketId), 0);
      await viewer.page.getByLabel('Как вас подписать').fill('Анна');
      await viewer.page.getByRole('dialog').getByRole('button', { name: 'Выйти на сцену' }).click();
      await viewer.page.getByRole('button', { name: /Микрофон: включён/ }).waitFor();
      await moves(viewer.page, '.beside video');
      await viewer.page.screenshot({ path: '/tmp/s4-shots/6-onstage.png', fullPage: true });
      await artist.page.getByText('Анна').waitFor();
      await artist.page.screenshot({ path: '/tmp/s4-shots/7-desk-two.png', fullPage: true });
      assert.deepEqual(viewer.complaints, []);
      assert.deepEqual(artist.complaints, []);
      await viewer.close();
      await artist.close();
    }),
  );
});
