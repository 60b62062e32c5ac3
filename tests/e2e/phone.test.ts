/** The sandbox's phone in a real browser: the bot in its chat, and the Mini App over it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, open, phone } from '../frontend/browser.ts';
import { assertShowsToken } from '../frontend/shows-token.ts';
import { call } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { assertOpenToAll, atTheDoor, missing, openStage, type Stage } from './stage.ts';

type Seen = { phase: string; show: { id: string }; tickets: Array<{ token: string }> };

describe('a viewer with a phone', { skip: missing, timeout: 300_000 }, () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(async () => {
    if (stage) await assertSound(stage.house.db);
    await stage?.close();
  });

  /** A new person, made on the page itself. @returns their id */
  async function become(page: Page, name: string): Promise<string> {
    await open(page, `${stage.house.sandbox}/phone`);
    await page.getByRole('textbox', { name: 'Имя' }).fill(name);
    await page.getByRole('button', { name: 'Создать' }).click();
    await page.getByRole('button', { name: 'Запустить' }).click();
    await page.getByText('Добро пожаловать в онлайн-театр').waitFor();
    return new URL(page.url()).searchParams.get('person')!;
  }
  /** Their orders, as the API tells them to their Mini App. */
  async function ordersOf(person: string): Promise<Seen[]> {
    const { body: data } = await call<{ initData: string }>(`${stage.house.sandbox}/people/${person}/init-data`);
    const { body: session } = await call<{ token: string }>(`${stage.house.web}/api/sign-in`, { body: data });
    const headers = { authorization: `Bearer ${session.token}` };
    return (await call<{ orders: Seen[] }>(`${stage.house.web}/api/orders`, { headers })).body.orders;
  }

  for (const [name, viewport] of Object.entries({ phone, desk }))
    test(`buys in the chat with Stars, on a ${name}`, async () => {
      const { page, leave } = await stage.enter({ viewport });
      const person = await become(page, 'Вера');
      const chat = page.getByRole('log');
      await assertOpenToAll(page);
      await chat.getByRole('button', { name: 'Афиша' }).click();
      await chat
        .getByRole('button', { name: /Вишнёвый сад · от/ })
        .first()
        .click();
      await chat.getByText('Антон Чехов').waitFor();
      await chat.getByRole('button', { name: /^Партер · / }).click();
      await chat.getByRole('button', { name: '2', exact: true }).click();
      await chat.getByRole('button', { name: /^Оплатить 900/ }).click();
      const invoice = chat.locator('.key.pay');
      await invoice.waitFor();
      await assertOpenToAll(page);
      await invoice.click();
      const sheet = page.getByRole('dialog', { name: 'Подтвердите оплату' });
      await sheet.getByText('Ваши звёзды: 10 000').waitFor();
      await assertOpenToAll(page);
      await sheet.getByRole('button', { name: /Заплатить/ }).click();
      await sheet.getByText('Оплачено').waitFor();

      await chat.getByText('№').first().waitFor();
      const album = chat.locator('.album img');
      await album.nth(1).waitFor();
      assert.equal(await album.count(), 2);
      const [order] = await ordersOf(person);
      for (const [index, { token }] of order!.tickets.entries()) {
        await album.nth(index).click();
        const viewer = page.getByRole('dialog', { name: 'Фотография' });
        await assertShowsToken(viewer.getByRole('img'), token, 4);
        await viewer.getByRole('button', { name: 'Закрыть' }).click();
        await viewer.waitFor({ state: 'detached' });
        assert.equal(await atTheDoor(stage.house, token, order!.show.id), 'ok');
      }
      await chat.getByRole('button', { name: 'Оплачено' }).waitFor();
      await leave();
    });

  test('the Mini App knows who it is, sells for Stars, shows the ticket, and changes its language', async () => {
    const { page, leave } = await stage.enter();
    const person = await become(page, 'Глеб');
    await page.getByRole('log').getByRole('button', { name: 'Открыть сайт' }).click();
    const app = page.frameLocator('iframe');
    const around = page.getByRole('dialog', { name: 'Rampa' });
    await app.getByRole('link', { name: /Выбрать билеты.*от 225.⭐/ }).click();
    await app.getByRole('button', { name: /Взять: Партер/ }).click();
    await around.getByRole('button', { name: 'Назад' }).waitFor();
    await assertOpenToAll(page);
    await page.getByRole('button', { name: /Купить · 450.⭐/ }).click();
    const sheet = page.getByRole('dialog', { name: 'Подтвердите оплату' });
    await sheet.getByRole('button', { name: 'Отмена' }).click();
    await app.getByText('Оплата не завершена. Места пока за вами.').waitFor();
    await page.getByRole('button', { name: /Оплатить · 450.⭐/ }).click();
    await sheet.getByRole('button', { name: /Заплатить/ }).click();

    await app.getByRole('heading', { name: 'Ваш билет' }).waitFor();
    await app.getByText('Глеб').waitFor();
    await sheet.waitFor({ state: 'detached' });
    await assertOpenToAll(page);
    const orders = await ordersOf(person);
    assert.deepEqual(
      orders.map(({ phase, tickets }) => [phase, tickets.length]),
      [['paid', 1]],
    );
    await assertShowsToken(app.getByRole('img', { name: /QR-код билета/ }), orders[0]!.tickets[0]!.token, 2);

    await app.getByRole('button', { name: /English/ }).click();
    await app.getByRole('heading', { name: 'Your ticket' }).waitFor();
    await app.getByRole('link', { name: 'My tickets' }).click();
    await app.getByText('1 ticket').waitFor();
    // Telegram's own arrow leads back step by step; at the playbill its cross closes the app, and the chat below has the ticket too.
    const back = around.getByRole('button', { name: 'Назад' });
    await back.click();
    await app.getByRole('heading', { name: 'Your ticket' }).waitFor();
    await back.click();
    await app.getByRole('heading', { name: 'Tickets', exact: true }).waitFor();
    await back.click();
    await app.getByRole('heading', { level: 2, name: 'Playbill' }).waitFor();
    await around.getByRole('button', { name: 'Закрыть' }).click();
    await page.getByRole('log').getByText('№').first().waitFor();
    await leave();
  });

  test('a deep link to the Mini App opens the show itself', async () => {
    const { page, leave } = await stage.enter();
    const { body } = await call<{ shows: Array<{ code: string; production: { slug: string; title: { ru: string } } }> }>(
      `${stage.house.web}/api/shows`,
    );
    // Its second date, wherever that stands in the list today.
    const { code, production } = body.shows.filter(({ production: { slug } }) => slug === 'chaika')[1]!;
    await become(page, 'Нина');
    const box = page.getByRole('textbox', { name: 'Сообщение' });
    await box.fill(`https://t.me/rampa_bot/app?startapp=show_${code}`);
    await box.press('Enter');
    await page.getByRole('log').getByRole('link').last().click();
    await page.frameLocator('iframe').getByRole('heading', { level: 1, name: production.title.ru }).waitFor();
    await page
      .frameLocator('iframe')
      .getByRole('button', { name: /Взять: Партер, 450/ })
      .waitFor();
    await leave();
  });
});
