/** An organiser in a real browser against a whole house: from a new production to money that goes back. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import { desk, open } from '../frontend/browser.ts';
import { inPhase, newShow, order, payOnPage } from '../support/buyers.ts';
import { call } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { signInByPhone } from './sign-in-by-phone.ts';
import { assertOpenToAll, missing, openStage, type Stage } from './stage.ts';

describe('an organiser on the web', { skip: missing, timeout: 300_000 }, () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(async () => {
    if (stage) await assertSound(stage.house.db);
    await stage?.close();
  });

  /** A new person of the sandbox's Telegram who owns the sample theatre; the fragment that signs them in. */
  async function anOwner(): Promise<string> {
    const { house } = stage;
    const { body: person } = await call<{ id: number }>(`${house.sandbox}/people`, {
      body: { firstName: 'Ирина', languageCode: 'ru' },
    });
    const { body: data } = await call<{ initData: string }>(`${house.sandbox}/people/${person.id}/init-data`);
    const { body: session } = await call<{ personId: string }>(`${house.web}/api/sign-in`, {
      body: { initData: data.initData, bot: 'platform' },
    });
    await house.db.sql('insert into members (tenant_id, person_id, role, name) values ($1, $2, $3, $4)', [
      ...[sampleTenantId, session.personId, 'owner', 'Ирина'],
    ]);
    return `#${new URLSearchParams({ tgWebAppData: data.initData, tgWebAppVersion: '8.0', tgWebAppThemeParams: '{"bg_color":"#17212b"}' })}`;
  }
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();

  test('puts on a production, publishes its first date, gives a ticket away', async () => {
    const { page, leave } = await stage.enter({ viewport: desk });
    await open(page, `${stage.house.web}/my${await anOwner()}`);
    await page.getByRole('link', { name: 'Новый спектакль' }).click();
    for (const [label, ru, en] of [
      ['Название', 'Три сестры', 'Three Sisters'],
      ['Автор', 'Антон Чехов', 'Anton Chekhov'],
      ['О чём спектакль', 'В Москву.\n\nВ Москву!', 'To Moscow!'],
    ] as const) {
      await page.getByLabel(`${label} по-русски`).fill(ru);
      await page.getByLabel(`${label} по-английски`).fill(en);
    }
    await press(page, 'Сохранить спектакль');
    await page.getByRole('heading', { name: 'Три сестры: новая дата' }).waitFor();
    await page.getByLabel('День').fill('2030-11-28');
    await page.getByLabel('Название по-русски').fill('Партер');
    await page.getByLabel('Название по-английски').fill('Stalls');
    await page.getByLabel('рубли').fill('900');
    await press(page, 'Сохранить черновик');
    await page.getByText('Черновик видите только вы').waitFor();
    await assertOpenToAll(page);
    await press(page, 'Опубликовать');
    await page.getByText('в продаже', { exact: true }).waitFor();

    await press(page, 'Подарить билеты');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Больше: Партер' }).click();
    await dialog.getByLabel('Почта').fill('guest@example.org');
    await dialog.getByRole('button', { name: 'Подарить 1 билет' }).click();
    await dialog.getByText('Билеты подарены').waitFor();
    const gift = await dialog.getByLabel('Ссылка на билеты').inputValue();
    await page.keyboard.press('Escape');
    await page.getByText('из них подарено 1').waitFor();
    await open(page, gift);
    await page.getByRole('heading', { name: 'Ваш билет' }).waitFor();
    await leave();
  });

  test('finds an order with its story, returns its money, moves one date and cancels it', async () => {
    const { house } = stage;
    const show = await newShow(house, 20);
    const placed = [await order(house, show, 2), await order(house, show, 1)];
    for (const one of placed) {
      await payOnPage(one.checkoutUrl);
      await inPhase(house, one, 'paid');
    }
    const { page, leave } = await stage.enter({ viewport: desk });
    await open(page, `${house.web}/my/rampa/shows/${show.id}${await anOwner()}`);
    await page.getByText('2 заказа', { exact: true }).waitFor();
    await page
      .getByText(/^2.700.₽$/)
      .first()
      .waitFor();
    await page.getByLabel('Номер, имя или почта').fill(placed[0]!.email);
    await page.getByText('1 заказ', { exact: true }).waitFor();
    await page.getByRole('link', { name: placed[0]!.email }).click();
    await page.getByText('Как всё было').waitFor();
    assert.ok((await page.locator('li.entry').count()) >= 3, 'ordered, paid, ticketed at least');
    await press(page, 'Вернуть деньги');
    await page
      .getByRole('dialog')
      .getByText(/Вернём 1.800.₽ за 2 билета/)
      .waitFor();
    await press(page, /^Вернуть 1.800.₽$/);
    await page.getByText('Возврат принят.').waitFor();
    await page.getByText('вернули', { exact: true }).waitFor();
    await assertOpenToAll(page);

    await page.getByRole('link', { name: 'К дате' }).click();
    await press(page, 'Перенести');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Напишем по 1 заказу.').waitFor();
    await dialog.getByLabel('День').fill('2030-11-28');
    await dialog.getByRole('button', { name: /Перенести на/ }).click();
    await page.getByText('Сообщили всем: 1 заказ').waitFor();
    await press(page, 'Отменить показ');
    await dialog.getByText(/^900.₽$/).waitFor();
    await dialog.getByLabel(/Наберите код показа/).fill(show.code);
    await dialog.getByRole('button', { name: 'Отменить и вернуть деньги' }).click();
    await page.getByText('деньги вернулись по 1 заказу').waitFor();
    await inPhase(house, placed[1]!, 'refunded');
    await leave();
  });

  test('adds a colleague, gives another role and takes it back, lets them go; each is on record', async () => {
    const { page, leave } = await stage.enter({ viewport: desk });
    await open(page, `${stage.house.web}/my/rampa/members${await anOwner()}`);
    await page.getByRole('heading', { name: 'Команда' }).waitFor();
    await press(page, 'Добавить человека');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Почта').fill('nina@example.org');
    await dialog.getByLabel('Имя').fill('Нина');
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    await dialog.getByText('Человек в команде').waitFor();
    await page.keyboard.press('Escape');
    const role = page.getByLabel('Роль: Нина');
    assert.equal(await role.inputValue(), 'door');
    await role.selectOption({ label: 'оператор' });
    await page.getByText('Роль изменена: Нина, оператор.').waitFor();
    await role.selectOption({ label: 'контролёр' });
    await page.getByText('Роль изменена: Нина, контролёр.').waitFor();
    await assertOpenToAll(page);
    await press(page, 'Убрать из команды: Нина');
    await dialog.getByRole('button', { name: 'Убрать', exact: true }).click();
    await role.waitFor({ state: 'detached' });
    const record = await stage.house.db.sql(
      `select a.action from audit_entries a join members m on 'member:' || m.person_id = a.subject where m.name = 'Нина' order by a.at`,
    );
    assert.deepEqual(
      record.map(({ action }) => action),
      ['saveMember', 'saveMember', 'saveMember', 'removeMember'],
    );
    await leave();
  });

  test('signs in with the number that the chat names too; a refund that its provider refused waits there, and is tried again', async () => {
    const { house } = stage;
    const show = await newShow(house, 20);
    const placed = await order(house, show, 2);
    await payOnPage(placed.checkoutUrl);
    await inPhase(house, placed, 'paid');
    await call(`${house.sandbox}/faults`, {
      body: { target: 'stripe-api', mode: 'error', times: 1, method: 'refunds.create', status: 400 },
    });
    const asked = await call(`${house.web}/api/orders/${placed.orderId}/refund?token=${placed.token}`, {
      body: { requestId: randomUUID() },
    });
    assert.equal(asked.status, 200);

    const { page, leave } = await stage.enter({ viewport: desk });
    await open(page, `${house.web}/sign-in`);
    await assertOpenToAll(page);
    await signInByPhone(page, 'Ирина');
    await page.getByRole('heading', { name: 'Вы вошли, Ирина' }).waitFor();
    await page.getByRole('link', { name: 'Мои показы' }).first().click();
    await page.getByRole('heading', { name: 'Показы', exact: true }).waitFor();
    await page.getByRole('link', { name: /^Внимание/ }).click();
    const card = page.getByRole('article').filter({ hasText: asked.body['number'] });
    await card.waitFor({ timeout: 60_000 });
    await assertOpenToAll(page);
    await card.getByRole('button', { name: 'Попробовать ещё раз' }).click();
    await page.getByRole('heading', { name: 'Всё спокойно' }).waitFor({ timeout: 60_000 });
    await inPhase(house, placed, 'refunded');
    assert.deepEqual(await house.db.sql('select state, amount from refunds where order_id = $1', [placed.orderId]), [
      { state: 'succeeded', amount: 180_000 },
    ]);
    await open(page, `${house.web}/my/rampa/orders/${placed.orderId}`);
    await page.getByText('вернули', { exact: true }).waitFor();
    await assertOpenToAll(page);
    await leave();
  });
});
