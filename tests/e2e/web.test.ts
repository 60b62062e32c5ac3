/** A guest on the web, in a real browser against a whole house. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, open, phone } from '../frontend/browser.ts';
import { assertShowsToken } from '../frontend/shows-token.ts';
import { newShow, order, type TestShow } from '../support/buyers.ts';
import { call } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { assertOpenToAll, atTheDoor, missing, openStage, type Stage } from './stage.ts';

type Seen = { phase: string; show: { id: string }; tickets: Array<{ token: string; qr: string }> };

describe('a guest on the web', { skip: missing, timeout: 300_000 }, () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(async () => {
    if (stage) await assertSound(stage.house.db);
    await stage?.close();
  });

  const ordersOf = async ({ id }: TestShow) =>
    (await stage.house.db.sql<{ phase: string }>('select phase from orders where show_id = $1', [id])).map(({ phase }) => phase);
  const buy = (page: Page) => page.locator('button[type=submit]');
  async function choose(page: Page, show: TestShow): Promise<void> {
    await open(page, `${stage.house.web}/shows/${show.code}`);
    await page.getByRole('button', { name: 'Больше: Партер' }).waitFor();
    await page.getByLabel('Почта').fill('anna@example.org');
  }
  /** The order behind the page's address, as the API tells it. */
  async function behind(page: Page): Promise<Seen> {
    const { pathname, search } = new URL(page.url());
    return (await call<Seen>(`${stage.house.web}/api${pathname}${search}`)).body;
  }

  for (const [name, viewport] of Object.entries({ phone, desk }))
    test(`buys two tickets, from the playbill to the door, on a ${name}`, async () => {
      const { page, leave } = await stage.enter({ viewport });
      await open(page, stage.house.web);
      await page.getByRole('heading', { level: 2, name: 'Афиша' }).waitFor();
      await assertOpenToAll(page);
      await page.getByRole('link', { name: /Выбрать билеты/ }).click();
      await page.getByRole('button', { name: /Взять: Партер/ }).click();
      await page.getByRole('button', { name: 'Больше: Партер' }).click();
      await page.getByLabel('Почта').fill('anna@example.org');
      await page.getByLabel(/Имя/).fill('Анна');
      await assertOpenToAll(page);
      await page.getByRole('button', { name: /Купить · 1.800.₽/ }).click();

      await page.waitForURL(`${stage.house.sandbox}/pay/**`);
      await page.getByRole('button', { name: /1.800.₽/ }).waitFor();
      await assertOpenToAll(page);
      await page.locator('button.pay').click();

      // Nobody reloads anything: the page finds out by itself.
      await page.getByRole('heading', { name: 'Ваши билеты' }).waitFor();
      await page.getByText('Анна').first().waitFor();
      await assertOpenToAll(page);
      const { phase, tickets, show } = await behind(page);
      assert.equal(phase, 'paid');
      const pictures = page.getByRole('img', { name: /QR-код билета/ });
      assert.equal(await pictures.count(), 2);
      for (const [index, { token }] of tickets.entries()) {
        await assertShowsToken(pictures.nth(index), token, 2);
        assert.equal(await atTheDoor(stage.house, token, show.id), 'ok');
      }
      await assert.rejects(assertShowsToken(pictures.first(), tickets[1]!.token, 2), 'the other ticket is another picture');
      await page.reload({ waitUntil: 'domcontentloaded' });
      await page.getByRole('heading', { name: 'Ваши билеты' }).waitFor();
      await open(page, `${stage.house.web}/tickets`);
      await page.getByText('2 билета').waitFor();
      await assertOpenToAll(page);
      await page.getByRole('link', { name: /2 билета/ }).click();
      await page.getByRole('heading', { name: 'Ваши билеты' }).waitFor();

      const stranger = await stage.enter({ viewport });
      await open(stranger.page, stage.house.web + new URL(page.url()).pathname);
      await stranger.page.getByRole('heading', { name: 'Такого здесь нет.' }).waitFor();
      assert.equal(await stranger.page.getByRole('img', { name: /QR/ }).count(), 0);
      await stranger.page.context().close();
      await leave();
    });

  test('a double press is one order; back and pressed again, it goes on with the same payment', async () => {
    const show = await newShow(stage.house, 20);
    const { page, leave } = await stage.enter();
    await choose(page, show);
    await page.evaluate(
      '(() => { const button = document.querySelector("button[type=submit]"); button.click(); button.click(); })()',
    );
    await page.waitForURL(/\/pay\//);
    const payment = page.url();
    await page.goBack();
    await buy(page).click();
    await page.waitForURL(payment);
    // The payment page's own way back leads to the order, which waits.
    await page.getByRole('link', { name: /Назад|Вернуться/ }).click();
    await page.getByRole('heading', { name: 'Ждём оплату' }).waitFor();
    await assertOpenToAll(page);
    await page.getByRole('button', { name: /Оплатить · 900.₽/ }).click();
    await page.waitForURL(payment);
    assert.deepEqual(await ordersOf(show), ['awaitingPayment']);
    await page.locator('button.pay').click();
    await page.getByRole('heading', { name: 'Ваш билет' }).waitFor();
    assert.deepEqual(await ordersOf(show), ['paid']);
    await leave();
  });

  test('a refused card costs nothing, and another one buys the same seats', async () => {
    const show = await newShow(stage.house, 20);
    const { page, leave } = await stage.enter();
    await choose(page, show);
    await buy(page).click();
    await page.waitForURL(/\/pay\//);
    await page.locator('button.decline').click();
    await page.getByRole('alert').waitFor();
    await page.locator('button.pay').click();
    await page.getByRole('heading', { name: 'Ваш билет' }).waitFor();
    assert.deepEqual(await ordersOf(show), ['paid']);
    await leave();
  });

  test('time runs out while the page is open: it says so by itself, and the same order is one press away', async () => {
    const show = await newShow(stage.house, 20);
    await holdForSeconds(show, 10);
    const { page, leave } = await stage.enter();
    await open(page, stage.house.web); // the pages are in the browser before the clock starts
    await page.getByRole('heading', { level: 2, name: 'Афиша' }).waitFor();
    const placed = await order(stage.house, show, 3);
    await open(page, `${stage.house.web}/orders/${placed.orderId}?token=${placed.token}`);
    await page.getByRole('heading', { name: 'Ждём оплату' }).waitFor();
    await page.getByRole('heading', { name: 'Время на оплату вышло' }).waitFor();
    await page.getByText('Деньги не списаны, места снова в продаже.').waitFor();
    await assertOpenToAll(page);
    assert.deepEqual(await ordersOf(show), ['expired']);
    await page.getByRole('button', { name: 'Заказать ещё раз' }).click();
    await page.waitForURL(/\/pay\//);
    assert.deepEqual((await ordersOf(show)).sort(), ['awaitingPayment', 'expired']);
    await leave();
  });

  /** Whole minutes are the shortest that a theatre can choose, and too long to wait for. */
  const holdForSeconds = ({ id }: TestShow, seconds: number) =>
    stage.house.db.sql(`create function short_hold() returns trigger language plpgsql as $$ begin
        if new.show_id = '${id}' and new.hold_ends_at is distinct from old.hold_ends_at then
          new.hold_ends_at := date_trunc('milliseconds', now()) + interval '${seconds} seconds';
        end if;
        return new;
      end $$;
      create trigger short_hold before update on orders for each row execute function short_hold();`);
});
