/** The built pages in a real browser, against a house that answers by the schemas and under the strict policy. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { buildFrontend } from '../../frontend/build.ts';
import { barriers, desk, findChromium, launch, open, phone, visit } from './browser.ts';
import { fragment, mainButton } from './in-telegram.ts';
import { type MockHouse, openMockHouse } from './mock-house.ts';
import { orderFor as placeFor } from './order-for.ts';

const chromium = findChromium();
const missing = chromium || process.env['CI'] === 'true' ? false : 'Chromium is not installed';

describe('pages', { skip: missing, timeout: 300_000 }, () => {
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

  const orderFor = (lines?: Parameters<typeof placeFor>[1]) => placeFor(house, lines);

  test('from the playbill to a ticket: one order, however hard it is pressed', async () => {
    const { page, complaints, close } = await visit(browser);
    await open(page, house.origin);
    await page.getByRole('heading', { name: 'Вишнёвый сад' }).waitFor();
    assert.equal(await page.title(), 'Афиша · Рампа');
    await page.getByRole('link', { name: /Выбрать билеты/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Чайка' }).waitFor();
    await page.getByText('осталось 14 мест').first().waitFor();

    const buy = page.locator('button[type=submit]');
    assert.equal(await buy.textContent(), 'Выберите билеты');
    assert.ok(await buy.isDisabled());
    await page.getByRole('button', { name: /Взять: Партер/ }).click();
    await page.getByRole('button', { name: /Взять: Ложа/ }).click();
    await page.getByRole('button', { name: 'Больше: Ложа' }).click();
    await page.getByRole('button', { name: /Купить · 4.100.₽/ }).waitFor();

    await buy.click();
    await page.getByText('Без почты билет не к чему привязать.').waitFor();
    await page.getByLabel('Почта').fill('anna@example.org');
    await page.getByLabel(/Имя/).fill('Анна');
    house.answerAfter(300);
    await page.evaluate(
      '(() => { const button = document.querySelector("button[type=submit]"); button.click(); button.click(); })()',
    );
    await page.waitForURL(/\/pay\//);
    house.answerAfter(0);
    const [first] = house.placed;
    assert.equal(house.placed.length, 1);
    assert.deepEqual(first?.body.lines.map((line) => line.quantity).sort(), [1, 2]);
    assert.equal(first?.body.email, 'anna@example.org');
    assert.equal(first?.body.currency, 'RUB');
    assert.match(String(first?.headers['x-rampa-device']), /^[0-9a-f-]{36}$/);

    // Back and pressed again after a reload: the same order once more.
    await page.goBack();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByRole('button', { name: /Купить · 4.100.₽/ }).click();
    await page.waitForURL(/\/pay\//);
    assert.equal(new Set(house.placed.map(({ body }) => body.orderId)).size, 1);
    assert.equal(new Set(house.placed.map(({ headers }) => headers['x-rampa-device'])).size, 1);

    await page.click('#paid');
    await page.getByRole('heading', { name: 'Проверяем оплату' }).waitFor();
    await house.settle(first!.body.orderId);
    await page.getByRole('heading', { name: 'Ваши билеты' }).waitFor();
    assert.equal(await page.getByRole('img', { name: /QR-код билета/ }).count(), 3);
    assert.ok(
      await page.evaluate(
        '[...document.querySelectorAll(".stub img")].every((image) => image.complete && image.naturalWidth > 0)',
      ),
    );
    await page.getByText('Анна').first().waitFor();

    // Bought is bought: the next press is a new order.
    await open(page, `${house.origin}/shows/gull01`);
    await page.getByRole('button', { name: /Купить/ }).click();
    await page.waitForURL(/\/pay\//);
    assert.equal(new Set(house.placed.map(({ body }) => body.orderId)).size, 2);

    await open(page, `${house.origin}/tickets`);
    await page.getByText('3 билета').first().waitFor();
    await page.getByText('ждёт оплаты').waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });

  test('bought in another tab meanwhile: a repeated press leads to the tickets, not to a second payment', async () => {
    const { page, close } = await visit(browser);
    await open(page, `${house.origin}/shows/gull01`);
    await page.getByRole('button', { name: /Взять: Партер/ }).click();
    await page.getByLabel('Почта').fill('anna@example.org');
    await page.getByRole('button', { name: /Купить/ }).click();
    await page.waitForURL(/\/pay\//);
    await house.settle(house.placed[0]!.body.orderId);
    await page.goBack();
    await page.getByRole('button', { name: /Купить/ }).click();
    await page.getByRole('heading', { name: 'Ваш билет' }).waitFor();
    assert.equal(house.orders.size, 1);
    await close();
  });

  test('back from the payment page: the order that holds seats is on the show’s page until it is paid or over', async () => {
    const { page, complaints, close } = await visit(browser);
    await open(page, `${house.origin}/shows/gull02`);
    await page.getByRole('button', { name: /Взять: Партер/ }).click();
    await page.getByLabel('Почта').fill('anna@example.org');
    const reminder = page.getByRole('link', { name: /Ваш заказ ждёт оплаты до \d\d:\d\d/ });
    assert.equal(await reminder.count(), 0);
    await page.getByRole('button', { name: /Купить/ }).click();
    await page.waitForURL(/\/pay\//);
    const { orderId } = house.placed[0]!.body;
    await page.goBack();
    await reminder.waitFor();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await reminder.click();
    await page.getByRole('heading', { name: 'Ждём оплату' }).waitFor();
    assert.equal(new URL(page.url()).pathname, `/orders/${orderId}`);

    await open(page, `${house.origin}/shows/gull01`);
    await page.getByRole('button', { name: /Взять: Партер/ }).waitFor();
    assert.equal(await reminder.count(), 0, 'another evening has nothing to do with it');

    await open(page, `${house.origin}/shows/gull02`);
    await reminder.waitFor();
    await house.settle(orderId);
    await reminder.waitFor({ state: 'detached' });
    assert.deepEqual(complaints, []);

    const held = house.orders.get(orderId)!;
    Object.assign(held, { phase: 'awaitingPayment', tickets: [], holdEndsAt: new Date(Date.now() + 8000).toISOString() });
    await page.reload({ waitUntil: 'domcontentloaded' });
    await reminder.waitFor();
    await reminder.waitFor({ state: 'detached' });
    await close();
  });

  test('waiting: the countdown runs, “cancel” frees the seats, and the same order is one press away', async () => {
    const { page, complaints, close } = await visit(browser);
    const { path, orderId } = await orderFor([[1, 2]]);
    house.asSandbox(true);
    await open(page, path);
    await page.getByText('Сохраните ссылку на эту страницу').waitFor();
    const process = page.getByRole('link', { name: 'Процесс заказа' });
    await process.waitFor();
    assert.equal(await process.getAttribute('href'), `http://127.0.0.1:8233/namespaces/default/workflows/order:${orderId}`);
    await page.getByRole('heading', { name: 'Ждём оплату' }).waitFor();
    assert.match((await page.getByRole('timer').textContent()) ?? '', /1[45]:\d\d/);
    await page.getByRole('button', { name: /Оплатить · 3.200.₽/ }).waitFor();
    await page.getByRole('button', { name: 'Отменить заказ' }).click();
    await page.getByRole('heading', { name: 'Заказ отменён' }).waitFor();
    assert.equal(house.orders.get(orderId)?.phase, 'cancelled');
    await page.getByRole('button', { name: 'Выбрать другое' }).click();
    await page.getByRole('button', { name: /Купить · 3.200.₽/ }).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Заказать ещё раз' }).click();
    await page.waitForURL(/\/pay\//);
    assert.equal(house.orders.size, 2);
    assert.deepEqual(complaints, []);
    await close();
  });

  test('paid without tickets yet, then expired, refused, refunded: each says what became of the money', async () => {
    const { page, close } = await visit(browser);
    const { path, order, orderId } = await orderFor();
    await house.settle(orderId, { tickets: false });
    await open(page, path);
    await page.getByRole('heading', { name: 'Оплачено' }).waitFor();
    await house.issueTickets(orderId);
    await page.getByRole('heading', { name: 'Ваш билет' }).waitFor();

    Object.assign(order, { phase: 'expired', tickets: [], paidAt: null });
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('Деньги не списаны, места снова в продаже.').waitFor();

    Object.assign(order, {
      phase: 'cancelled',
      reason: 'soldOut',
      attention: true,
      refunds: [
        { amount: { amount: 90_000, currency: 'RUB' }, status: 'requested', at: new Date().toISOString() },
        { amount: { amount: 50_000, currency: 'RUB' }, status: 'refused', at: new Date().toISOString() },
      ],
    });
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByRole('heading', { name: 'Мест не осталось' }).waitFor();
    await page.getByRole('heading', { name: /Возврат 900.₽/ }).waitFor();
    await page.getByText('Возвращаем деньги').waitFor();
    await page.getByText('Занимается человек').waitFor();
    await page.getByText('Смотрит человек').waitFor();
    assert.equal(await page.getByText('Деньги не списаны').count(), 0, 'money came, so that sentence would be a lie');
    await close();
  });

  test('a house that says when it is there again is asked by itself, for what is read and for the same order', async () => {
    const { page, close } = await visit(browser);
    const soon = { status: 503, code: 'Busy', retryAfter: 1 } as const;
    const asked = house.asked.size;
    house.failNext('GET /api/shows/', soon, soon);
    await open(page, `${house.origin}/shows/gull02`);
    await page.getByRole('button', { name: /Взять: Партер/ }).click();
    await page.getByLabel('Почта').fill('anna@example.org');
    house.failNext('POST /api/orders', soon, soon);
    await page.getByRole('button', { name: /Купить/ }).click();
    await page.waitForURL(/\/pay\//);
    assert.equal(house.asked.size, asked + 1, 'asked three times with the same id');
    await close();
  });

  test('a failing house says what and how; the same press goes on with the same order', async () => {
    const { page, close } = await visit(browser);
    const asked = house.asked.size;
    house.failNext('GET /api/shows/', { status: 503, code: 'Busy' });
    await open(page, `${house.origin}/shows/gull02`);
    await page.getByText('Театр сейчас не отвечает.').waitFor();
    await page.getByRole('button', { name: 'Повторить' }).click();
    await page.getByRole('button', { name: /Взять: Партер/ }).click();
    await page.getByLabel('Почта').fill('anna@example.org');

    house.failNext('POST /api/orders', 'bad gateway', { status: 429, code: 'TooManyRequests', retryAfter: 1 });
    await page.getByRole('button', { name: /Купить/ }).click();
    await page.getByText('Заказ не задвоится').waitFor();
    await page.getByRole('button', { name: 'Повторить' }).click();
    await page.getByText('Слишком часто.').waitFor();
    await page.getByRole('button', { name: 'Повторить', exact: true }).click();
    await page.waitForURL(/\/pay\//);
    assert.equal(house.asked.size, asked + 1, 'the request that was lost carried the same id');

    await open(page, `${house.origin}/shows/gull01`);
    await page.getByRole('button', { name: /Взять: Партер/ }).click();
    await page.getByLabel('Почта').fill('anna@example.org');
    house.failNext('POST /api/orders', { status: 409, code: 'SoldOut' });
    await page.getByRole('button', { name: /Купить/ }).click();
    await page.getByText('Столько мест уже нет.').waitFor();
    await page.getByRole('button', { name: 'Повторить' }).click();
    await page.waitForURL(/\/pay\//);
    assert.equal(house.asked.size, 3, 'a refusal is final: the next press is another order');
    await close();
  });

  test('offline: what is open stays, and the page goes on by itself', async () => {
    const { page, close } = await visit(browser);
    const { path, orderId } = await orderFor();
    await open(page, path);
    await page.getByRole('heading', { name: 'Ждём оплату' }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('Нет связи. Всё, что уже открыто').waitFor();
    const looks = house.looksAt(orderId);
    await page.getByRole('heading', { name: 'Ждём оплату' }).waitFor();
    await house.settle(orderId);
    assert.equal(house.looksAt(orderId), looks);
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: 'Ваш билет' }).waitFor();
    await close();
  });

  test('dates that cannot be bought say why; what is nowhere says so', async () => {
    const { page, close } = await visit(browser);
    await open(page, `${house.origin}/shows/gull03`);
    await page.getByRole('heading', { name: 'Все места проданы' }).waitFor();
    await page.getByRole('heading', { name: 'Другие даты' }).waitFor();
    await open(page, `${house.origin}/shows/hamlet01`);
    await page.getByRole('heading', { name: 'Показ отменён' }).waitFor();
    await open(page, `${house.origin}/shows/nope`);
    await page.getByRole('heading', { name: 'Здесь темно' }).waitFor();
    await open(page, `${house.origin}/orders/${crypto.randomUUID()}`);
    await page.getByRole('heading', { name: 'Такого здесь нет.' }).waitFor();
    await open(page, `${house.origin}/no/such/page`);
    assert.equal(await page.title(), 'Здесь темно · Рампа');
    await close();
  });

  test('English by the browser, euros, another time zone; Russian by hand, kept', async () => {
    const { page, complaints, close } = await visit(browser, { locale: 'en-GB', timezoneId: 'Europe/Berlin' });
    await open(page, `${house.origin}/shows/gull01`);
    await page.getByRole('heading', { level: 1, name: 'The Seagull' }).waitFor();
    await page.getByText('19:00 at the theatre, Moscow').waitFor();
    await page.getByRole('button', { name: /Add a ticket: Stalls, €9/ }).click();
    await page.getByRole('button', { name: 'Buy · €9' }).waitFor();
    await page.getByRole('button', { name: 'RUB' }).click();
    await page.getByRole('button', { name: /Buy · RUB.900/ }).waitFor();
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await page.getByRole('button', { name: /Русский/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Чайка' }).waitFor();
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByRole('button', { name: /Купить · 900.₽/ }).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });

  test('the playbill says whose time it tells when the theatre’s clock shows another', async () => {
    const { page, close } = await visit(browser, { timezoneId: 'Europe/Berlin' });
    await open(page, house.origin);
    await page.getByText('время: Берлин').first().waitFor();
    await close();
    const home = await visit(browser);
    await open(home.page, house.origin);
    const card = (play: string) => home.page.locator('article').filter({ hasText: play });
    await card('Вишнёвый сад').getByText('время: Москва').waitFor();
    assert.equal(await card('Чайка').getByText('время:').count(), 0);
    const title = await home.page.locator('h3 a').first().boundingBox();
    assert.ok(title!.height >= 44, 'a title is easy to press');
    await home.close();
  });

  test('filters live in the address', async () => {
    const { page, close } = await visit(browser, { viewport: desk });
    await open(page, house.origin);
    await page.getByRole('button', { name: 'показ в Telegram' }).click();
    await page.waitForURL(/kind=telegram/);
    assert.equal(await page.locator('article').count(), 1);
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByRole('heading', { level: 3, name: 'Вишнёвый сад' }).waitFor();
    assert.equal(await page.locator('article').count(), 1);
    await close();
  });

  describe('inside Telegram', () => {
    test('a deep link, Stars, Telegram’s own buttons, and the ticket on a light theme', async () => {
      house.asSandbox(true);
      const { page, complaints, close } = await visit(browser, { locale: 'en-US' });
      await open(page, `${house.origin}/${fragment('show_gull01', true)}`);
      await page.getByRole('heading', { level: 1, name: 'Чайка' }).waitFor();
      assert.equal(await page.getAttribute('html', 'data-theme'), 'light');
      await page.getByRole('button', { name: /Взять: Ложа, 800/ }).click();
      await mainButton(page, 'given.text === "Купить · 800 ⭐" && given.is_active');
      assert.equal(await page.locator('button[type=submit]').count(), 0, 'Telegram’s button stands in for ours');
      assert.equal(await page.getByLabel('Почта').count(), 0, 'Telegram knows who it is');
      await page.evaluate('(Telegram.pressMain(), Telegram.pressMain())');
      await page.getByRole('heading', { name: 'Проверяем оплату' }).waitFor();
      const [placed] = house.placed;
      assert.equal(house.placed.length, 1);
      assert.equal(placed?.body.provider, 'stars');
      assert.equal(placed?.body.currency, 'XTR');
      assert.equal(placed?.body.email, undefined);
      assert.equal(placed?.headers.authorization, 'Bearer person-token');
      await house.settle(placed!.body.orderId);
      await page.getByRole('heading', { name: 'Ваш билет' }).waitFor();
      await page.getByText('Анна').waitFor();
      const log = (await page.evaluate('Telegram.log')) as [string, unknown][];
      for (const done of ['ready', 'expand', 'BackButton.show', 'openInvoice', 'selection', 'notification'])
        assert.ok(
          log.some(([name]) => name === done),
          done,
        );
      assert.deepEqual(await barriers(page), []);

      await page.evaluate('Telegram.pressBack()');
      await page.getByRole('heading', { level: 1, name: 'Чайка' }).waitFor();
      await open(page, `${house.origin}/tickets`);
      await page.getByText('оплачен').waitFor();
      assert.deepEqual(complaints, []);
      await close();
    });

    test('an invoice that was closed leaves the seats held and the payment open', async () => {
      house.asSandbox(true);
      const { page, close } = await visit(browser);
      await open(page, `${house.origin}/${fragment('show_gull02', false)}`);
      await page.getByRole('button', { name: /Взять: Партер/ }).click();
      await mainButton(page, 'given.is_active');
      await page.evaluate('(Telegram.payWith = "cancelled", Telegram.pressMain())');
      await page.getByText('Оплата не завершена. Места пока за вами.').waitFor();
      await mainButton(page, 'given.text === "Оплатить · 450 ⭐"');
      await close();
    });

    test('without Telegram’s script Stars do not take the page away: the order is kept, and the way to the bot is told', async () => {
      house.asSandbox(true);
      const { page, close } = await visit(browser);
      await page.route('**/telegram-web-app.js', (route) => route.abort());
      await open(page, `${house.origin}/${fragment('show_gull02', false)}`);
      await page.getByRole('button', { name: /Взять: Партер/ }).click();
      await page.getByRole('button', { name: /Купить/ }).click();
      await page.getByText('Звёздами платят в Telegram').waitFor();
      const { orderId } = house.placed[0]!.body;
      assert.equal(new URL(page.url()).pathname, `/orders/${orderId}`);
      const link = page.getByRole('link', { name: 'Открыть бота' });
      assert.equal(await link.getAttribute('href'), `${house.origin}/phone?start=order_${orderId.replaceAll('-', '')}`);
      assert.equal(await page.getByRole('button', { name: /Оплатить/ }).count(), 0);
      await close();
    });

    test('refused by Telegram’s check: nobody is sold a web ticket by mistake', async () => {
      house.asSandbox(true);
      house.failNext('POST /api/sign-in', ...Array.from({ length: 9 }, () => ({ status: 401, code: 'SignInRefused' as const })));
      const { page, close } = await visit(browser);
      await open(page, `${house.origin}/${fragment('show_gull01', false)}`);
      await page.getByText('Telegram не подтвердил вход.').waitFor();
      assert.equal(await page.getByRole('button', { name: /Взять/ }).count(), 0);
      house.failNext('POST /api/sign-in');
      await page.getByRole('button', { name: 'Повторить' }).click();
      await page.getByRole('button', { name: /Взять: Партер/ }).waitFor();
      await close();
    });
  });

  for (const [name, viewport] of Object.entries({ phone, desk }))
    test(`no barriers and nothing wider than the screen at ${viewport.width} px (${name})`, async () => {
      const { page, complaints, close } = await visit(browser, { viewport });
      const waiting = await orderFor();
      const paid = await orderFor([[1, 2]]);
      await house.settle(paid.orderId);
      const expired = await orderFor();
      Object.assign(expired.order, { phase: 'expired', checkoutUrl: null, holdEndsAt: null });
      const stops: [address: string, heading: string | RegExp][] = [
        [`${house.origin}/`, 'Вишнёвый сад'],
        [`${house.origin}/plays/seagull`, 'Даты'],
        [`${house.origin}/shows/gull01`, 'Билеты'],
        [`${house.origin}/shows/gull03`, 'Все места проданы'],
        [waiting.path, 'Ждём оплату'],
        [`${waiting.path}&paid=1`, 'Проверяем оплату'],
        [paid.path, 'Ваши билеты'],
        [expired.path, 'Время на оплату вышло'],
        [`${house.origin}/tickets`, 'Впереди'],
        [`${house.origin}/nowhere`, 'Здесь темно'],
      ];
      // The desk has its own layout where there are columns; the rest of it is the phone's.
      for (const [address, heading] of viewport === phone ? stops : stops.filter((_, index) => [0, 2, 6, 8].includes(index))) {
        await open(page, address);
        await page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
        assert.deepEqual(await barriers(page), [], address);
        const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        assert.equal(wider, 0, `${address} is wider than the screen`);
      }
      assert.deepEqual(complaints, []);
      await close();
    });
});
