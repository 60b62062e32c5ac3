/** What Telegram refuses, the sandbox refuses, in the same words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, type Json, open } from './helpers.ts';

const key = (button: object): object => ({
  chat_id: 1001,
  text: 'a',
  reply_markup: { inline_keyboard: [[{ text: 'b', ...button }]] },
});
const invoice = (over: object = {}): object => ({
  ...{ chat_id: 1001, title: 't', description: 'd', payload: 'p', currency: 'XTR', provider_token: '' },
  ...{ prices: [{ label: 'a', amount: 5 }], ...over },
});
const album = (count: number): object => ({
  chat_id: 1001,
  media: Array.from({ length: count }, () => ({ type: 'photo', media: 'x' })),
});

const refusals: ReadonlyArray<[what: string, method: string, params: object, words: RegExp]> = [
  ['an empty text', 'sendMessage', { chat_id: 1001, text: ' ' }, /message text is empty/],
  ['a text of 4097', 'sendMessage', { chat_id: 1001, text: 'a'.repeat(4097) }, /message is too long/],
  ['callback data of 65 bytes', 'sendMessage', key({ callback_data: 'ж'.repeat(33) }), /BUTTON_DATA_INVALID/],
  ['empty callback data', 'sendMessage', key({ callback_data: '' }), /BUTTON_DATA_INVALID/],
  ['a button that does nothing', 'sendMessage', key({}), /Text buttons are unallowed/],
  ['a broken address', 'sendMessage', key({ url: 'nowhere' }), /Wrong HTTP URL/],
  ['a Mini App without HTTPS', 'sendMessage', key({ web_app: { url: 'http://rampa.example' } }), /Only HTTPS links are allowed/],
  [
    'an unclosed tag',
    'sendMessage',
    { chat_id: 1001, text: '<b>a', parse_mode: 'HTML' },
    /can't parse entities: Can't find end tag/,
  ],
  [
    'an unknown tag',
    'sendMessage',
    { chat_id: 1001, text: '<h1>a</h1>', parse_mode: 'HTML' },
    /can't parse entities: Unsupported start tag "h1"/,
  ],
  [
    'crossed tags',
    'sendMessage',
    { chat_id: 1001, text: '<b><i>a</b></i>', parse_mode: 'HTML' },
    /can't parse entities: Unmatched end tag/,
  ],
  ['a bare full stop', 'sendMessage', { chat_id: 1001, text: 'a.', parse_mode: 'MarkdownV2' }, /Character '\.' is reserved/],
  [
    'an open star',
    'sendMessage',
    { chat_id: 1001, text: '*a', parse_mode: 'MarkdownV2' },
    /can't parse entities: Can't find end of Bold/,
  ],
  ['an album of one', 'sendMediaGroup', album(1), /between 2 and 10|album/],
  ['an album of eleven', 'sendMediaGroup', album(11), /between 2 and 10|album/],
  [
    'two prices in Stars',
    'sendInvoice',
    invoice({
      prices: [
        { label: 'a', amount: 5 },
        { label: 'b', amount: 5 },
      ],
    }),
    /exactly one/,
  ],
  ['half a Star', 'sendInvoice', invoice({ prices: [{ label: 'a', amount: 5.5 }] }), /must be an integer/],
  ['a provider token with Stars', 'createInvoiceLink', invoice({ provider_token: 'x' }), /PAYMENT_PROVIDER_INVALID/],
  ['a payload of 129 bytes', 'sendInvoice', invoice({ payload: 'p'.repeat(129) }), /INVOICE_PAYLOAD_INVALID/],
  ['no payload', 'sendInvoice', invoice({ payload: '' }), /INVOICE_PAYLOAD_INVALID/],
  ['a command with a capital', 'setMyCommands', { commands: [{ command: 'Start', description: 'd' }] }, /BOT_COMMAND_INVALID/],
];

test('limits are those of the Bot API', async (t) => {
  const sandbox = await open(t);
  for (const [what, method, params, words] of refusals) {
    await t.test(`${what} is refused`, async () => {
      const answer = await call(sandbox, method, params);
      assert.equal(answer.error_code, 400, JSON.stringify(answer));
      assert.match(answer.description, /^Bad Request: /);
      assert.match(answer.description, words);
    });
  }
  await t.test('what is just within them is taken', async () => {
    for (const [method, params] of [
      ['sendMessage', { chat_id: 1001, text: 'a'.repeat(4096) }],
      ['sendMessage', key({ callback_data: 'ж'.repeat(32) })],
      ['sendMessage', { chat_id: 1001, text: `<b>${'a'.repeat(4096)}</b>`, parse_mode: 'HTML' }],
      ['sendInvoice', invoice({ payload: 'p'.repeat(128) })],
    ] as const) {
      assert.equal((await call(sandbox, method, params)).ok, true);
    }
  });
});

test('parameters are understood from the query, a form and JSON alike', async (t) => {
  const sandbox = await open(t);
  const path = `${sandbox.url}/bot7000000001:sandbox-test/sendMessage`;
  const markup = JSON.stringify({ inline_keyboard: [[{ text: 'b', callback_data: 'c' }]] });
  const asked = new URLSearchParams({ chat_id: '1001', text: 'a', reply_markup: markup });
  const form = new FormData();
  for (const [name, value] of asked) form.set(name, value);
  for (const response of [
    await fetch(`${path}?${asked}`),
    await fetch(path, { method: 'POST', body: asked }),
    await fetch(path, { method: 'POST', body: form }),
  ]) {
    const { ok, result } = (await response.json()) as { ok: boolean; result: Json };
    assert.equal(ok, true);
    assert.equal(result.reply_markup.inline_keyboard[0][0].callback_data, 'c');
  }
});
