/** The phone page in a real browser: start, press, pay, open a Mini App. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { launch } from './bots.ts';
import { call, get, open, post, until } from './helpers.ts';

const path = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (one) => one && existsSync(one),
);
// Where everything must be there, a missing browser is a failure and not a shrug.
const skip = path === undefined && process.env['CI'] !== 'true' ? 'no Chromium found (set CHROMIUM_PATH)' : false;

async function browse(t: TestContext): Promise<{ browser: Browser; page: Page; faults: string[] }> {
  const browser = await chromium.launch({ executablePath: path ?? 'chromium', args: ['--no-sandbox', '--disable-gpu'] });
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  return { browser, page, faults };
}

test('a person starts the bot, presses, pays and sees it all', { skip }, async (t) => {
  const sandbox = await open(t);
  launch(sandbox, (bot) => {
    bot.start(async (context) => {
      await context.reply(`Показ ${context.payload}`, {
        reply_markup: { inline_keyboard: [[{ text: 'Ложа', callback_data: 'box' }]] },
      });
      await context.sendInvoice({
        title: 'Ложа',
        description: 'Чайка',
        payload: 'o1',
        currency: 'XTR',
        provider_token: '',
        prices: [{ label: 'a', amount: 750 }],
      });
    });
    bot.action('box', (context) => context.answerCbQuery('Отложено', { show_alert: true }));
    bot.on('pre_checkout_query', (context) => context.answerPreCheckoutQuery(true));
  });
  const { page, faults } = await browse(t);
  await page.goto(`${sandbox.url}/phone?person=2001&start=show_1`);
  await page.getByRole('button', { name: 'Запустить' }).click();
  await page.getByText('Показ show_1').waitFor();
  await page.getByRole('button', { name: 'Ложа', exact: true }).click();
  await page.getByRole('dialog').getByText('Отложено').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Заплатить/ }).click();
  await page
    .getByRole('dialog', { name: 'Подтвердите оплату' })
    .getByRole('button', { name: /Заплатить/ })
    .click();
  await page.getByText('Вы заплатили').waitFor();
  assert.equal((await get(sandbox, '/people/2001')).body.stars, 9250);
  const wide = await page.evaluate('document.documentElement.scrollWidth');
  assert.ok(Number(wide) <= 390, 'nothing sticks out of the screen');
  assert.deepEqual(faults, []);
});

test('a Mini App gets who it is, opens an invoice and hears how it went', { skip }, async (t) => {
  const app = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><script src="${sandbox.url}/telegram-web-app.js"></script><p id="who"></p><p id="paid"></p><script>
      const app = window.Telegram.WebApp; app.ready();
      document.getElementById('who').textContent = app.initDataUnsafe.user.first_name + ' ' + app.themeParams.bg_color;
      app.MainButton.setText('Купить').show().onClick(() => app.openInvoice(${JSON.stringify(link)}, (status) => { document.getElementById('paid').textContent = status; }));
    </script>`);
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    app.close();
    app.closeAllConnections();
  });
  const webUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}/`;
  const sandbox = await open(t, { webUrl });
  launch(sandbox, (bot) => void bot.on('pre_checkout_query', (context) => context.answerPreCheckoutQuery(true)));
  const invoice = {
    title: 'Ложа',
    description: 'Чайка',
    payload: 'o1',
    currency: 'XTR',
    provider_token: '',
    prices: [{ label: 'a', amount: 10 }],
  };
  const link: string = (await call(sandbox, 'createInvoiceLink', invoice)).result;
  await post(sandbox, '/people/2002/messages', { text: 'hi' });
  await call(sandbox, 'sendMessage', {
    chat_id: 2002,
    text: 'Open',
    reply_markup: { inline_keyboard: [[{ text: 'Playbill', web_app: { url: webUrl } }]] },
  });

  const { page, faults } = await browse(t);
  await page.goto(`${sandbox.url}/phone?person=2002`);
  await page.getByRole('button', { name: 'Playbill' }).click();
  const frame = page.frameLocator('iframe');
  await frame.getByText('James #100c14').waitFor();
  await page.getByRole('button', { name: 'Купить' }).click();
  await page.getByRole('dialog', { name: 'Confirm your payment' }).getByRole('button', { name: /Pay/ }).click();
  await until('the Mini App hears', async () => (await frame.locator('#paid').textContent()) === 'paid');
  assert.deepEqual(faults, []);
});
