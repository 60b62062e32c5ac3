/** What a viewer buys in a real browser: at a price of their own, and the same once more when time ran out. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { errors } from '../../domain/errors.ts';
import { eventually } from '../support/http.ts';
import { open, phone, visit } from './browser.ts';
import { type MockHouse, openMockHouse } from './mock-house.ts';
import { missing, mockStage } from './mock-stage.ts';
import { orderFor } from './order-for.ts';

describe('buying', { skip: missing, timeout: 400_000 }, () => {
  let house: MockHouse;
  let browser: Browser;
  mockStage(openMockHouse, (stage) => {
    ({ house, browser } = stage);
  });

  const twice = (page: Page, selector: string) =>
    page.evaluate(
      `(() => { const button = document.querySelector(${JSON.stringify(selector)}); button.click(); button.click(); })()`,
    );

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
    assert.equal((await buy.textContent())?.trim(), 'Купить', 'a price that cannot be taken is not offered');
    await page.getByText(/Этого мало\. Не меньше 300.₽ за билет/).waitFor();
    await sum.fill('много');
    assert.equal((await buy.textContent())?.trim(), 'Купить', 'nor one that was not typed');

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

  test('whoever is signed in and has no address yet is asked for one when a receipt must reach somebody', async () => {
    const { page, close } = await visit(browser);
    const person = { personId: crypto.randomUUID(), firstName: 'Ирина', language: 'ru', surface: 'web' };
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const session = JSON.stringify({ token: 'person-token', ...person, expiresAt });
    await page.addInitScript(`localStorage.setItem('rampa:session', ${JSON.stringify(session)})`);
    const offered = await (await fetch(`${house.origin}/api/shows/mask01`)).text();
    await page.route('**/api/shows/mask01', (route) => route.fulfill({ contentType: 'application/json', body: offered }));
    const asked: Array<Record<string, unknown>> = [];
    await page.route('**/api/orders', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      const body = route.request().postDataJSON();
      asked.push(body);
      if (body.email) return route.fallback();
      const problem = { error: 'EmailRequired', ...errors.EmailRequired.ru, requestId: crypto.randomUUID() };
      await route.fulfill({ status: 422, contentType: 'application/json', body: JSON.stringify(problem) });
    });
    await open(page, `${house.origin}/shows/mask01`);
    await page.getByRole('button', { name: /Взять: Партер/ }).click();
    await page.getByRole('radio', { name: /Карта российского банка/ }).check();
    assert.equal(await page.getByLabel('Почта').count(), 0, 'nobody who is signed in is asked for nothing');
    await page.getByRole('button', { name: /Купить · / }).click();
    await page.getByText(errors.EmailRequired.ru.message).waitFor();
    await page.getByLabel('Почта').fill('anna@example.org');
    await page.getByRole('button', { name: /Купить · / }).click();
    await page.waitForURL(/\/pay\//);
    assert.deepEqual(
      asked.map(({ email }) => email),
      [undefined, 'anna@example.org'],
    );
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

  test('what went wrong is seen whole, above the button that stays below', async () => {
    const { page, close } = await visit(browser);
    type Places = { bottom: number; above: number };
    const places = `(() => ({
      bottom: document.querySelector('.problem').getBoundingClientRect().bottom,
      above: document.querySelector('form.panel .pay').getBoundingClientRect().top,
    }))()`;
    /** Pressed at the top of the page, while the house is busy; then where the trouble ends and the button begins. */
    async function refused(seen: (now: Places) => boolean, what: string): Promise<Places> {
      await open(page, `${house.origin}/shows/gull02`);
      await page.getByLabel('Почта').fill('anna@example.org');
      const take = page.getByRole('button', { name: /Взять: Партер/ });
      if ((await take.count()) > 0) await take.click();
      await page.evaluate('scrollTo(0, 0)');
      house.failNext('POST /api/orders', { status: 503, code: 'Busy' });
      await page.getByRole('button', { name: /Купить/ }).click();
      await page.getByText('Заказ не задвоится').waitFor();
      return eventually(async () => {
        const now = await page.evaluate<Places>(places);
        return seen(now) && now;
      }, what);
    }
    await refused(({ bottom, above }) => bottom <= above, 'it is scrolled out from under the button');
    assert.ok((await page.evaluate<number>('document.querySelector(".problem").getBoundingClientRect().top')) >= 0);

    await page.route('**/*.css', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${await response.text()} .trouble { scroll-margin: 0 !important; }` });
    });
    const { bottom, above } = await refused((now) => now.bottom < phone.height + 1, 'it is scrolled into the screen');
    assert.ok(bottom > above, 'control: without its margin the button covers it');
    await close();
  });

  test('a house that takes its time: the button says that it works, and after a while that it is longer than usual', async () => {
    const { page, close } = await visit(browser);
    await page.clock.install();
    await open(page, `${house.origin}/shows/gull02`);
    await page.getByRole('button', { name: /Взять: Партер/ }).click();
    await page.getByLabel('Почта').fill('anna@example.org');
    const answer = Promise.withResolvers<void>();
    await page.route('**/api/orders', async (route) => {
      await answer.promise;
      await route.continue();
    });
    // From here on the page's clock stands: nothing is long by chance.
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await page.getByRole('button', { name: /Купить/ }).click();
    const buy = page.getByRole('button', { name: 'Держим места…' });
    await buy.waitFor();
    assert.equal(await buy.getAttribute('aria-busy'), 'true');
    const longer = page.getByText('Это дольше обычного');
    assert.equal(await longer.count(), 0, 'control: at first it is not long');
    await page.clock.runFor(4000);
    await longer.waitFor();
    answer.resolve();
    await page.waitForURL(/\/pay\//);
    assert.equal(house.placed.length, 1);
    await close();
  });

  test('a busy house promises that nothing doubles only to who has asked for something', async () => {
    const { page, close } = await visit(browser);
    house.failNext('GET /api/shows', { status: 503, code: 'Busy' });
    await open(page, house.origin);
    await page.getByText('Театр сейчас не отвечает.').waitFor();
    assert.doesNotMatch((await page.getByRole('alert').textContent())!, /задвоится|минут/);
    house.failNext('GET /api/shows');
    await open(page, `${house.origin}/shows/gull02`);
    await page.getByRole('button', { name: /Взять: Партер/ }).click();
    await page.getByLabel('Почта').fill('anna@example.org');
    house.failNext('POST /api/orders', { status: 503, code: 'Busy' });
    await page.getByRole('button', { name: /Купить/ }).click();
    await page.getByRole('alert').waitFor();
    assert.match((await page.getByRole('alert').textContent())!, /Театр сейчас не отвечает.*Заказ не задвоится/);
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
