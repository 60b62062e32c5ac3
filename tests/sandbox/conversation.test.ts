/** A person and a real telegraf bot talk through the sandbox. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TelegramError } from 'telegraf';
import { launch } from './bots.ts';
import { call, get, type Json, open, post, seen, TOKEN, until } from './helpers.ts';

test('a bot that polls hears /start with its payload and the person sees the answer', async (t) => {
  const sandbox = await open(t);
  launch(sandbox, (bot) =>
    bot.start((context) => context.replyWithHTML(`Здравствуйте, <b>${context.from.first_name}</b>: ${context.payload}`)),
  );
  await post(sandbox, '/people/2001/messages', { text: '/start show_chaika' });
  const answer = await until('the answer', async () => (await seen(sandbox)).find((message) => message.by === 'bot'));
  assert.equal(answer.text, 'Здравствуйте, Анна: show_chaika');
  assert.deepEqual(answer.entities, [{ type: 'bold', offset: 14, length: 4 }]);
  assert.equal(answer.bot, 'rampa_bot');
});

test('pressing a button reaches the bot, and its alert stays with the message', async (t) => {
  const sandbox = await open(t);
  launch(sandbox, (bot) => {
    bot.start((context) =>
      context.reply('Место?', { reply_markup: { inline_keyboard: [[{ text: 'Ложа', callback_data: 'seat:box' }]] } }),
    );
    bot.action(/^seat:(.+)$/, async (context) => {
      await context.answerCbQuery(`Отложено: ${context.match[1]}`, { show_alert: true });
      await context.editMessageText('Место выбрано');
    });
  });
  await post(sandbox, '/people/2001/messages', { text: '/start' });
  const asked = await until('the question', async () => (await seen(sandbox)).find((message) => message.buttons.length > 0));
  assert.deepEqual(asked.buttons, [[{ text: 'Ложа', data: 'seat:box' }]]);
  await post(sandbox, '/people/2001/presses', { messageId: asked.messageId, data: 'seat:box' });
  const edited = await until('the edit', async () => (await seen(sandbox)).find((message) => message.editedAt !== null));
  assert.equal(edited.text, 'Место выбрано');
  assert.deepEqual(edited.buttons, [], 'an edit without a keyboard takes it away');
  assert.deepEqual(
    edited.alerts.map(({ text, showAlert }) => ({ text, showAlert })),
    [{ text: 'Отложено: box', showAlert: true }],
  );
});

test('a button that the message does not carry is refused with the ones it has', async (t) => {
  const sandbox = await open(t);
  const { result } = await call(sandbox, 'sendMessage', {
    chat_id: 1001,
    text: 'a',
    reply_markup: { inline_keyboard: [[{ text: 'b', callback_data: 'c' }]] },
  });
  const pressed = await post(sandbox, '/people/1001/presses', { messageId: result.message_id, data: 'other' });
  assert.equal(pressed.status, 400);
  assert.equal(pressed.body.error, 'no_such_button');
  assert.match(pressed.body.message, /"c"/);
});

test('a wrong token, an unknown method and an unknown chat are refused as Telegram refuses them', async (t) => {
  const sandbox = await open(t);
  const wrong = await post(sandbox, '/bot1:wrong/getMe');
  assert.deepEqual([wrong.status, wrong.body], [401, { ok: false, error_code: 401, description: 'Unauthorized' }]);
  const unknown = await post(sandbox, `/bot${TOKEN}/sendElephant`);
  assert.deepEqual([unknown.status, unknown.body], [404, { ok: false, error_code: 404, description: 'Not Found' }]);
  assert.equal((await call(sandbox, 'sendMessage', { chat_id: 99, text: 'a' })).description, 'Bad Request: chat not found');
});

test('a bot may not write first, and not at all to who blocked it', async (t) => {
  const sandbox = await open(t);
  const bot = launch(sandbox, () => undefined);
  const refused = (words: RegExp) => (error: unknown) =>
    error instanceof TelegramError && error.code === 403 && words.test(error.description);
  await assert.rejects(bot.telegram.sendMessage(2001, 'a'), refused(/can't initiate conversation/));
  await post(sandbox, '/people/2001/messages', { text: 'привет' });
  await bot.telegram.sendMessage(2001, 'a');
  await post(sandbox, '/people/2001/block');
  await assert.rejects(bot.telegram.sendMessage(2001, 'a'), refused(/bot was blocked by the user/));
  await post(sandbox, '/people/2001/unblock');
  await bot.telegram.sendMessage(2001, 'a');
});

test('commands, texts and the menu button are kept for the phone', async (t) => {
  const sandbox = await open(t);
  await call(sandbox, 'setMyCommands', { commands: [{ command: 'tickets', description: 'My tickets' }] });
  await call(sandbox, 'setMyCommands', { commands: [{ command: 'tickets', description: 'Мои билеты' }], language_code: 'ru' });
  await call(sandbox, 'setMyDescription', { description: 'Театр' });
  await call(sandbox, 'setChatMenuButton', {
    menu_button: { type: 'web_app', text: 'Афиша', web_app: { url: 'https://rampa.example/' } },
  });
  const chatOf = async (id: number): Promise<Json> => (await get(sandbox, `/people/${id}/phone`)).body.chats[0];
  assert.equal((await chatOf(2001)).commands[0].description, 'Мои билеты');
  assert.equal((await chatOf(2002)).commands[0].description, 'My tickets');
  assert.equal((await chatOf(2001)).description, 'Театр');
  assert.equal((await chatOf(2001)).menu.web_app.url, 'https://rampa.example/');
});

test('people are made, and a deep link that Telegram would not carry is refused', async (t) => {
  const sandbox = await open(t);
  const { status, body } = await post(sandbox, '/people', { firstName: 'Олег', languageCode: 'ru' });
  assert.equal(status, 201);
  assert.equal((await post(sandbox, `/people/${body.id}/messages`, { text: '/start чайка' })).status, 400);
  assert.equal((await post(sandbox, `/people/${body.id}/messages`, { text: `/start ${'a'.repeat(65)}` })).status, 400);
  assert.equal((await post(sandbox, `/people/${body.id}/messages`, { text: `/start ${'a'.repeat(64)}` })).status, 201);
  const chosen = { firstName: 'Ольга', languageCode: 'ru', id: 512_345_678_901 };
  assert.deepEqual((await post(sandbox, '/people', chosen)).body, { id: chosen.id });
  assert.equal((await post(sandbox, '/people', chosen)).status, 400, 'an id is one person');
  const nobody = await post(sandbox, '/people/77/messages', { text: 'a' });
  assert.equal(nobody.status, 404);
  assert.match(nobody.body.message, /POST \/people/);
});
