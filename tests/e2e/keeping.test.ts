/** What a guest does with a paid order, in real browsers against a whole house: shares, exchanges, returns. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, open, phone } from '../frontend/browser.ts';
import { assertShowsToken } from '../frontend/shows-token.ts';
import { newShow, order, payOnPage, type TestShow } from '../support/buyers.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { assertOpenToAll, atTheDoor, missing, openStage, type Stage } from './stage.ts';

type Ticket = { id: string; number: string; token: string | null; state: string; holder: string };
type Seen = { orderId: string; phase: string; show: { id: string }; tickets: Ticket[]; refunds: Array<{ status: string }> };

describe('a guest with a paid order', { skip: missing, timeout: 400_000 }, () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(async () => {
    if (stage) await assertSound(stage.house.db);
    await stage?.close();
  });

  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
  /** The order behind the page's address, as the API tells it. */
  async function behind(page: Page): Promise<Seen> {
    const { pathname, search } = new URL(page.url());
    return (await call<Seen>(`${stage.house.web}/api${pathname}${search}`)).body;
  }
  /** A guest on the page of a paid order. */
  async function withTickets(show: TestShow, quantity: number, page: Page): Promise<Seen> {
    const placed = await order(stage.house, show, quantity);
    await payOnPage(placed.checkoutUrl);
    await open(page, `${stage.house.web}/orders/${placed.orderId}?token=${placed.token}`);
    await page.getByRole('heading', { name: /Ваши? билеты?/ }).waitFor();
    return behind(page);
  }
  const stateOf = async ({ orderId }: Seen) =>
    (await stage.house.db.sql<{ state: string }>('select state from tickets where order_id = $1 order by state', [orderId])).map(
      ({ state }) => state,
    );

  test('buys through YooKassa, and the evening goes into the calendar', async () => {
    const show = await newShow(stage.house, 20);
    const { page, leave } = await stage.enter({ viewport: phone, acceptDownloads: true });
    await open(page, `${stage.house.web}/shows/${show.code}`);
    await press(page, 'Больше: Партер');
    await page.getByRole('radio', { name: /Карта российского банка/ }).check();
    const email = 'zoya@example.org';
    await page.getByLabel('Почта').fill(email);
    await press(page, /Купить · 1.800.₽/);
    await page.waitForURL(/\/yookassa-page\//);
    await page.getByText(email).waitFor();
    await assertOpenToAll(page);
    await page.locator('button.pay').click();
    await page.getByRole('heading', { name: 'Ваши билеты' }).waitFor();
    const { tickets, show: played } = await behind(page);
    await assertShowsToken(page.getByRole('img', { name: /QR-код билета/ }).first(), tickets[0]!.token!, 2);
    assert.equal(await atTheDoor(stage.house, tickets[0]!.token!, played.id), 'ok');

    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'В календарь' }).click()]);
    assert.match(file.suggestedFilename(), /\.ics$/);
    const calendar = (await readFile(await file.path(), 'utf8')).replaceAll('\r\n ', '');
    assert.match(calendar, /SUMMARY:.*Чайка/);
    assert.match(calendar, /BEGIN:VALARM/);
    const { body: letters } = await eventually(async () => {
      const found = await call<Array<{ attachments: Array<{ filename: string }> }>>(`${stage.house.sandbox}/mailbox?to=${email}`);
      return found.body.length > 0 ? found : undefined;
    }, 'the letter');
    assert.ok(letters[0]!.attachments.some(({ filename }) => filename.endsWith('.ics')));
    await leave();
  });

  test('hands one ticket to a companion, who claims it in a browser of their own; the link works once', async () => {
    const { page, leave } = await stage.enter({ viewport: desk });
    const before = await withTickets(await newShow(stage.house, 20), 2, page);
    await page
      .getByRole('article', { name: 'Билет 1 из 2' })
      .getByRole('img', { name: /QR-код/ })
      .waitFor();
    await page.getByRole('button', { name: 'Передать спутнику' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Передать спутнику' });
    const link = await dialog.getByLabel('Ссылка на билет').inputValue();
    await assertOpenToAll(page);
    await page.keyboard.press('Escape');

    const companion = await stage.enter({ viewport: phone });
    await open(companion.page, link);
    await companion.page.getByRole('heading', { name: 'Вам передали билет' }).waitFor();
    await assertOpenToAll(companion.page);
    await companion.page.getByLabel('Почта').fill('boris@example.org');
    await companion.page.getByLabel(/Имя/).fill('Борис');
    await press(companion.page, 'Забрать на почту');
    await companion.page.getByRole('heading', { name: 'Ваш билет' }).waitFor();
    const picture = companion.page.getByRole('img', { name: /QR-код билета/ });
    await picture.waitFor();
    await assertOpenToAll(companion.page);
    const { pathname, search } = new URL(companion.page.url());
    const { body: pass } = await call<Ticket>(`${stage.house.web}/api${pathname}${search}`);
    await assertShowsToken(picture, pass.token!, 2);
    assert.equal(await atTheDoor(stage.house, pass.token!, before.show.id), 'ok');
    await companion.leave();

    const late = await stage.enter({ viewport: phone });
    await open(late.page, link);
    await late.page.getByRole('heading', { name: 'Билет уже забрали' }).waitFor();
    assert.equal(await late.page.getByRole('button', { name: 'Забрать на почту' }).count(), 0);
    await late.leave();

    // The buyer's page finds out by itself.
    await page.getByRole('article', { name: 'Билет 1 из 2' }).getByText('у спутника', { exact: true }).waitFor();
    const shown = (await behind(page)).tickets.find(({ id }) => id === pass.id)!;
    assert.deepEqual([shown.holder, shown.token], ['companion', null]);
    await leave();
  });

  test('returns one of two tickets in the dialog, and sees what comes back before the press', async () => {
    const show = await newShow(stage.house, 20, { inHours: 12 });
    const { page, leave } = await stage.enter({ viewport: phone });
    const seen = await withTickets(show, 2, page);
    await press(page, 'Вернуть');
    const dialog = page.getByRole('dialog', { name: 'Вернуть билеты' });
    await dialog.getByRole('button', { name: /Вернуть 900.₽/ }).waitFor();
    await dialog.getByRole('checkbox').first().uncheck();
    await dialog.getByRole('button', { name: /Вернуть 450.₽/ }).waitFor();
    await dialog.getByText(/Театр удержит 450.₽/).waitFor();
    await assertOpenToAll(page);
    await dialog.getByRole('button', { name: /Вернуть 450.₽/ }).click();
    await page.getByRole('heading', { name: /Возврат 450.₽/ }).waitFor();
    await page.getByText('Деньги отправлены в банк').waitFor();
    await assertOpenToAll(page);
    assert.deepEqual(await stateOf(seen), ['revoked', 'valid']);
    const { tickets } = await behind(page);
    for (const { id, state } of tickets) {
      const { token } = seen.tickets.find((ticket) => ticket.id === id)!;
      assert.equal(await atTheDoor(stage.house, token!, show.id), state === 'valid' ? 'ok' : 'revoked');
    }
    await leave();
  });

  test('exchanges both tickets for another date: new codes on the page, the old ones are void', async () => {
    const { house } = stage;
    const [from, to] = [await newShow(house, 20), await newShow(house, 20, { inHours: 97 })];
    const { page, leave } = await stage.enter({ viewport: desk });
    const seen = await withTickets(from, 2, page);
    await press(page, 'Обменять');
    const dialog = page.getByRole('dialog', { name: 'Обменять на другую дату' });
    await dialog.locator(`input[value="${to.id}"]`).check();
    await assertOpenToAll(page);
    await dialog.getByRole('button', { name: /^Обменять на/ }).click();
    await page.getByText(/^Готово: теперь/).waitFor();
    const now = await behind(page);
    assert.equal(now.show.id, to.id);
    await page.getByText(now.tickets[0]!.number).first().waitFor();
    await assertShowsToken(page.getByRole('img', { name: /QR-код билета/ }).first(), now.tickets[0]!.token!, 2);
    assert.equal(await atTheDoor(house, seen.tickets[0]!.token!, from.id), 'revoked');
    assert.equal(await atTheDoor(house, now.tickets[0]!.token!, to.id), 'ok');
    await assertOpenToAll(page);
    await leave();
  });

  test('the evening is moved to now: the page says so, then asks how it was', async () => {
    const { house } = stage;
    const show = await newShow(house, 20);
    const { page, leave } = await stage.enter({ viewport: phone });
    const { orderId } = await withTickets(show, 1, page);
    const { body: data } = await call(`${house.sandbox}/people/1001/init-data`);
    const { body: owner } = await call(`${house.web}/api/sign-in`, { body: data });
    const moved = await call(`${house.web}/api/organiser/rampa/shows/${show.id}/move`, {
      headers: { authorization: `Bearer ${owner['token']}` },
      body: { requestId: randomUUID(), startsAt: new Date(Date.now() + 10_000).toISOString() },
    });
    assert.equal(moved.status, 200);
    // Nobody reloads anything until it has begun.
    await page.getByRole('heading', { name: 'Показ перенесён' }).waitFor();
    await assertOpenToAll(page);
    await page.getByRole('heading', { name: 'Как вам показ?' }).waitFor({ timeout: 60_000 });
    await page.getByRole('radio', { name: '5 звёзд' }).check({ force: true });
    await page.getByLabel(/Пара слов театру/).fill('Спасибо!');
    await press(page, 'Отправить оценку');
    await page.getByText('Ваша оценка: 5 из 5.').waitFor();
    await assertOpenToAll(page);
    assert.deepEqual(await house.db.sql('select stars, comment from ratings where order_id = $1', [orderId]), [
      { stars: 5, comment: 'Спасибо!' },
    ]);
    await leave();
  });
});
