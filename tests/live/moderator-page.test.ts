/** A moderator's page and the organiser's on a real house: what viewers say, one press against it, and the figures of it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import type { Role } from '../../domain/members.ts';
import { buildFrontend } from '../../frontend/build.ts';
import { desk, findChromium, launch, open, type Visit, visit } from '../frontend/browser.ts';
import { missing } from '../frontend/mock-stage.ts';
import { onAir, type TestAudience, TestPage } from '../support/audience.ts';
import { newViewer } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';

describe('a real audience under a moderator’s eyes', { skip: missing, timeout: 400_000 }, () => {
  let house: House;
  let browser: Browser;
  let show: TestAudience;
  const pages: TestPage[] = [];
  before(async () => {
    await buildFrontend();
    [house, browser] = await Promise.all([openHouse(), launch(findChromium()!)]);
    show = await onAir(house, 5);
  });
  after(async () => {
    for (const one of pages) one.close();
    await browser?.close();
    await house?.close();
  });

  const viewer = async (n: number): Promise<TestPage> => {
    const page = new TestPage(house.web, show.pass(n, { country: n === 0 ? 'KZ' : 'RU' }));
    pages.push(page);
    await page.entered();
    return page;
  };
  /** Somebody of the theatre, signed in in a browser of their own. */
  async function colleague(name: string, role: Role): Promise<Visit & { personId: string; headers: Record<string, string> }> {
    const initData = await (await newViewer(house)).initData();
    const { body } = await call<{ personId: string; token: string }>(`${house.web}/api/sign-in`, {
      body: { bot: 'platform', initData },
    });
    await house.db.sql('insert into members (tenant_id, person_id, role, name) values ($1, $2, $3, $4)', [
      ...[sampleTenantId, body.personId, role, name],
    ]);
    const seen = await visit(browser, { viewport: desk });
    await seen.page.addInitScript(`localStorage.setItem('rampa:session', ${JSON.stringify(JSON.stringify(body))})`);
    return { ...seen, personId: body.personId, headers: { authorization: `Bearer ${body.token}` } };
  }
  const pageOf = (what: 'audience' | 'report') => `${house.web}/my/rampa/shows/${show.showId}/${what}`;

  it('what one moderator removes is gone for viewers at once; another sees who did it, and undoes it', async () => {
    const [anna, boris] = [await viewer(0), await viewer(1)];
    const [vera, pyotr] = [await colleague('Вера', 'moderator'), await colleague('Пётр', 'owner')];
    await open(vera.page, `${house.web}/my/rampa`);
    await vera.page.getByText('идёт сейчас').click();
    await open(pyotr.page, pageOf('audience'));
    for (const { page } of [vera, pyotr]) {
      await page.getByText(/^На связи$/).waitFor();
    }
    await anna.say('Добрый вечер', { name: 'Анна' });
    await boris.say('Купите мой курс', { name: 'Борис' });
    const row = ({ page }: Visit, text: string) => page.getByRole('log').locator('li', { hasText: text });
    await row(vera, 'Купите мой курс').getByText('ещё не принято').waitFor({ state: 'detached' });
    await row(vera, 'Купите мой курс').getByRole('button', { name: 'Убрать: Борис' }).click();
    await eventually(async () => !anna.texts().includes('Купите мой курс'), 'gone for a viewer');
    await row(pyotr, 'Купите мой курс').locator('del').waitFor();
    await pyotr.page.getByText(/^\d\d:\d\d, Вера$/).waitFor();
    await row(pyotr, 'Купите мой курс').getByRole('button', { name: 'Вернуть: Борис' }).click();
    await eventually(async () => anna.texts().includes('Купите мой курс'), 'there again');
    await vera.page.getByText(/отменено в \d\d:\d\d: Пётр/).waitFor();

    await row(vera, 'Купите мой курс')
      .getByRole('button', { name: /^Лишить слова на 10 мин: Борис$/ })
      .click();
    await row(pyotr, 'Купите мой курс')
      .getByText(/без слова до/)
      .waitFor();
    const said = await boris.say('Почему?');
    assert.equal(said.ok ? '' : said.error, 'ChatMuted');
    await pyotr.page.getByRole('button', { name: 'Вернуть голос: Борис' }).click();
    await pyotr.page.getByText('Все могут писать.').waitFor();
    await eventually(async () => (await boris.say('Простите')).ok, 'may write again');

    await vera.page.getByLabel('От имени театра').fill('Начинаем через минуту');
    await vera.page.keyboard.press('Enter');
    await eventually(
      async () => [...boris.lines.values()].some(({ badge, text }) => badge === 'organiser' && text.startsWith('Начинаем')),
      'heard',
    );
    await row(vera, 'Начинаем').getByText('отправляется').waitFor({ state: 'detached' });
    await row(pyotr, 'Начинаем')
      .getByRole('button', { name: /^Закрепить: / })
      .click();
    await eventually(
      async () => boris.news.some(({ rules }) => rules?.pinned?.text.startsWith('Начинаем')),
      'pinned for viewers',
    );
    assert.deepEqual([...vera.complaints, ...pyotr.complaints], []);
    for (const { close } of [vera, pyotr]) await close();
  });

  it('the organiser’s page counts them as they come', async () => {
    const { page, complaints, close } = await colleague('Ольга', 'owner');
    await open(page, pageOf('report'));
    await page.getByText('Идёт сейчас').waitFor();
    const now = page.locator('dl > div', { has: page.locator('dt', { hasText: 'Смотрят сейчас' }) }).locator('dd');
    await eventually(async () => (await now.innerText()) === '2', 'two of them', 60_000);
    await viewer(2);
    await eventually(async () => (await now.innerText()) === '3', 'three of them', 60_000);
    await page.getByText('Казахстан').waitFor();
    await page.getByRole('slider', { name: /^Сообщения/ }).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });

  it('what was watched stands on the page of one’s tickets', async () => {
    const { page, personId, headers, complaints, close } = await colleague('Зоя', 'content');
    const seat = new TestPage(house.web, show.pass(4, { personId }));
    pages.push(seat);
    await seat.entered();
    const sight = { playing: true, stalls: 0, stalledMs: 0, errors: 0, bitrate: 3000 };
    await eventually(
      async () => {
        seat.socket.emit('beat', sight);
        const { body } = await call<{ shows: unknown[] }>(`${house.web}/api/people/me/watched`, { headers });
        return body.shows.length > 0;
      },
      'it is counted',
      90_000,
    );
    await open(page, `${house.web}/tickets`);
    await page.getByRole('region', { name: 'Что я смотрел' }).getByRole('link').click();
    await page.waitForURL(/\/shows\//);
    assert.deepEqual(complaints, []);
    await close();
  });
});
