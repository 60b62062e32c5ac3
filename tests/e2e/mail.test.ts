/** The pretend mailbox in a real browser: a letter appears by itself, is read, and can do nothing. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createTransport } from 'nodemailer';
import type { Browser } from 'playwright-core';
import { smtpMailer } from '../../providers/messaging/email/mailer.ts';
import { everyLetter } from '../domain/letter-examples.ts';
import { barriers, desk, findChromium, launch, open, phone, visit } from '../frontend/browser.ts';
import { type Partners, startPartners } from '../providers/sandbox.ts';

const chromium = findChromium();

describe('the pretend mailbox', { skip: chromium ? false : 'no Chromium here', timeout: 120_000 }, () => {
  let sandbox: Partners;
  let browser: Browser;
  before(async () => {
    sandbox = await startPartners();
    browser = await launch(chromium!);
  });
  after(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  for (const [name, viewport] of Object.entries({ phone, desk }))
    test(`a letter appears by itself and is read, on a ${name}`, async () => {
      const { page, complaints, close } = await visit(browser, { viewport });
      await open(page, `${sandbox.url}/mail?to=${name}@example.com`);
      await page.getByText('На этот адрес писем нет').waitFor();
      const mailer = smtpMailer({ url: sandbox.smtpUrl, from: 'Рампа <no-reply@rampa.test>' });
      await mailer.send({ to: `${name}@example.com`, ...everyLetter('ru')['ticket']! }, name);
      await page.getByRole('link', { name: /Билет: Чайка/ }).click();
      const letter = page.frameLocator('iframe');
      await letter.getByText('7F-2K-91-AC').waitFor();
      await letter.getByRole('link', { name: 'Открыть заказ' }).waitFor();
      await page.getByRole('link', { name: /rampa\.ics/ }).waitFor();
      await page.getByRole('button', { name: 'Текст' }).click();
      await page.locator('pre').getByText('Билет № 7F-2K-91-AC').waitFor();
      assert.deepEqual(await barriers(page), []);
      const wide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      assert.equal(wide, false, 'nothing sticks out');
      if (name === 'phone') {
        await page.getByRole('link', { name: 'К списку' }).click();
        await page.getByRole('link', { name: /Билет: Чайка/ }).waitFor();
      }
      assert.deepEqual(complaints, []);
      await close();
    });

  test('a letter runs no script and loads nothing, whoever wrote it', async () => {
    const heard: string[] = [];
    const spy = createServer((request, response) => {
      heard.push(request.url ?? '');
      response.end();
    });
    await new Promise<void>((resolve) => spy.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(spy.address() as AddressInfo).port}`;
    const caught = `top.document.title='caught'`;
    const html = `<script>${caught}</script><img src="${address}/pixel" onerror="${caught}"><style>@import url(${address}/css);</style><p>Читайте</p>`;
    await createTransport({ url: sandbox.smtpUrl }).sendMail({
      from: 'a@example.com',
      to: 'spied@example.com',
      subject: 'Шпион',
      html,
    });
    const { page, close } = await visit(browser, { viewport: desk });
    await open(page, `${sandbox.url}/mail?to=spied@example.com`);
    await page.getByRole('link', { name: /Шпион/ }).click();
    await page.frameLocator('iframe').getByText('Читайте').waitFor();
    // Whatever the letter asked for has been asked for once the browser is at rest.
    await page.waitForLoadState('load');
    assert.equal(await page.title(), 'Рампа · Учебная почта');
    assert.equal(heard.length, 0, heard.join());
    // The same letter without the sandbox's policy is heard: the spy has ears.
    await page.setContent(html);
    await page.waitForLoadState('load');
    assert.ok(heard.includes('/pixel'));
    await close();
    spy.close();
    spy.closeAllConnections();
  });

  test('the phone knows the way to the mailbox', async () => {
    const { page, close } = await visit(browser, { viewport: desk });
    await open(page, `${sandbox.url}/phone?person=2001`);
    await page.getByRole('link', { name: 'Учебная почта' }).click();
    await page.getByRole('heading', { name: 'Учебная почта' }).waitFor();
    await close();
  });
});
