/** Who works for a theatre, in a real browser: roles and what each sees, signing out, the team. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { desk, open, phone, visit } from './browser.ts';
import { type MockOrganiser, openMockOrganiser } from './mock-organiser.ts';
import { missing, mockStage } from './mock-stage.ts';
import { uuid } from './playbill-fixtures.ts';

describe('an organiser’s team', { skip: missing, timeout: 400_000 }, () => {
  let house: MockOrganiser;
  let browser: Browser;
  mockStage(openMockOrganiser, (stage) => {
    ({ house, browser } = stage);
  });

  const at = (path: string) => `${house.origin}/my/rampa${path}`;
  const dateOf = (code: string) => at(`/shows/${house.show(code).id}`);
  const onDesk = () => visit(browser, { viewport: desk });
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
  /** Twice in one turn of the browser, before it can draw a disabled button. */
  const pressTwice = (page: Page, selector: string) =>
    page.evaluate(
      `(() => { const button = document.querySelector(${JSON.stringify(selector)}); button.click(); button.click(); })()`,
    );
  const idsOf = (verb: string) => new Set(house.bodiesOf(verb).map((body) => body['requestId'] ?? body['orderId']));
  /** Signed in on the web in this browser, as the first of the team. */
  const signedIn = (page: Page) => {
    const session = { token: 'irina', personId: uuid(8001), firstName: 'Ирина', language: 'ru', surface: 'web' };
    const kept = JSON.stringify({ ...session, expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    return page.addInitScript(
      `if (!sessionStorage.getItem('came')) { sessionStorage.setItem('came', '1'); localStorage.setItem('rampa:session', ${JSON.stringify(kept)}); }`,
    );
  };

  test('each role sees what it may', async () => {
    const { page, close } = await onDesk();
    house.state.role = 'operator';
    await open(page, dateOf('gull01'));
    await page.getByRole('link', { name: 'Вход в зал' }).waitFor();
    for (const name of ['Перенести', 'Отменить показ']) assert.equal(await page.getByRole('button', { name }).count(), 0, name);
    assert.equal(await page.getByRole('link', { name: 'Деньги' }).count(), 0);
    await open(page, at('/payments'));
    await page.getByText('Вы здесь оператор.').waitFor();
    house.state.role = 'door';
    await open(page, at(''));
    await page.getByRole('heading', { name: 'Вход в зал' }).waitFor();
    const door = page.getByRole('link', { name: /Чайка/ }).first();
    assert.equal(await door.getAttribute('href'), `/door/rampa/${house.show('gull01').id}`);
    assert.equal(await page.getByRole('link', { name: /Гамлет/ }).count(), 1, 'a cancelled date has no door');
    assert.equal(
      await page.getByRole('link', { name: /Маскарад/ }).count(),
      0,
      'nor has one of another theatre under the same name',
    );
    await page.getByText('время: Екатеринбург').waitFor();
    house.state.role = 'content';
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByText('Вы здесь редактор.').waitFor();
    house.state.role = 'stranger';
    await open(page, at(''));
    await page.getByRole('heading', { name: 'Этот театр вам не открыт' }).waitFor();
    await page.getByRole('link', { name: 'К моим показам' }).click();
    await page.getByRole('heading', { name: 'Вы пока не в команде' }).waitFor();
    house.state.role = undefined;
    await open(page, at('/attention'));
    const enter = page.getByRole('link', { name: 'Войти', exact: true });
    await enter.waitFor();
    assert.equal(await enter.getAttribute('href'), '/sign-in?next=/my/rampa/attention');
    await close();
  });

  for (const [name, viewport] of Object.entries({ phone, desk }))
    test(`the languages and the way out are at hand (${name}); whoever comes next sees nothing of the theatre`, async () => {
      const { page, close } = await visit(browser, { viewport });
      await signedIn(page);
      await open(page, at(''));
      await page.getByRole('heading', { name: 'Чайка' }).waitFor();
      await press(page, 'EN, English');
      await page.getByRole('heading', { name: 'The Seagull' }).waitFor();
      house.state.role = undefined;
      await press(page, 'Sign out');
      await page.waitForURL(`${house.origin}/`);
      assert.equal(await page.evaluate('localStorage.getItem("rampa:session")'), null);
      await page.goBack();
      await page.getByRole('heading', { name: 'Sign in to open your shows' }).waitFor();
      assert.equal(await page.getByRole('heading', { name: 'The Seagull' }).count(), 0);
      await close();
    });

  test('the team: somebody is added once, gets another role and back, is removed; what is refused is said', async () => {
    const { page, complaints, close } = await visit(browser);
    await signedIn(page);
    await open(page, at(''));
    await page.getByRole('link', { name: 'Команда' }).click();
    const row = (who: string) => page.getByRole('listitem').filter({ hasText: who });
    await row('Ирина').getByText('это вы').waitFor();
    await row('Ирина').getByText('Единственный владелец').waitFor();
    assert.equal(await row('Ирина').getByRole('button').count(), 0);

    await press(page, 'Добавить человека');
    const dialog = page.getByRole('dialog');
    assert.equal(
      await dialog.getByRole('radio', { name: /^контролёр/ }).isChecked(),
      true,
      'the least of the roles that open something',
    );
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    await dialog.getByText('Напишите почту целиком').waitFor();
    await dialog.getByLabel('Через Telegram').check({ force: true });
    await dialog.getByLabel('Номер в Telegram').fill('@olga');
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    await dialog.getByText('Номер Telegram — это только цифры.').waitFor();
    await dialog.getByLabel('Номер в Telegram').fill('1003');
    await dialog.getByLabel('Имя').fill('Ольга');
    await dialog.getByRole('radio', { name: /^оператор/ }).check({ force: true });
    house.failNext('POST /api/organiser/rampa/members', 'bad gateway');
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    await dialog.getByText('Театр сейчас не отвечает.').waitFor();
    await pressTwice(page, 'button[form=member-form]');
    await dialog.getByText('Человек в команде').waitFor();
    assert.equal(await dialog.getByLabel('Ссылка для входа').inputValue(), `${house.origin}/my/rampa`);
    assert.equal(idsOf('/members').size, 1, 'the request that was lost carried the same id');
    const { requestId: _, ...sent } = house.bodiesOf('/members').at(-1)!;
    assert.deepEqual(sent, { role: 'operator', name: 'Ольга', telegramId: 1003 });
    await page.keyboard.press('Escape');

    const role = page.getByLabel('Роль: Ольга');
    await role.selectOption({ label: 'администратор' });
    await page.getByText('Роль изменена: Ольга, администратор.').waitFor();
    assert.equal(await role.inputValue(), 'admin');
    await press(page, 'Вернуть как было');
    await page.getByText('Роль изменена: Ольга, оператор.').waitFor();
    assert.equal(await role.inputValue(), 'operator');
    house.failNext('PATCH /api/organiser/rampa/members', { status: 409, code: 'LastOwner' });
    await role.selectOption({ label: 'контролёр' });
    await row('Ольга').getByText('Это единственный владелец.').waitFor();
    assert.equal(await role.inputValue(), 'operator', 'what was refused is not shown as done');

    await press(page, 'Убрать из команды: Ольга');
    await dialog.getByText(/^Ольга: показы, заказы и вход закроются сразу\./).waitFor();
    await dialog.getByRole('button', { name: 'Убрать', exact: true }).click();
    await row('Ольга').waitFor({ state: 'detached' });
    await page.getByText('Ольга: больше не в команде.').waitFor();
    assert.deepEqual(
      complaints.filter((line) => !/502|409/.test(line)),
      [],
    );
    await close();
  });

  test('the team is for those who manage it: an administrator touches no owner, others see no way there', async () => {
    const { page, close } = await onDesk();
    await signedIn(page);
    house.state.role = 'admin';
    Object.assign(house.state.team[0]!, { role: 'admin' });
    Object.assign(house.state.team[1]!, { role: 'owner', name: 'Владелица' });
    await open(page, at('/members'));
    const row = (who: string) => page.getByRole('listitem').filter({ hasText: who });
    await row('Владелица').getByText('Может больше вас').waitFor();
    assert.equal(await row('Владелица').getByRole('button').count(), 0);
    await row('Ирина').getByText('Свою роль не меняют').waitFor();
    await press(page, 'Добавить человека');
    assert.equal(
      await page
        .getByRole('dialog')
        .getByRole('radio', { name: /^владелец/ })
        .count(),
      0,
    );
    await page.keyboard.press('Escape');
    house.state.role = 'stranger';
    await press(page, 'Уйти из команды');
    await page.getByRole('dialog').getByRole('button', { name: 'Уйти' }).click();
    await page.getByRole('heading', { name: 'Вы пока не в команде' }).waitFor();
    for (const role of ['operator', 'door'] as const) {
      house.state.role = role;
      await open(page, at(''));
      await page.getByRole('heading', { name: role === 'door' ? 'Вход в зал' : 'Показы', exact: true }).waitFor();
      assert.equal(await page.getByRole('link', { name: 'Команда' }).count(), 0, role);
    }
    house.state.role = 'operator';
    await open(page, at('/members'));
    await page.getByText('Вы здесь оператор.').waitFor();
    await close();
  });

  test('the team in its other states: on its way, not answered, nobody but oneself; in English too', async () => {
    const { page, close } = await visit(browser, { locale: 'en-GB' });
    await signedIn(page);
    house.failNext('GET /api/organiser/rampa/members', { status: 503, code: 'Busy' });
    await open(page, at('/members'));
    await press(page, 'Try again');
    await page.getByRole('heading', { name: 'Team' }).waitFor();
    await page.getByText('The only owner: make somebody else an owner first.').waitFor();
    house.state.team.splice(1);
    await page.reload({ waitUntil: 'domcontentloaded' });
    await page.getByRole('heading', { name: 'Only you are here yet' }).waitFor();
    await close();
  });
});
