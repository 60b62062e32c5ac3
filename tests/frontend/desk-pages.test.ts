/** The stage manager's desk in a real browser: the evening by a few presses, the signal in words, the key, this camera. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { eventually } from '../support/http.ts';
import { barriers, open, phone, visit, desk as wide } from './browser.ts';
import { inHalls } from './in-hall.ts';
import type { MockHall } from './mock-hall.ts';
import { missing } from './mock-stage.ts';

describe('the stage manager’s desk', { skip: missing, timeout: 400_000, concurrency: 2 }, () => {
  const inHall = inHalls();

  const desk = ({ origin, state }: MockHall) => `${origin}/my/rampa/shows/${state.desk.show.id}/stage`;
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();
  const idsOf = (house: MockHall, verb: string) => house.bodiesOf(`/stage/${verb}`).map(({ requestId }) => requestId);

  test(
    'the evening: start, interval, on with it, a word, the end; what cannot be taken back is asked about',
    inHall(async ({ house, browser }) => {
      const { page, complaints, close } = await visit(browser);
      await open(page, desk(house));
      await heading(page, 'Проба: видите только вы');
      // Twice in one turn of the browser, before it can draw a button that is off.
      await page.evaluate(
        `(() => { const start = [...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Начать'); start.click(); start.click(); })()`,
      );
      await heading(page, 'В эфире');
      assert.equal(idsOf(house, 'start').length, 1);
      await page.getByRole('radio', { name: '20', exact: true }).check({ force: true });
      await press(page, 'Объявить антракт');
      await heading(page, 'Антракт');
      assert.equal(house.bodiesOf('/stage/interval')[0]?.['minutes'], 20);
      await page.getByText(/до конца антракта (20:00|19:5\d)/).waitFor();
      await press(page, 'Продолжить показ');
      await heading(page, 'В эфире');

      await page.getByLabel('Что они прочтут').fill('  Спасибо, что вы с нами ');
      await press(page, 'Показать зрителям');
      await page.getByText('Сейчас на экранах: «Спасибо, что вы с нами»').waitFor();
      await press(page, 'Убрать с экранов');
      await page.getByText('Слова убраны с экранов.').waitFor();
      assert.equal(house.state.desk.word, null);

      await press(page, 'Закончить показ');
      await page.getByRole('dialog').getByRole('button', { name: 'Ещё идёт' }).click();
      assert.deepEqual(idsOf(house, 'end'), []);
      await press(page, 'Закончить показ');
      await page.getByRole('dialog').getByRole('button', { name: 'Закончить', exact: true }).click();
      await heading(page, 'Показ окончен');
      assert.deepEqual(complaints, []);
      await close();
    }),
  );

  test(
    'without a picture the curtain stays down, and the lights say in words what to do; an answer that was lost is asked again as the same wish',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser);
      const { picture } = house.state.desk;
      Object.assign(house.state.desk, { state: 'offline', picture: null, advice: ['noPicture'] });
      Object.assign(house.state.desk.can, { start: false, preview: false });
      await open(page, desk(house));
      await page.getByText('Картинки нет. Запустите трансляцию в OBS').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Начать', exact: true }).isDisabled(), true);

      // The encoder begins to send: the desk sees it by itself.
      Object.assign(house.state.desk, { state: 'test', picture: { ...picture!, bitrate: 620_000, keyframes: 4 } });
      Object.assign(house.state.desk, { advice: ['bitrateLow', 'keyframesRare'] });
      Object.assign(house.state.desk.can, { start: true, preview: true });
      await page.getByText('Поток слабый').waitFor();
      await page.getByText('0,6 Мбит/с').waitFor();
      await page.getByText('раз в 4 с').waitFor();
      house.failNext('/stage/start', 'bad gateway');
      await press(page, 'Начать');
      await page.getByText('Театр сейчас не отвечает.').waitFor();
      await press(page, 'Начать');
      await heading(page, 'В эфире');
      const ids = idsOf(house, 'start');
      assert.deepEqual([ids.length, new Set(ids).size], [2, 1]);
      await close();
    }),
  );

  test(
    'the key is shown by a press only, copied whole, and changed after a question',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser, { permissions: ['clipboard-read', 'clipboard-write'] });
      await open(page, desk(house));
      const key = page.getByLabel('Ключ трансляции', { exact: true });
      await key.waitFor();
      assert.equal((await page.content()).includes('first-secret'), false);
      assert.match(await key.inputValue(), /^•+$/);
      await press(page, 'Скопировать: Ключ трансляции');
      const kept = house.state.desk.ingest[0]!.key;
      await eventually(async () => (await page.evaluate('navigator.clipboard.readText()')) === kept, 'the key is copied');
      await press(page, 'Показать');
      assert.equal(await key.inputValue(), kept);
      await press(page, 'Сменить ключ');
      await page.getByText('Старый ключ перестанет работать сразу').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Сменить ключ' }).click();
      await page.getByText('Ключ новый.').waitFor();
      assert.match(await key.inputValue(), /^•+$/, 'the new one is hidden too');
      assert.equal(idsOf(house, 'rotate-key').length, 1);
      await close();
    }),
  );

  test(
    'the organiser sees the test picture, muted',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser);
      await open(page, desk(house));
      await press(page, 'Показать картинку');
      await eventually(
        async () => page.evaluate('document.querySelector("video")?.currentTime > 0.3'),
        'the picture moves',
        20_000,
      );
      assert.equal(await page.evaluate('document.querySelector("video").muted'), true);
      await press(page, 'Убрать');
      await page.locator('video').waitFor({ state: 'detached' });
      await close();
    }),
  );

  test(
    'this camera: offered with the key, connected, stopped; a refused key is said, and not tried again',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser, { permissions: ['camera', 'microphone'] });
      const theatre = await visit(browser);
      await open(theatre.page, `${house.origin}/favicon.svg`);
      house.state.answerOffer = (offer) =>
        theatre.page.evaluate<string>(`(async () => {
          const connection = (globalThis.theatre = new RTCPeerConnection());
          connection.ontrack = ({ track }) => { (globalThis.kinds ??= []).push(track.kind); };
          await connection.setRemoteDescription({ type: 'offer', sdp: ${JSON.stringify(offer)} });
          await connection.setLocalDescription();
          while (connection.iceGatheringState !== 'complete') await new Promise((done) => setTimeout(done, 20));
          return connection.localDescription.sdp;
        })()`);
      await open(page, desk(house));
      await page.getByRole('radio', { name: 'С этого устройства' }).check({ force: true });
      await press(page, 'Включить камеру');
      await page.getByLabel('Ваша камера').waitFor();
      house.state.whipKey = 'another';
      await press(page, 'Отправить картинку');
      await page.getByText('Театр не принял картинку').waitFor();
      house.state.whipKey = 'whip-secret';
      const posts = () => house.state.asked.filter(({ route }) => route === 'POST /whip/channel');
      assert.equal(posts().length, 1);
      await press(page, 'Отправить картинку');
      await page.getByText('Картинка идёт в театр').waitFor();
      assert.equal(posts()[1]?.headers.authorization, 'Bearer whip-secret');
      assert.equal(posts()[1]?.headers['content-type'], 'application/sdp');
      assert.deepEqual(await theatre.page.evaluate('globalThis.kinds.sort()'), ['audio', 'video']);
      await press(page, 'Остановить');
      await eventually(
        async () => house.state.asked.some(({ route }) => route === 'DELETE /whip/session/1'),
        'the server is told',
      );
      await page.getByRole('button', { name: 'Включить камеру' }).waitFor();
      await theatre.close();
      await close();
    }),
  );

  test(
    'rules: what is wrong stands beside its field; countries by name; another way to play it',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser, { locale: 'en-GB' });
      await open(page, desk(house));
      await page.getByText('Rules of the show').click();
      await page.getByRole('radio', { name: 'only in these countries' }).check({ force: true });
      await page.getByLabel('To watch it from the first play').fill('nine');
      await press(page, 'Save');
      await page.getByText('A whole number from 1 to 8760.').waitFor();
      await page.getByText('Add at least one country.').waitFor();
      assert.deepEqual(house.bodiesOf('/stage/settings'), []);
      await page.getByLabel('Add a country').selectOption({ label: 'Kazakhstan' });
      await page.getByLabel('To watch it from the first play').fill('');
      await page.getByLabel('The ticket’s number, faintly').check({ force: true });
      await press(page, 'Save');
      await page.getByText('The settings are saved.').waitFor();
      assert.deepEqual(house.state.desk.settings, {
        ...{ countries: { mode: 'allow', list: ['KZ'] }, mark: true, address: null },
        archive: { availableDays: 7, unlockDays: null, watchHours: null },
      });

      await press(page, 'Change it');
      await page.getByRole('radio', { name: 'on another stage' }).check({ force: true });
      const go = page.getByRole('button', { name: 'Change it and tell the viewers' });
      assert.equal(await go.isDisabled(), true);
      await page.getByRole('dialog').getByLabel('Address of the external stage').fill('https://video.example/live');
      await go.click();
      await heading(page, 'This show is not run from the desk');
      assert.equal(house.state.desk.settings.address, 'https://video.example/live');
      await close();
    }),
  );

  test(
    'after the show the recording is there to download; whoever may not run the stage has no desk',
    inHall(async ({ house, browser }) => {
      const { page, close } = await visit(browser, { viewport: phone });
      Object.assign(house.state.desk, { state: 'archived', endedAt: new Date().toISOString() });
      house.state.desk.recording = { recordingId: 'r', seconds: 7440, availableUntil: '2031-03-08T10:00:00Z', canDownload: true };
      await open(page, desk(house));
      await press(page, 'Скачать запись');
      assert.equal(await page.getByRole('link', { name: 'Скачать файл' }).getAttribute('href'), '/hls/file.mp4');
      house.state.role = 'content';
      await open(page, desk(house));
      await heading(page, 'Вашей роли этот раздел не открыт');
      await close();
    }),
  );

  for (const [name, viewport] of Object.entries({ phone, wide }))
    test(
      `no barriers and nothing wider than the screen at ${viewport.width} px (${name})`,
      inHall(async ({ house, browser }) => {
        const { page, complaints, close } = await visit(browser, { viewport, permissions: ['camera', 'microphone'] });
        const calm = async (what: string) => {
          assert.deepEqual(await barriers(page), [], what);
          const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
          assert.equal(wider, 0, `${what} is wider than the screen`);
        };
        house.state.desk.settings.countries = { mode: 'refuse', list: ['KZ', 'US'] };
        await open(page, desk(house));
        await page.getByText('Правила показа').click();
        await page.getByText('Настройки OBS').click();
        await calm('before the show');
        await page.getByRole('radio', { name: 'С этого устройства' }).check({ force: true });
        await press(page, 'Включить камеру');
        await page.getByLabel('Ваша камера').waitFor();
        await press(page, 'Начать');
        await heading(page, 'В эфире');
        await calm('the camera, on air');
        await press(page, 'Закончить показ');
        await calm('the question before the end');
        assert.deepEqual(complaints, []);
        await close();
      }),
    );
});
