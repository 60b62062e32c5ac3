/** A ticket in the hands of a companion, and an order’s pages inside Telegram, in a real browser. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { barriers, open, visit } from './browser.ts';
import { fragment, mainButton } from './in-telegram.ts';
import { type MockHouse, openMockHouse } from './mock-house.ts';
import { missing, mockStage } from './mock-stage.ts';
import { paidFor } from './order-for.ts';

describe('companions', { skip: missing, timeout: 400_000 }, () => {
  let house: MockHouse;
  let browser: Browser;
  mockStage(openMockHouse, (stage) => {
    ({ house, browser } = stage);
  });

  describe('a companion', () => {
    test('takes the ticket by e-mail, finds it again by the same link, and is shown the way in', async () => {
      const { page, complaints, close } = await visit(browser);
      const { order } = await paidFor(house);
      const { claimUrl, id } = order.tickets[0]!;
      await open(page, claimUrl!);
      await page.getByRole('heading', { name: 'Вам передали билет' }).waitFor();
      await page.getByRole('heading', { level: 1, name: 'Чайка' }).waitFor();
      await page.getByText('Партер, № 7F-2K-91').waitFor();
      assert.match(
        (await page.getByRole('link', { name: 'Забрать в Telegram' }).getAttribute('href'))!,
        /t\.me\/rampa_bot\?start=claim_/,
      );
      await page.getByRole('button', { name: 'Забрать на почту' }).click();
      await page.getByText('Без почты билет не к чему привязать.').waitFor();
      assert.equal(house.kept.claims.length, 0);
      await page.getByLabel('Почта').fill('boris@example.org');
      await page.getByLabel(/Имя/).fill('Борис');
      await page.getByRole('button', { name: 'Забрать на почту' }).click();
      await page.getByRole('heading', { level: 1, name: 'Ваш билет' }).waitFor();
      assert.equal(new URL(page.url()).pathname, `/tickets/${id}`);
      await page.getByRole('img', { name: 'QR-код билета 7F-2K-91' }).waitFor();
      await page.getByRole('heading', { name: 'Как войти' }).waitFor();
      const { email, name } = house.kept.claims[0]!;
      assert.deepEqual([email, name], ['boris@example.org', 'Борис']);
      await page.reload({ waitUntil: 'domcontentloaded' });
      await page.getByRole('img', { name: 'QR-код билета 7F-2K-91' }).waitFor();

      await open(page, claimUrl!);
      await page.getByRole('link', { name: 'Открыть мой билет' }).click();
      await page.getByRole('img', { name: 'QR-код билета 7F-2K-91' }).waitFor();
      assert.deepEqual(complaints, []);

      const stranger = await visit(browser);
      await open(stranger.page, claimUrl!);
      await stranger.page.getByRole('heading', { name: 'Билет уже забрали' }).waitFor();
      await open(stranger.page, `${house.origin}/tickets/${id}?token=guessed`);
      await stranger.page.getByRole('heading', { name: 'Такого билета здесь нет' }).waitFor();
      await stranger.close();
      await close();
    });

    test('who holds a ticket that another bought finds it among theirs', async () => {
      house.asSandbox(true);
      const { page, complaints, close } = await visit(browser);
      const { order } = await paidFor(house);
      Object.assign(order.tickets[0]!, { holder: 'companion', claimUrl: null, token: null, qr: null });
      await open(page, `${house.origin}/tickets${fragment('', false)}`);
      await page.getByRole('heading', { name: 'Вам передали' }).waitFor();
      await page.getByRole('link', { name: /Чайка.*7F-2K-91/s }).click();
      assert.equal(new URL(page.url()).pathname, `/tickets/${order.tickets[0]!.id}`);
      assert.deepEqual(
        complaints.filter((line) => !line.includes('404')),
        [],
      );
      await close();
    });

    test('a link that is wrong, a ticket that was returned, one taken while the form was filled in', async () => {
      const { page, close } = await visit(browser);
      const { order } = await paidFor(house, [[0, 2]]);
      const [first, second] = order.tickets as [(typeof order.tickets)[0], (typeof order.tickets)[0]];
      await open(page, first.claimUrl!.replace(/key=.*/, 'key=wrong'));
      await page.getByRole('heading', { name: 'Ссылка не действует' }).waitFor();
      const url = first.claimUrl!;
      Object.assign(first, { state: 'revoked', revokeReason: 'refunded', claimUrl: null });
      await open(page, url);
      await page.getByRole('heading', { name: 'Этот билет больше не действует' }).waitFor();

      await open(page, second.claimUrl!);
      await page.getByLabel('Почта').fill('boris@example.org');
      Object.assign(second, { holder: 'companion', claimUrl: null });
      await page.getByRole('button', { name: 'Забрать на почту' }).click();
      await page.getByRole('heading', { name: 'Билет уже забрали' }).waitFor();
      await close();
    });

    test('the house is away, then back; the ticket’s evening is cancelled and its buyer has returned it', async () => {
      const { page, close } = await visit(browser);
      const { order } = await paidFor(house);
      const ticket = order.tickets[0]!;
      house.asSandbox(true);
      house.failNext(`GET /api/tickets/${ticket.id}/claim`, { status: 503, code: 'Busy' });
      await open(page, ticket.claimUrl!);
      await page.getByText('Театр сейчас не отвечает.').waitFor();
      await page.getByRole('button', { name: 'Повторить' }).click();
      const link = await page.getByRole('link', { name: 'Забрать в Telegram' }).getAttribute('href');
      assert.ok(link?.startsWith(`${house.origin}/phone?start=claim_`), 'on the sandbox the bot is on its phone');

      Object.assign(ticket, { state: 'revoked', revokeReason: 'showCancelled' });
      order.show = { ...order.show, status: 'cancelled' };
      await open(page, `${house.origin}/tickets/${ticket.id}?token=pass-${ticket.id.slice(0, 8)}`);
      await page.getByText('показ отменён').first().waitFor();
      assert.equal(await page.getByRole('img', { name: /QR-код/ }).count(), 0);
      assert.equal(await page.getByRole('link', { name: 'В календарь' }).count(), 0);
      await close();
    });
  });

  test('a companion whose ticket the buyer exchanged reads that a new one was sent', async () => {
    const { page, close } = await visit(browser);
    const { order } = await paidFor(house);
    const ticket = order.tickets[0]!;
    const path = `${house.origin}/tickets/${ticket.id}?token=pass-${ticket.id.slice(0, 8)}`;
    Object.assign(ticket, { state: 'revoked', revokeReason: 'refunded' });
    await open(page, path);
    await page.getByText('возвращён', { exact: true }).waitFor();
    assert.equal(await page.getByText(/Новый билет/).count(), 0, 'control: of a returned one there is no new ticket');
    Object.assign(ticket, { revokeReason: 'exchanged' });
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText(/Новый билет уже отправлен туда же.*в чат с ботом или на почту/).waitFor();
    await close();
  });

  describe('inside Telegram', () => {
    const enter = async (page: Page, path: string, light = false) => {
      house.asSandbox(true);
      const { pathname, search } = new URL(path);
      await open(page, `${house.origin}${pathname}${search}${fragment('', light)}`);
    };

    test('its main button confirms a return, its back button closes the dialog first', async () => {
      const { page, complaints, close } = await visit(browser);
      const { path } = await paidFor(house, [[0, 1]], { signedIn: true, provider: 'stars', currency: 'XTR' });
      await enter(page, path, true);
      assert.equal(await page.getAttribute('html', 'data-theme'), 'light');
      await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Вернуть билеты' });
      await mainButton(page, 'given.text === "Вернуть 450 ⭐" && given.is_active && given.is_visible');
      assert.equal(await dialog.getByRole('button', { name: /Вернуть 450/ }).count(), 0, 'Telegram’s button stands in for ours');
      assert.deepEqual(await barriers(page), []);
      await page.evaluate('Telegram.pressBack()');
      await dialog.waitFor({ state: 'detached' });
      assert.match(new URL(page.url()).pathname, /^\/orders\//, 'the page below is still there');
      const log = (await page.evaluate('Telegram.log')) as [string, unknown][];
      assert.equal(log.filter(([name]) => name.startsWith('MainButton')).at(-1)?.[0], 'MainButton.hide');

      await page.evaluate('Telegram.log.length = 0');
      await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
      await mainButton(page, 'given.text === "Вернуть 450 ⭐" && given.is_active');
      await page.evaluate('(Telegram.pressMain(), Telegram.pressMain())');
      await page.getByText('Возвращаем деньги').first().waitFor();
      assert.equal(new Set(house.kept.refundsAsked).size, 1);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('its main button exchanges, orders once more and takes a companion’s ticket with one press', async () => {
      const { page, complaints, close } = await visit(browser);
      const { order, path } = await paidFor(house, [[0, 1]], { signedIn: true, provider: 'stars', currency: 'XTR' });
      await enter(page, path);
      await page.getByRole('button', { name: 'Обменять' }).click();
      await mainButton(page, 'given.text === "Обменять" && !given.is_active');
      await page.getByRole('radio').first().check();
      await mainButton(page, 'given.text.startsWith("Обменять на") && given.is_active');
      await page.evaluate('Telegram.pressMain()');
      await page.getByText(/Готово: теперь/).waitFor();

      const claim = (await paidFor(house)).order.tickets[0]!.claimUrl!;
      await enter(page, claim);
      await mainButton(page, 'given.text === "Забрать билет" && given.is_visible');
      assert.equal(await page.getByLabel('Почта').count(), 0, 'Telegram knows who it is');
      await page.evaluate('Telegram.pressMain()');
      await page.getByRole('heading', { level: 1, name: 'Ваш билет' }).waitFor();
      assert.equal(house.kept.claims[0]?.email, undefined);

      Object.assign(order, { phase: 'expired', tickets: [], paidAt: null, canOrderAgain: true });
      await enter(page, path);
      await mainButton(page, 'given.text === "Заказать ещё раз" && given.is_visible');
      await page.evaluate('Telegram.pressMain()');
      await page.getByRole('heading', { name: 'Проверяем оплату' }).waitFor();
      assert.deepEqual(complaints, []);
      await close();
    });
  });
});
