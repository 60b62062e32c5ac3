/** What a viewer does with an order in a real browser: asks again, returns, exchanges, hands on, rates; and the companion's pages. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { buildFrontend } from '../../frontend/build.ts';
import { barriers, desk, findChromium, launch, open, phone, visit } from './browser.ts';
import { fragment, mainButton } from './in-telegram.ts';
import { type MockHouse, openMockHouse } from './mock-house.ts';
import { orderFor, paidFor } from './order-for.ts';

const chromium = findChromium();
const missing = chromium || process.env['CI'] === 'true' ? false : 'Chromium is not installed';

describe('kept orders', { skip: missing, timeout: 400_000 }, () => {
  let house: MockHouse;
  let browser: Browser;
  before(async () => {
    assert.ok(chromium, 'Chromium is not installed');
    const { outDir } = await buildFrontend();
    house = await openMockHouse(outDir);
    browser = await launch(chromium);
  });
  after(async () => {
    await browser?.close();
    await house?.close();
  });
  beforeEach(() => house.reset());

  const twice = (page: Page, selector: string) =>
    page.evaluate(
      `(() => { const button = document.querySelector(${JSON.stringify(selector)}); button.click(); button.click(); })()`,
    );
  const focused = (page: Page) => page.evaluate('document.activeElement?.textContent?.trim()');

  describe('buying', () => {
    test('several types, one at the buyer’s own price, paid through YooKassa: the order says it all', async () => {
      const { page, complaints, close } = await visit(browser, { timezoneId: 'Asia/Novosibirsk' });
      await open(page, `${house.origin}/shows/mask01`);
      await page.getByText(/Вернём всю цену до .*, потом 50 % до .*, дальше билет не возвращается/).waitFor();
      await page.getByRole('button', { name: /Взять: Сколько не жалко, от 300/ }).click();
      await page.getByRole('button', { name: /Взять: Партер/ }).click();
      const sum = page.getByLabel('Сколько дадите за билет «Сколько не жалко»');
      assert.equal(await sum.inputValue(), '300');
      await page.getByRole('button', { name: /^900/ }).click();
      assert.equal(await sum.inputValue(), '900');

      await page.getByLabel('Почта').fill('anna@example.org');
      await sum.fill('200');
      await page.getByText(/Не меньше 300/).waitFor();
      const buy = page.locator('button[type=submit]');
      await buy.click();
      assert.equal(house.placed.length, 0, 'less than the least does not leave the page');
      assert.ok(await sum.evaluate((field) => field === field.ownerDocument.activeElement));
      assert.equal(await sum.getAttribute('aria-invalid'), 'true');

      await sum.fill('1 200,50');
      await page.getByRole('radio', { name: /Карта российского банка/ }).check();
      await page.getByRole('button', { name: /Купить · 2.100,50/ }).click();
      await page.waitForURL(/\/pay\//);
      const { body } = house.placed[0]!;
      assert.equal(body.provider, 'yookassa');
      assert.equal(body.timeZone, 'Asia/Novosibirsk');
      assert.deepEqual(body.lines.map((line) => line.unitAmount).filter(Boolean), [120_050]);
      assert.equal(body.lines.length, 2);
      assert.deepEqual(complaints, []);

      // The draft is kept with its sum; another currency begins anew, and YooKassa takes no euros.
      await page.goBack();
      await page.getByRole('button', { name: /Купить · 2.100,50/ }).waitFor();
      await page.getByRole('button', { name: 'EUR' }).click();
      assert.equal(await sum.inputValue(), '3');
      assert.equal(await page.getByRole('radio', { name: /Карта/ }).count(), 0);
      await close();
    });

    for (const height of [844, 500])
      test(`whatever is focused on a phone ${height} px high is seen: the button below covers nothing of it`, async () => {
        const { page, close } = await visit(browser, { viewport: { width: 390, height } });
        for (const { code } of [house.shows[0]!, { code: 'mask01' }]) {
          await open(page, `${house.origin}/shows/${code}`);
          await page
            .getByRole('button', { name: /^Взять: / })
            .last()
            .click();
          const controls = await page.locator('form.panel :is(input, button):not([type=submit]):enabled').all();
          assert.ok(controls.length > 4);
          for (const control of controls) {
            await page.evaluate('scrollTo(0, 0)');
            await control.focus();
            const [bottom, above] = (await page.evaluate(
              '[document.activeElement.getBoundingClientRect().bottom, document.querySelector("form.panel .pay").getBoundingClientRect().top]',
            )) as [number, number];
            assert.ok(
              bottom <= above && bottom <= height,
              `${code}: ${await control.getAttribute('aria-label')} ends at ${bottom} under ${above}`,
            );
          }
        }
        await close();
      });

    test('the house has raised the least meanwhile: it says so, and no money has moved', async () => {
      const { page, close } = await visit(browser);
      await open(page, `${house.origin}/shows/mask01`);
      await page.getByRole('button', { name: /Взять: Сколько не жалко/ }).click();
      await page.getByLabel('Почта').fill('anna@example.org');
      house.failNext('POST /api/orders', { status: 422, code: 'PriceTooLow' });
      await page.getByRole('button', { name: /Купить/ }).click();
      await page.getByText('Это меньше наименьшей цены билета.').waitFor();
      await close();
    });

    test('the hold has ended: one press orders the same again, and a lost answer or a second press makes no second order', async () => {
      const { page, close } = await visit(browser);
      const { order, path } = await orderFor(house, [[0, 2]]);
      Object.assign(order, { phase: 'expired', checkoutUrl: null, holdEndsAt: null, canOrderAgain: true });
      await open(page, path);
      house.failNext(`POST /api/orders/${order.orderId}/again`, 'bad gateway');
      await page.getByRole('button', { name: 'Заказать ещё раз' }).click();
      await page.getByText('Заказ не задвоится').waitFor();
      await page.getByRole('button', { name: 'Повторить' }).click();
      await page.waitForURL(/\/pay\//);
      assert.equal(house.orders.size, 2);
      const again = [...house.orders.values()].find((one) => one.orderId !== order.orderId)!;
      assert.deepEqual(again.lines, order.lines);

      await page.goBack();
      await page.getByRole('button', { name: 'Заказать ещё раз' }).waitFor();
      await twice(page, '.scene .btn:not(.ghost)');
      await page.waitForURL(/\/pay\//);
      assert.equal(house.orders.size, 2, 'the same wish is the same order');

      await house.settle(again.orderId);
      await page.goBack();
      await page.getByRole('button', { name: 'Заказать ещё раз' }).click();
      await page.getByRole('heading', { name: 'Ваши билеты' }).waitFor();
      assert.equal(new URL(page.url()).pathname, `/orders/${again.orderId}`);
      await close();
    });

    test('asked again when the seats have gone: it says so and leads to what is left', async () => {
      const { page, close } = await visit(browser);
      const { order, path } = await orderFor(house);
      Object.assign(order, { phase: 'cancelled', reason: 'soldOut', checkoutUrl: null, canOrderAgain: true });
      await open(page, path);
      house.failNext(`POST /api/orders/${order.orderId}/again`, { status: 409, code: 'SoldOut' });
      await page.getByRole('button', { name: 'Заказать ещё раз' }).click();
      await page.getByText('Столько мест уже нет.').waitFor();
      await page.getByRole('button', { name: 'Посмотреть, что осталось' }).click();
      await page.getByRole('heading', { name: 'Билеты', exact: true }).waitFor();
      await close();
    });
  });

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

  for (const [name, viewport] of Object.entries({ phone, desk }))
    test(`no barriers and nothing wider than the screen at ${viewport.width} px (${name})`, async () => {
      const { page, complaints, close } = await visit(browser, { viewport });
      const many = await paidFor(house, [
        [0, 3],
        [1, 1],
      ]);
      const [one, two, three] = many.order.tickets;
      Object.assign(one!, { holder: 'companion', claimUrl: null, token: null, qr: null });
      Object.assign(two!, { usedAt: new Date().toISOString(), claimUrl: null });
      Object.assign(three!, { state: 'revoked', revokeReason: 'refunded', claimUrl: null });
      many.order.refunds = [{ amount: { amount: 90_000, currency: 'RUB' }, status: 'refused', at: new Date().toISOString() }];
      Object.assign(many.order, { canRate: true, joinable: true, movedFrom: new Date().toISOString() });
      const off = await paidFor(house);
      Object.assign(off.order, { show: { ...off.order.show, status: 'cancelled' } });
      const again = await orderFor(house);
      Object.assign(again.order, { phase: 'expired', checkoutUrl: null, holdEndsAt: null, canOrderAgain: true });
      const calm = async () => {
        assert.deepEqual(await barriers(page), [], page.url());
        const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        assert.equal(wider, 0, `${page.url()} is wider than the screen`);
      };
      await open(page, many.path);
      await page.getByRole('radio', { name: '3 звезды' }).check({ force: true });
      await calm();
      for (const press of ['Вернуть', 'Обменять', 'Передать спутнику']) {
        await page.getByRole('button', { name: press, exact: true }).first().click();
        const dialog = page.getByRole('dialog');
        await dialog.locator('.sums strong, [type=radio], [readonly]').first().waitFor();
        await calm();
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
      }
      for (const [address, heading] of [
        [off.path, 'Показ отменён'],
        [again.path, 'Время на оплату вышло'],
        [four(many.order).claimUrl!, 'Вам передали билет'],
        [`${house.origin}/tickets/${four(many.order).id}?token=pass-${four(many.order).id.slice(0, 8)}`, 'Ваш билет'],
      ] as const) {
        await open(page, address);
        await page.getByRole('heading', { name: heading }).first().waitFor();
        await calm();
      }
      await open(page, `${house.origin}/shows/mask01`);
      await page.getByRole('button', { name: /Взять: Сколько не жалко/ }).click();
      await page.getByLabel(/Сколько дадите/).fill('1');
      await calm();
      assert.deepEqual(complaints, []);
      await close();
    });
  const four = (order: { tickets: { id: string; claimUrl: string | null }[] }) => order.tickets[3]!;
});
