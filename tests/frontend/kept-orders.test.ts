/** What a viewer does with an order in a real browser: returns, exchanges, hands on, rates, and hears of a change. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { desk, open, visit } from './browser.ts';
import { type MockHouse, openMockHouse } from './mock-house.ts';
import { missing, mockStage } from './mock-stage.ts';
import { paidFor } from './order-for.ts';

describe('kept orders', { skip: missing, timeout: 400_000 }, () => {
  let house: MockHouse;
  let browser: Browser;
  mockStage(openMockHouse, (stage) => {
    ({ house, browser } = stage);
  });

  const twice = (page: Page, selector: string) =>
    page.evaluate(
      `(() => { const button = document.querySelector(${JSON.stringify(selector)}); button.click(); button.click(); })()`,
    );
  const focused = (page: Page) => page.evaluate('document.activeElement?.textContent?.trim()');

  describe('tickets', () => {
    test('each says its number, type, price and state; only a good one of one’s own has a QR code', async () => {
      const { page, close } = await visit(browser, { viewport: desk });
      const { order, path } = await paidFor(house, [
        [0, 3],
        [1, 1],
      ]);
      const [companion, used, revoked] = order.tickets as [
        (typeof order.tickets)[0],
        (typeof order.tickets)[0],
        (typeof order.tickets)[0],
      ];
      Object.assign(companion, { holder: 'companion', claimUrl: null, token: null, qr: null });
      Object.assign(used, { usedAt: new Date().toISOString(), claimUrl: null });
      Object.assign(revoked, { state: 'revoked', revokeReason: 'organiser', claimUrl: null });
      await open(page, path);
      const ticket = (n: number) => page.getByRole('article', { name: `Билет ${n} из 4` });
      await ticket(1).getByText('у спутника').waitFor();
      await ticket(2)
        .getByText(/использован/)
        .waitFor();
      await ticket(3).getByText('отозван театром').waitFor();
      await ticket(4).getByText('7F-2K-94').waitFor();
      await ticket(4).getByText(/1.600/).waitFor();
      assert.equal(await page.getByRole('img', { name: /QR-код билета/ }).count(), 1);
      assert.equal(await page.getByRole('button', { name: 'Передать спутнику' }).count(), 1);
      await close();
    });

    test('a time always says by whose clock it is', async () => {
      const { page, close } = await visit(browser, { timezoneId: 'Asia/Novosibirsk' });
      const { path, order } = await paidFor(house, [[0, 1]], { show: 6 });
      order.movedFrom = new Date(Date.parse(order.show.startsAt) - 3 * 86_400_000).toISOString();
      await open(page, path);
      const evening = page.getByRole('complementary').getByRole('link', { name: /Новосибирск/ });
      await evening.getByText(/, \d\d:\d\d \(Новосибирск\)$/).waitFor();
      const ticket = page.getByRole('article', { name: 'Билет 1 из 1' });
      await ticket.getByText('Новосибирск', { exact: true }).waitFor();
      await ticket.getByText(/^\d\d:\d\d, Москва$/).waitFor();
      for (const said of await page.locator('.times dd').allTextContents()) assert.match(said, /\(Новосибирск\)$/);
      await page.getByRole('button', { name: 'Передать спутнику' }).click();
      const share = new URL((await page.getByRole('link', { name: 'В Telegram', exact: true }).getAttribute('href'))!);
      assert.match(share.searchParams.get('text')!, /\d\d:\d\d \(Новосибирск\)/, 'a companion may live by another clock');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Обменять' }).click();
      await page
        .getByRole('dialog')
        .getByText(/\(Новосибирск\)$/)
        .first()
        .waitFor();
      await open(page, `${house.origin}/tickets`);
      await page.getByText(/\d\d:\d\d \(Новосибирск\)$/).waitFor();
      await close();
    });

    test('handed on: the link is copied and shared, the dialog keeps the focus and gives it back', async () => {
      const { page, complaints, close } = await visit(browser);
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const { order, path } = await paidFor(house);
      const { claimUrl } = order.tickets[0]!;
      await open(page, path);
      const hand = page.getByRole('button', { name: 'Передать спутнику' });
      await hand.click();
      const dialog = page.getByRole('dialog', { name: 'Передать спутнику' });
      assert.equal(await dialog.getByLabel('Ссылка на билет').inputValue(), claimUrl);
      await dialog.getByText('она сработает один раз').waitFor();
      const share = new URL((await dialog.getByRole('link', { name: 'В Telegram' }).getAttribute('href'))!);
      assert.equal(share.searchParams.get('url'), claimUrl);
      assert.match(share.searchParams.get('text')!, /Чайка/);
      await dialog.getByRole('button', { name: 'Скопировать' }).click();
      await dialog.getByRole('button', { name: 'Скопировано' }).waitFor();
      assert.equal(await page.evaluate('navigator.clipboard.readText()'), claimUrl);
      for (let n = 0; n < 8; n++) {
        await page.keyboard.press('Tab');
        assert.ok(await page.evaluate('document.activeElement === document.body || !!document.activeElement.closest("dialog")'));
      }
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      assert.equal(await focused(page), 'Передать спутнику');

      Object.assign(order.tickets[0]!, { holder: 'companion', claimUrl: null, token: null, qr: null });
      await page.reload({ waitUntil: 'domcontentloaded' });
      await page.getByText('у спутника').waitFor();
      assert.equal(await page.getByRole('img', { name: /QR-код/ }).count(), 0);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('the calendar, the bot, the hall: on the sandbox every link to the bot leads to its phone', async () => {
      const { page, close } = await visit(browser);
      const { order, path } = await paidFor(house, [[0, 1]], { show: 3 });
      const bring = new URL(order.telegramUrl!).search;
      await open(page, path);
      assert.equal(await page.getByRole('link', { name: 'В календарь' }).getAttribute('href'), order.calendarUrl);
      assert.equal(await page.getByRole('link', { name: 'Открыть в Telegram' }).getAttribute('href'), order.telegramUrl);
      assert.equal(await page.getByText('/watch').count(), 0);
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'В календарь' }).click()]);
      assert.equal(file.suggestedFilename(), 'evening.ics');

      order.joinable = true;
      house.asSandbox(true);
      await page.reload({ waitUntil: 'domcontentloaded' });
      await page.getByText('напишите боту /watch').waitFor();
      const links = page.getByRole('link', { name: 'Открыть в Telegram' });
      assert.equal(await links.count(), 1, 'said once');
      assert.equal(await links.getAttribute('href'), `${house.origin}/phone${bring}`);
      await close();
    });
  });

  describe('return', () => {
    test('part of an order: the sum follows the ticks, a double press is one return, its way is shown to the end', async () => {
      const { page, complaints, close } = await visit(browser);
      const { order, path } = await paidFor(house, [
        [0, 1],
        [1, 1],
      ]);
      await open(page, path);
      await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Вернуть билеты' });
      await dialog.getByRole('button', { name: /Вернуть 2.500/ }).waitFor();
      await dialog.getByText('Возвращается вся цена.').waitFor();
      await dialog.getByText(/Так будет до/).waitFor();
      await dialog.getByRole('checkbox', { name: /Ложа/ }).uncheck();
      await dialog.getByRole('button', { name: /Вернуть 900/ }).waitFor();
      await dialog.getByRole('checkbox', { name: /Партер/ }).uncheck();
      await dialog.getByText('Отметьте хотя бы один билет.').waitFor();
      assert.ok(await dialog.getByRole('button', { name: 'Вернуть', exact: true }).isDisabled());
      await dialog.getByRole('checkbox', { name: /Партер/ }).check();
      await dialog.getByRole('button', { name: /Вернуть 900/ }).waitFor();
      await dialog.locator('.actions .btn:not(.ghost):enabled').waitFor();
      await twice(page, 'dialog .actions .btn:not(.ghost)');
      await page.getByText('Возвращаем деньги').waitFor();
      assert.equal(await dialog.count(), 0);
      assert.equal(new Set(house.kept.refundsAsked).size, 1);
      assert.equal(order.refunds.length, 1);
      await page.getByRole('article', { name: 'Билет 1 из 2' }).getByText('возвращён').waitFor();
      await page.getByText('Билет погашен', { exact: true }).waitFor();

      order.refunds[0]!.status = 'refused';
      await page.getByText('Занимается человек').waitFor();
      order.refunds[0]!.status = 'succeeded';
      await page.reload({ waitUntil: 'domcontentloaded' });
      await page.getByText('Деньги отправлены в банк').waitFor();
      await page.getByText(/5–10 рабочих дней/).waitFor();
      assert.equal(await page.getByText(/вернул(и|ись)/).count(), 0, 'the bank has not paid yet');
      assert.deepEqual(complaints, []);
      await close();
    });

    test('the answer was lost: the next press is the same return', async () => {
      const { page, close } = await visit(browser);
      const { order, path } = await paidFor(house);
      await open(page, path);
      await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
      house.failNext(`POST /api/orders/${order.orderId}/refund`, 'bad gateway');
      const confirm = page.getByRole('button', { name: /Вернуть 900/ });
      await confirm.click();
      await page.getByText('Театр сейчас не отвечает.').waitFor();
      const kept = () => page.evaluate(`JSON.parse(sessionStorage.getItem("rampa:attempt:refund:${order.orderId}"))?.orderId`);
      const lost = await kept();
      await page.getByRole('button', { name: 'Повторить' }).click();
      await page.getByRole('heading', { name: 'Возвращаем деньги' }).waitFor();
      assert.deepEqual(house.kept.refundsAsked, [lost]);
      assert.equal(await kept(), undefined, 'what is answered is forgotten');
      await close();
    });

    test('a share only: what is kept is said with its rule; afterwards nothing, and why', async () => {
      const { page, close } = await visit(browser);
      const { order, path } = await paidFor(house);
      order.show = { ...order.show, startsAt: new Date(Date.now() + 5 * 3_600_000).toISOString() };
      await open(page, path);
      await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
      await page.getByText(/Театр удержит 450.*возвращается 50 %/).waitFor();
      await page.getByRole('button', { name: 'Оставить билеты' }).click();

      order.show = { ...order.show, startsAt: new Date(Date.now() - 60_000).toISOString() };
      order.canRefund = false;
      await page.reload({ waitUntil: 'domcontentloaded' });
      await page.getByRole('button', { name: 'Почему нельзя вернуть' }).click();
      await page.getByText('По правилам этого показа билет уже не возвращается.').waitFor();
      assert.equal(await page.getByRole('button', { name: /^Вернуть/ }).count(), 0);
      await close();
    });

    test('Stars go back for the whole order only, and the dialog says why', async () => {
      const { page, close } = await visit(browser);
      const { order, path } = await paidFor(house, [[0, 2]], { provider: 'stars', currency: 'XTR' });
      await open(page, path);
      await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
      await page.getByText('Звёзды возвращаются только за весь заказ').waitFor();
      assert.ok(await page.getByRole('checkbox').first().isDisabled());
      await page.getByText('Звёзды возвращаются на ваш счёт').waitFor();
      await page.getByRole('button', { name: /Вернуть 900/ }).click();
      await page.getByText('Возвращаем деньги').first().waitFor();
      order.refunds[0]!.status = 'succeeded';
      await page.getByText('Звёзды вернулись').first().waitFor();
      await close();
    });
  });

  describe('exchange', () => {
    test('dates that do not fit say why; the new date has new tickets; pressed twice it is one exchange', async () => {
      const { page, complaints, close } = await visit(browser);
      const { order, path } = await paidFor(house, [[0, 2]]);
      const before = order.tickets.map((ticket) => ticket.id);
      await open(page, path);
      await page.getByRole('button', { name: 'Обменять' }).click();
      const dialog = page.getByRole('dialog', { name: 'Обменять на другую дату' });
      await dialog.getByText('не продаётся').waitFor();
      assert.ok(await dialog.getByRole('radio').nth(1).isDisabled());
      assert.ok(await dialog.getByRole('button', { name: 'Обменять', exact: true }).isDisabled());
      await dialog.getByRole('radio').first().check();
      await dialog.getByRole('button', { name: /Обменять на/ }).waitFor();
      await twice(page, 'dialog .actions .btn:not(.ghost)');
      await page.getByText(/Готово: теперь .* Новые билеты на экране/).waitFor();
      assert.equal(new Set(house.kept.exchangesAsked).size, 1);
      assert.equal(order.show.code, 'gull02');
      assert.ok(order.tickets.every((ticket) => !before.includes(ticket.id)));
      assert.equal(await page.getByRole('img', { name: /QR-код/ }).count(), 2);
      assert.deepEqual(complaints, []);
      await close();
    });

    test('the date went while it was looked at: the list says so; a closed exchange says until when it was', async () => {
      const { page, close } = await visit(browser);
      const { order, path } = await paidFor(house);
      await open(page, path);
      await page.getByRole('button', { name: 'Обменять' }).click();
      await page.getByRole('radio').first().check();
      house.kept.unfit.add(house.shows[1]!.id);
      house.failNext(`POST /api/orders/${order.orderId}/exchange`, { status: 409, code: 'ExchangeUnfit' });
      await page.getByRole('button', { name: /Обменять на/ }).click();
      await page.getByText('На эту дату обменять нельзя.').waitFor();
      await page.getByText('другие билеты или цена').waitFor();
      await page.getByRole('button', { name: 'Закрыть' }).click();
      house.failNext(`GET /api/orders/${order.orderId}/exchange-dates`, { status: 503, code: 'Busy' });
      await page.getByRole('button', { name: 'Обменять' }).click();
      await page.getByText('Театр сейчас не отвечает.').waitFor();
      order.canExchange = false;
      await page.getByRole('button', { name: 'Повторить' }).click();
      await page.getByText('Обменять билеты уже нельзя.').waitFor();
      await close();
    });
  });

  test('rated with the keyboard and a few words, thanked, changed', async () => {
    const { page, complaints, close } = await visit(browser);
    const { order, path } = await paidFor(house);
    order.canRate = true;
    await open(page, path);
    await page.getByRole('button', { name: 'Отправить оценку' }).click();
    await page.getByText('Сначала выберите, сколько звёзд.').waitFor();
    await page.getByRole('radio', { name: '1 звезда' }).focus();
    await page.keyboard.press('Space');
    for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowRight');
    assert.ok(await page.getByRole('radio', { name: '4 звезды' }).isChecked());
    const hollow = '[...document.querySelectorAll(".star svg")].map((star) => getComputedStyle(star).fill === "none")';
    assert.deepEqual(await page.evaluate(hollow), [false, false, false, false, true], 'what was not chosen is hollow');
    await page.getByLabel(/Пара слов театру/).fill('Свет прекрасен');
    await page.getByRole('button', { name: 'Отправить оценку' }).click();
    await page.getByText('Ваша оценка: 4 из 5.').waitFor();
    await page.getByText('Свет прекрасен', { exact: true }).waitFor();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('Свет прекрасен', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Изменить' }).click();
    assert.equal(await page.getByLabel(/Пара слов театру/).inputValue(), 'Свет прекрасен');
    await page.getByLabel(/Пара слов театру/).fill('Свет и тень прекрасны');
    await page.getByRole('radio', { name: '5 звёзд' }).check({ force: true });
    await page.getByRole('button', { name: 'Отправить оценку' }).click();
    await page.getByText('Ваша оценка: 5 из 5.').waitFor();
    assert.deepEqual(house.kept.ratings[0], { stars: 4, comment: 'Свет прекрасен' });
    assert.deepEqual(house.kept.ratings[1], { stars: 5, comment: 'Свет и тень прекрасны' });
    await page.getByText('Свет и тень прекрасны', { exact: true }).waitFor();
    order.canRate = false;
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('Ваша оценка: 5 из 5.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Изменить' }).count(), 0);
    assert.deepEqual(complaints, []);
    await close();
  });

  describe('the evening changes', () => {
    test('moved: both times, and everything back with two presses', async () => {
      const { page, close } = await visit(browser);
      const { order, path } = await paidFor(house, [[0, 1]], { show: 6 });
      order.movedFrom = new Date(Date.parse(order.show.startsAt) - 3 * 86_400_000).toISOString();
      await open(page, path);
      await page.getByRole('heading', { name: 'Показ перенесён' }).waitFor();
      const times = await page.locator('.times dd').allTextContents();
      assert.equal(times.length, 2);
      assert.notEqual(times[0], times[1]);
      await page.getByRole('button', { name: 'Вернуть всё' }).click();
      await page.getByText('Возвращается вся цена.').waitFor();
      await page.getByRole('button', { name: /Вернуть 900/ }).click();
      await page.getByRole('heading', { name: 'Возвращаем деньги' }).waitFor();
      await close();
    });

    test('cancelled: where the money is, from “we return it” to “the bank has it”', async () => {
      const { page, close } = await visit(browser);
      const { order, path } = await paidFor(house);
      Object.assign(order, { show: { ...order.show, status: 'cancelled', onSale: false }, canRefund: false, canExchange: false });
      await open(page, path);
      await page.getByText(/Деньги вернём сами, просить не нужно: 900/).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Вернуть', exact: true }).count(), 0);
      Object.assign(order.tickets[0]!, { state: 'revoked', revokeReason: 'showCancelled', claimUrl: null });
      order.refunds = [{ amount: order.total, status: 'requested', at: new Date().toISOString() }];
      await page.reload({ waitUntil: 'domcontentloaded' });
      await page.getByText(/Возвращаем деньги: 900/).waitFor();
      order.refunds[0]!.status = 'succeeded';
      await page.getByText(/Деньги отправлены в банк: 900.*5–10 рабочих дней/).waitFor();
      await close();
    });

    test('a gift of the theatre speaks of no money anywhere', async () => {
      const { page, close } = await visit(browser);
      const { order, path } = await paidFor(house, [[0, 2]]);
      Object.assign(order, { given: true, provider: 'none', canRefund: false, total: { amount: 0, currency: 'RUB' } });
      for (const ticket of order.tickets) ticket.unit = { amount: 0, currency: 'RUB' };
      for (const line of order.lines) Object.assign(line, { unit: order.total, total: order.total });
      await open(page, path);
      await page.getByText('Приглашение театра').waitFor();
      const said = (await page.locator('main').textContent()) ?? '';
      assert.doesNotMatch(said, /₽|[Оо]плат|[Вв]ернуть/);
      await open(page, `${house.origin}/tickets`);
      await page.getByText('приглашение').first().waitFor();
      assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /₽/);
      await close();
    });
  });
});
