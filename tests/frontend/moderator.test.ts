/** The moderator's view in a real browser, against a socket that speaks as the house does. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { eventually } from '../support/http.ts';
import { authors } from './audience-fixtures.ts';
import { barriers, desk, open, phone, visit } from './browser.ts';
import { type MockAudience, openMockAudience } from './mock-moderator.ts';
import { missing, mockStage } from './mock-stage.ts';

describe('the moderator’s view', { skip: missing, timeout: 600_000 }, () => {
  let house: MockAudience;
  let browser: Browser;
  mockStage(openMockAudience, (stage) => {
    ({ house, browser } = stage);
  });

  const row = (page: Page, text: string | RegExp): Locator => page.getByRole('log').locator('li', { hasText: text });
  const press = (place: Page | Locator, name: string | RegExp) => place.getByRole('button', { name }).click();
  const part = (page: Page, heading: string) =>
    page.locator('section.card', { has: page.getByRole('heading', { name: heading, exact: true }) });
  async function enter(options: Parameters<typeof visit>[1] = { viewport: desk }) {
    const seen = await visit(browser, options);
    await open(seen.page, house.page('audience'));
    await seen.page.getByText(/^(На связи|Connected)$/).waitFor();
    return seen;
  }
  const idsOf = (what: string) =>
    house.actions().flatMap((body) => ((body['action'] as { do: string }).do === what ? [body['requestId']] : []));

  test('lines come by the socket, one press removes one, undoing brings it back; who did it stands beside', async () => {
    const { page, complaints, close } = await enter();
    await page.getByText('213 смотрят').waitFor();
    await row(page, 'пожертвование').getByText('25 €').waitFor();
    house.chat.say(authors.boris, 'Борис', 'и ещё раз про курс');
    await row(page, 'и ещё раз').waitFor();
    await press(row(page, 'и ещё раз'), 'Убрать: Борис');
    await row(page, 'и ещё раз').locator('del').waitFor();
    await row(page, 'и ещё раз').getByText('убрано').waitFor();
    const done = part(page, 'Что сделано');
    await done.getByText('убрано сообщение, Борис').waitFor();
    await done.getByText('и ещё раз про курс').waitFor();
    await done.getByText(/^\d\d:\d\d, Вера$/).waitFor();

    await press(row(page, 'и ещё раз'), 'Вернуть: Борис');
    await row(page, 'и ещё раз').locator('del').waitFor({ state: 'detached' });
    await done.getByText(/отменено в \d\d:\d\d: Вера/).waitFor();
    assert.equal(await done.locator('del', { hasText: 'убрано сообщение, Борис' }).count(), 1);
    assert.equal(await done.getByRole('button', { name: /^Отменить/ }).count(), 0, 'what is undone is not undone again');
    assert.deepEqual(complaints, []);
    await close();
  });

  test('mute for as long as is chosen, ban, give the voice back', async () => {
    const { page, close } = await enter();
    await page.getByRole('radio', { name: 'час', exact: true }).check({ force: true });
    await press(row(page, 'купите мой курс'), 'Лишить слова на час: Борис');
    await row(page, 'купите мой курс')
      .getByText(/без слова до/)
      .waitFor();
    assert.deepEqual(house.actions()[0]!['action'], { do: 'mute', lineId: house.chat.state.lines[1]!.id, minutes: 60 });
    const silenced = part(page, 'Без слова');
    await silenced.getByText('Борис').waitFor();
    await press(silenced, 'Вернуть голос: Борис');
    await silenced.getByText('Все могут писать.').waitFor();
    await part(page, 'Что сделано').getByText('Борис: голос возвращён').waitFor();

    await press(row(page, 'Какая Нина'), /^Бан.*: Анна$/);
    await row(page, 'Какая Нина').locator('del').waitFor();
    await row(page, 'Новосибирска').locator('del').waitFor();
    await silenced.getByText('во всех показах театра').waitFor();
    await press(part(page, 'Что сделано'), 'Отменить: Анна: бан');
    await row(page, 'Новосибирска').locator('del').waitFor({ state: 'detached' });
    await silenced.getByText('Все могут писать.').waitFor();
    await close();
  });

  test('a press shows its state at once; two presses are one wish; a refusal puts it back and says why', async () => {
    const { page, close } = await enter();
    let go = () => {};
    house.state.hold = new Promise((done) => {
      go = done;
    });
    const line = row(page, 'купите мой курс');
    await page.evaluate(
      `(() => { const press = document.querySelector('[aria-label="Убрать: Борис"]'); press.click(); press.click(); })()`,
    );
    await line.getByText('убираем…').waitFor();
    await line.locator('del').waitFor();
    assert.equal(house.chat.state.lines[1]!.removed, false, 'not done yet');
    go();
    house.state.hold = undefined;
    await line.getByText('убрано', { exact: true }).waitFor();
    assert.equal(idsOf('delete').length, 1);

    house.failNext('/audience/actions', 'NoSuchLine');
    await press(row(page, 'Greetings'), 'Убрать: Clara');
    await row(page, 'Greetings').getByText('Такого сообщения нет.').waitFor();
    assert.equal(await row(page, 'Greetings').locator('del').count(), 0, 'it stands as it stood');
    await press(row(page, 'Greetings'), 'Закрыть');

    house.failNext('/audience/actions', 'bad gateway');
    await press(row(page, 'Greetings'), 'Закрепить: Clara');
    await row(page, 'Greetings').getByText('Театр сейчас не отвечает.').waitFor();
    await press(row(page, 'Greetings'), 'Повторить');
    await page.getByRole('region', { name: 'Закреплено' }).getByText('Greetings from Berlin').waitFor();
    const ids = idsOf('pin');
    assert.deepEqual([ids.length, new Set(ids).size], [2, 1], 'the request that was lost carried the same id');
    await press(page, 'Открепить');
    await page.getByRole('region', { name: 'Закреплено' }).waitFor({ state: 'detached' });
    await close();
  });

  test('rules: slow mode, links, open; the house’s no puts a switch back; words one a line', async () => {
    const { page, close } = await enter();
    const rules = part(page, 'Правила чата');
    await rules.getByRole('radio', { name: '30 с' }).check({ force: true });
    await part(page, 'Что сделано').getByText('медленный режим: 30 с').waitFor();
    await rules.getByRole('switch', { name: 'Можно писать ссылки' }).check({ force: true });
    await part(page, 'Что сделано').getByText('ссылки разрешены').waitFor();
    house.failNext('/audience/actions', 'Busy');
    const writes = rules.getByRole('switch', { name: 'Зрители могут писать' });
    await writes.click({ force: true });
    await rules.getByRole('alert').waitFor();
    await eventually(() => writes.isChecked(), 'the switch is back');
    assert.equal(house.chat.state.open, true);
    await press(rules, 'Повторить');
    await eventually(async () => !(await writes.isChecked()), 'the switch is off');
    await eventually(async () => !house.chat.state.open, 'the chat is closed');
    // There and back while the house thinks: the last wish holds.
    const before = house.actions().length;
    await page.evaluate(
      `(() => { const one = document.querySelector('[role=switch]'); one.click(); one.click(); one.click(); })()`,
    );
    await eventually(async () => house.chat.state.open && (await writes.isChecked()), 'open again');
    assert.equal(house.actions().length, before + 1);

    const words = rules.getByLabel(/^Слова, с которыми/);
    assert.equal(await words.inputValue(), 'курс*');
    await words.fill(`курс*\n  реклама \n\nреклама\n${'ы'.repeat(41)}`);
    await rules.getByText('Слово длиннее 40 знаков').waitFor();
    await words.fill('курс*\n  реклама \n\nреклама');
    // Somebody else changes it meanwhile: what is typed stays, and it is said.
    house.chat.moderate(crypto.randomUUID(), { do: 'words', words: ['другое'] }, 'Пётр');
    await rules.getByText('Список изменили в другом месте.').waitFor();
    assert.match(await words.inputValue(), /реклама/);
    await press(rules, 'Сохранить слова');
    await page.getByText('Слова сохранены.').waitFor();
    assert.deepEqual(house.chat.state.words, ['курс*', 'реклама']);
    await part(page, 'Что сделано')
      .getByText(/, Пётр$/)
      .waitFor();
    assert.equal(house.chat.state.slowSeconds, 30);
    await close();
  });

  test('a word in the theatre’s name: sent, accepted; refused it comes back; cut off it is said once more, once', async () => {
    const { page, close } = await enter();
    house.chat.state.accepts = false;
    const field = page.getByLabel('От имени театра');
    await page.getByText('Зрители увидят: Театр «Рампа»').waitFor();
    await field.fill('Начинаем через пять минут');
    await page.keyboard.press('Enter');
    await row(page, 'Начинаем').getByText('театр', { exact: true }).waitFor();
    await row(page, 'Начинаем').getByText('отправляется').waitFor();
    house.chat.accept();
    await row(page, 'Начинаем').getByText('отправляется').waitFor({ state: 'detached' });

    house.chat.state.sayRefusals.push({ error: 'LineTooLong', message: 'Сообщение длиннее 500 знаков.', how: 'Сократите его.' });
    await field.fill('Слишком длинно');
    await page.keyboard.press('Enter');
    await row(page, 'Слишком длинно').getByText('Сократите его.').waitFor();
    await press(row(page, 'Слишком длинно'), 'Исправить');
    assert.equal(await field.inputValue(), 'Слишком длинно');
    assert.equal(await row(page, 'Слишком длинно').count(), 0);

    house.chat.state.accepts = false;
    await field.fill('Это надо услышать');
    await page.keyboard.press('Enter');
    await eventually(async () => house.chat.state.said.length === 2, 'the house heard it');
    house.chat.cut();
    await page.getByText(/^Соединяемся$/).waitFor();
    await page.getByText(/^На связи$/).waitFor();
    await eventually(async () => house.chat.state.said.length === 3, 'said once more');
    const [, one, other] = house.chat.state.said;
    assert.equal(one!.id, other!.id);
    assert.equal(await row(page, 'Это надо услышать').count(), 1);
    house.chat.accept();
    await row(page, 'Это надо услышать').getByText('отправляется').waitFor({ state: 'detached' });
    await close();
  });

  test('without the socket lines still come, more slowly, and a pass that is over is asked for anew', async () => {
    const { page, close } = await enter();
    house.chat.state.passes.clear();
    house.failNext('/audience/pass', ...Array<'Busy'>(3).fill('Busy'));
    house.chat.cut();
    await page.getByText(/^Соединяемся$/).waitFor();
    house.chat.say(authors.clara, 'Clara', 'Heard without a socket');
    await row(page, 'Heard without a socket').waitFor();
    await press(row(page, 'Heard without a socket'), 'Убрать: Clara');
    await row(page, 'Heard without a socket').locator('del').waitFor();
    await page.getByText(/^На связи$/).waitFor();
    assert.ok((house.state.looks.get('audience/pass') ?? 0) >= 5);
    await close();
  });

  test('by keys: walk, delete, mute, pin; elsewhere letters are letters', async () => {
    const { page, close } = await enter();
    const log = page.getByRole('log');
    await page.getByLabel('От имени театра').fill('djb');
    assert.deepEqual(house.actions(), []);
    await log.focus();
    await page.keyboard.press('j');
    await eventually(
      async () => (await page.evaluate<string>('document.activeElement.innerText')).includes('Какая Нина'),
      'the newest',
    );
    await page.keyboard.press('p');
    await page.getByRole('region', { name: 'Закреплено' }).getByText('Какая Нина').waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('k');
    assert.match(await page.evaluate('document.activeElement.innerText'), /купите мой курс/);
    await page.keyboard.press('m');
    await row(page, 'купите мой курс')
      .getByText(/без слова до/)
      .waitFor();
    await page.keyboard.press('d');
    await row(page, 'купите мой курс').locator('del').waitFor();
    // A line that comes meanwhile moves nothing under the hand.
    house.chat.say(authors.anna, 'Анна', 'Новая строка');
    await row(page, 'Новая строка').waitFor();
    assert.match(await page.evaluate('document.activeElement.innerText'), /купите мой курс/);
    assert.deepEqual(
      house.actions().map((body) => (body['action'] as { do: string }).do),
      ['pin', 'mute', 'delete'],
    );
    await close();
  });

  test('the picture beside the chat', async () => {
    house.state.picture = true;
    const { page, close } = await enter();
    await press(page, 'Показать картинку');
    await eventually(async () => page.evaluate('document.querySelector("video")?.currentTime > 0.3'), 'it moves', 60_000);
    const [chat, picture] = await Promise.all([page.getByRole('log').boundingBox(), page.locator('video').boundingBox()]);
    assert.ok(picture!.x > chat!.x + chat!.width, 'beside it, not above');
    await close();
  });

  test('before and after: nobody may speak, what was said and done stays to be read', async () => {
    house.state.live = false;
    const { page, complaints, close } = await visit(browser, { locale: 'en-GB' });
    await open(page, house.page('audience'));
    await page.getByText('The chat is closed').waitFor();
    await page.getByText('The audience gathers an hour before').waitFor();
    await row(page, 'Greetings from Berlin').waitFor();
    assert.equal(await page.getByLabel('In the theatre’s name').count(), 0);
    assert.equal(house.state.looks.get('audience/pass'), undefined);
    assert.deepEqual(complaints, []);
    await close();
  });

  test('a moderator finds the shows that gather; other roles get a word instead', async () => {
    const { page, close } = await visit(browser);
    house.state.role = 'moderator';
    await open(page, `${house.origin}/my/rampa`);
    await page.getByRole('heading', { name: 'Чат показов' }).waitFor();
    await page.getByText('идёт сейчас').click();
    await page.getByText(/^На связи$/).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Зрители и отчёт' }).count(), 0, 'figures are not for this role');
    house.state.role = 'content';
    await open(page, house.page('audience'));
    await page.getByRole('heading', { name: 'Вашей роли этот раздел не открыт' }).waitFor();
    await close();
  });

  for (const [name, viewport] of Object.entries({ phone, desk }))
    for (const theme of ['dark', 'light'])
      test(`no barriers and nothing wider than the screen: ${name}, ${theme}`, async () => {
        house.state.picture = true;
        const locale = theme === 'light' ? 'en-GB' : 'ru-RU';
        const { page, complaints, close } = await enter({ viewport, locale });
        if (theme === 'light') await page.evaluate(`document.documentElement.dataset.theme = 'light'`);
        for (let n = 0; n < 12; n++)
          house.chat.say(authors.clara, 'Clara', `Bravo, number ${n}! ${'How she speaks. '.repeat(n % 4)}`);
        const [first, second, third] = house.chat.state.lines;
        const by = (action: Parameters<typeof house.chat.moderate>[1], who?: string) =>
          house.chat.moderate(crypto.randomUUID(), action, who);
        by({ do: 'pin', lineId: first!.id });
        by({ do: 'mute', lineId: second!.id, minutes: 10 }, 'Пётр');
        by({ do: 'delete', lineId: second!.id });
        by({ do: 'undo', actionId: house.chat.state.actions[0]!.id }, 'Пётр');
        by({ do: 'slow', seconds: 30 });
        const loud = house.chat.say(authors.boris, 'Борис', 'ЭТО ПОСЛЕДНЯЯ СТРОКА');
        by({ do: 'delete', lineId: loud.id });
        house.failNext('/audience/actions', 'NoSuchLine');
        await row(page, 'Bravo, number 11').getByRole('button').first().click();
        await row(page, 'Bravo, number 11').getByRole('alert').waitFor();
        await page.locator('.done li').nth(4).waitFor();
        assert.equal(third!.kind, 'donation');
        assert.deepEqual(await barriers(page), []);
        const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        assert.equal(wider, 0, 'wider than the screen');
        const presses = await page.getByRole('log').getByRole('button').all();
        for (const one of presses.slice(-8)) {
          const { width, height } = (await one.boundingBox())!;
          assert.ok(width >= 44 && height >= 44, 'a thumb finds it');
        }
        if (process.env['SHOTS'])
          await page.screenshot({ path: `${process.env['SHOTS']}/chat-${name}-${theme}.png`, fullPage: true });
        assert.deepEqual(
          complaints.filter((line) => !line.includes('404')),
          [],
        );
        await close();
      });
});
