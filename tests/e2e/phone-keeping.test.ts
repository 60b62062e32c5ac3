/** The sandbox's phone in a real browser, after the purchase: the hall, a return in the chat, a return in the Mini App. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, open, phone } from '../frontend/browser.ts';
import { newShow, newViewer } from '../support/buyers.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { assertOpenToAll, missing, openStage, type Stage } from './stage.ts';

const hall = -1001000001002;

describe('a viewer with a phone and a paid order', { skip: missing, timeout: 400_000 }, () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(async () => {
    if (stage) await assertSound(stage.house.db);
    await stage?.close();
  });

  const starsOf = async (id: number) => (await call<{ stars: number }>(`${stage.house.sandbox}/people/${id}`)).body.stars;
  const inside = async (id: number) => {
    const { body } = await call<Array<{ id: number; status: string }>>(`${stage.house.sandbox}/chats/${hall}/members`);
    return body.some((member) => member.id === id && !['left', 'kicked'].includes(member.status));
  };
  const chatOf = (page: Page) => page.getByRole('log');

  test('enters the hall by the button, a stranger with the link does not; a return in the chat puts out and pays back', async () => {
    const { house } = stage;
    const show = await newShow(house, 5);
    await house.db.sql(`update shows set kind = 'telegram', chat_id = $2 where id = $1`, [show.id, hall]);
    const vera = await newViewer(house, { firstName: 'Вера' });
    const before = await starsOf(vera.id);
    const { page, leave } = await stage.enter({ viewport: phone });
    await open(page, `${house.sandbox}/phone?person=${vera.id}&start=show_${show.code}`);
    const chat = chatOf(page);
    await page.getByRole('button', { name: 'Запустить' }).click();
    await chat.getByRole('button', { name: /^Партер · / }).click();
    await chat.getByRole('button', { name: '1', exact: true }).click();
    await chat.getByRole('button', { name: /^Оплатить 450/ }).click();
    await chat.locator('.key.pay').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Заплатить/ })
      .click();
    const enter = chat.getByRole('button', { name: 'Войти в зал' });
    await enter.waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await assertOpenToAll(page);

    const link = (await vera.sees('the link', ({ buttons }) => buttons.flat().some(({ url }) => url?.includes('t.me/+')))).buttons
      .flat()
      .find(({ url }) => url)!.url!;
    const stranger = await newViewer(house, { firstName: 'Чужой' });
    await call(`${house.sandbox}/people/${stranger.id}/joins`, { body: { link } });
    await stranger.sees('why not', ({ text }) => /по билету/.test(text));
    assert.equal(await inside(stranger.id), false);

    await enter.click();
    await page.getByText('Заявка отправлена').waitFor();
    await eventually(() => inside(vera.id), 'Vera is in the hall');
    assert.equal(await inside(stranger.id), false);

    const box = page.getByRole('textbox', { name: 'Сообщение' });
    await box.fill('/tickets');
    await box.press('Enter');
    await chat.getByRole('button', { name: /билетов: 1/ }).click();
    await chat.getByRole('button', { name: 'Вернуть', exact: true }).click();
    await chat.getByRole('button', { name: /^Вернуть и получить 450/ }).click();
    await chat.getByText(/^Готово\. Билетов возвращено: 1/).waitFor();
    await chat.getByText(/^Вернули 450/).waitFor();
    await assertOpenToAll(page);
    await eventually(async () => !(await inside(vera.id)), 'Vera is out of the hall');
    assert.equal(await starsOf(vera.id), before);
    await leave();
  });

  test('in the Mini App Telegram’s own buttons lead through a return: back closes the question, the main button gives back', async () => {
    const { house } = stage;
    const show = await newShow(house, 5);
    const gleb = await newViewer(house, { firstName: 'Глеб' });
    const before = await starsOf(gleb.id);
    const invoice = await gleb.order(show, 2);
    await gleb.pay(invoice.messageId);
    await gleb.sees('the tickets', ({ media, protectContent }) => media && protectContent);

    const { page, leave } = await stage.enter({ viewport: desk });
    await open(page, `${house.sandbox}/phone?person=${gleb.id}`);
    const box = page.getByRole('textbox', { name: 'Сообщение' });
    await box.fill('/start');
    await box.press('Enter');
    await chatOf(page).getByRole('button', { name: 'Открыть сайт' }).click();
    const app = page.frameLocator('iframe');
    const around = page.getByRole('dialog', { name: 'Rampa' });
    await app.getByRole('link', { name: 'Мои билеты' }).click();
    await app.getByText('2 билета').click();
    await app.getByRole('heading', { name: 'Ваши билеты' }).waitFor();
    const ask = app.getByRole('button', { name: 'Вернуть', exact: true });
    const question = app.getByRole('dialog', { name: 'Вернуть билеты' });
    const giveBack = page.getByRole('button', { name: /^Вернуть 900.⭐$/ });
    const back = around.getByRole('button', { name: 'Назад' });

    await ask.click();
    await giveBack.waitFor();
    // Stars come back only whole: nothing can be unmarked.
    assert.equal(await question.getByRole('checkbox').first().isDisabled(), true);
    await assertOpenToAll(page);
    await back.click();
    await question.waitFor({ state: 'detached' });
    await giveBack.waitFor({ state: 'hidden' });
    await app.getByRole('heading', { name: 'Ваши билеты' }).waitFor();

    await ask.click();
    await giveBack.click();
    await app.getByRole('heading', { name: /Возврат 900.⭐/ }).waitFor();
    await app.getByText('Звёзды вернулись').first().waitFor();
    await giveBack.waitFor({ state: 'hidden' });
    await assertOpenToAll(page);
    assert.equal(await starsOf(gleb.id), before);
    await back.click();
    await app.getByRole('heading', { level: 1, name: 'Мои билеты' }).waitFor();
    await leave();
  });
});
