/** Telegram's updates, mutated by the hundred: the bot neither breaks nor does what nobody asked. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { encodePress } from '../../bot/callback-data.ts';
import { type FakeBot, fakeBot, type Phone, personIdOf, startPhone } from '../bot/fakes.ts';
import { Theatre } from '../bot/theatre.ts';
import { placesOf, put } from './arbitraries.ts';
import { chanceOf, seed, tellSeed, within } from './seed.ts';

const anna = 2001;
let phone: Phone;
let theatre: Theatre;
let fake: FakeBot;
/** What is broken where nobody waits for it. */
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);
before(async () => {
  tellSeed();
  process.on('unhandledRejection', note);
  phone = await startPhone();
  // So that there is somebody to answer to.
  await phone.ask('POST', `/people/${anna}/messages`, { text: '/start' });
  theatre = new Theatre();
  const done = { back: { amount: 450, currency: 'XTR' }, kept: { amount: 0, currency: 'XTR' }, ticketIds: ['t'] };
  fake = fakeBot(phone.url, {
    rows: theatre.rows,
    orders: Object.fromEntries(
      ['checkout', 'cancel', 'refund', 'exchange', 'claim', 'bring', 'rate', 'invite', 'knock'].map((name) => [
        name,
        async () => ({ ...done, startsAt: new Date(0).toISOString() }),
      ]),
    ),
    signIns: { confirm: async () => {}, decline: async () => {} },
    more: { ratePerMinute: 1_000_000 },
  });
});
after(async () => {
  process.off('unhandledRejection', note);
  await phone.close();
});

const from = { id: anna, is_bot: false, first_name: 'Анна', language_code: 'ru' };
const chat = { id: anna, type: 'private', first_name: 'Анна' };
const message = { message_id: 5, date: 1_790_000_000, chat, from };
const command = (text: string) => ({
  message: { ...message, text, entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0]!.length }] },
});
const press = (data: string) => ({
  callback_query: { id: '77', from, message: { ...message, text: 'x' }, chat_instance: 'c', data },
});

/** One of everything that we act on, and of what we do not. */
function updates() {
  const show = theatre.addShow(`S${theatre.shows.length}HOW`);
  const later = theatre.addShow(`L${theatre.shows.length}ATER`);
  const type = theatre.addType(show.id, 0, 450);
  theatre.addType(later.id, 0, 450);
  const order = theatre.addOrder(anna, show, [type, type]);
  const waiting = theatre.addOrder(anna, show, [type], { phase: 'awaitingPayment' });
  const [orderId, ticketId] = [order.id, order.tickets[0]!.id];
  const code = show.code;
  const payment = {
    currency: 'XTR',
    total_amount: 450,
    invoice_payload: `order:${waiting.id}`,
    telegram_payment_charge_id: 'stx1',
    provider_payment_charge_id: 'p',
  };
  const presses = [
    ...[
      { kind: 'events' },
      { kind: 'myTickets' },
      { kind: 'page', page: 1 },
      { kind: 'show', code },
      { kind: 'type', code, position: 0, besides: '' },
    ],
    ...[
      { kind: 'quantity', code, position: 0, quantity: 2, besides: '' },
      { kind: 'pay', code, basket: '2', nonce: 'n' },
      { kind: 'cancel', orderId: waiting.id },
    ],
    ...[
      { kind: 'again', orderId },
      { kind: 'tickets', orderId },
      { kind: 'order', orderId },
      { kind: 'join', orderId },
      { kind: 'handOver', ticketId },
    ],
    ...[
      { kind: 'claim', ticketId, key: 'k'.repeat(22) },
      { kind: 'refund', orderId, chosen: 3 },
      { kind: 'exchange', orderId },
      { kind: 'exchangeFor', orderId, code: later.code },
    ],
    ...[
      { kind: 'rate', orderId, stars: 4 },
      { kind: 'confirmSignIn', signInId: orderId },
      { kind: 'language', language: 'en' },
      { kind: 'timeZone', zone: 'Europe/Moscow' },
    ],
  ] as Array<Parameters<typeof encodePress>[0]>;
  const compact = orderId.replaceAll('-', '');
  const texts = [
    '/start',
    `/start show_${code}`,
    `/start order_${compact}`,
    `/start login_${compact}`,
    `/start claim_${compact}_${'k'.repeat(22)}`,
    `/start bring_${compact}_${'k'.repeat(22)}`,
    '/events',
    '/tickets',
    '/watch',
    '/language',
    '/timezone',
    '/paysupport',
    '/terms',
    '/help',
  ];
  const moved = { chat: { id: -100, type: 'supergroup', title: 'x' }, from, date: 1 };
  return [
    ...texts.map(command),
    ...presses.map((what) => press(encodePress(what))),
    { message: { ...message, text: 'здравствуйте' } },
    { message: { ...message, successful_payment: payment } },
    { pre_checkout_query: { id: '9', from, currency: 'XTR', total_amount: 450, invoice_payload: `order:${waiting.id}` } },
    { chat_join_request: { ...moved, user_chat_id: anna, invite_link: { invite_link: 'https://t.me/+x', creator: from } } },
    {
      my_chat_member: {
        ...moved,
        old_chat_member: { user: from, status: 'member' },
        new_chat_member: { user: from, status: 'kicked' },
      },
    },
    { edited_message: { ...message, text: 'x' } },
    { message: { ...message, photo: [{ file_id: 'f', file_unique_id: 'u', width: 1, height: 1 }] } },
  ] as object[];
}

const odd: readonly unknown[] = [
  ...[
    null,
    undefined,
    true,
    0,
    -1,
    1.5,
    2 ** 53,
    1e308,
    '',
    ' ',
    [],
    {},
    [null],
    { id: anna },
    '\u0000',
    '\ud800',
    'x'.repeat(5000),
    '🎭'.repeat(300),
    '__proto__',
    'constructor',
  ],
  ...[
    "' or 1=1",
    '../..',
    '<b>',
    'p:S0HOW:9.9.9:n',
    'fn:0:0:0:0',
    'c:',
    'order:',
    `order:${'0'.repeat(32)}`,
    '/start show_',
    '/cancel',
    -100,
    '77',
    { toString: 1 },
  ],
];

/** Who pressed, joined or paid: by what the update says, and by nothing else. */
const askerOf = (update: any): number | undefined =>
  (update?.callback_query ?? update?.message ?? update?.chat_join_request ?? update?.pre_checkout_query)?.from?.id;

/** Gives it to the bot, and looks at all that must hold afterwards. */
async function handle({ bot, asked, settled, changed }: FakeBot, update: any): Promise<void> {
  const before = { asked: asked.length, settled: settled.length, changed: changed.length };
  await bot.handleUpdate(update).catch((error: unknown) => {
    // What fails is told to Telegram, which sends it again; but only the way there may fail, not we.
    assert.ok(
      !(error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError),
      (error as Error).stack,
    );
  });
  const asker = askerOf(update);
  const said = update?.callback_query?.data;
  const data = typeof said === 'string' ? said : '';
  for (const { name, command: given } of asked.slice(before.asked)) {
    assert.ok(asker !== undefined, `${name} for nobody`);
    assert.equal(given['personId'], personIdOf(`telegram:${asker}`), `${name} for somebody else`);
    const own = theatre.orders.find(({ id }) => id === given['orderId']);
    if (['cancel', 'refund', 'exchange', 'rate', 'invite'].includes(name))
      assert.equal(own?.person_id, given['personId'], `${name} of somebody else's`);
    const kinds: Record<string, RegExp> = {
      checkout: /^[pa]:/,
      cancel: /^c:/,
      refund: /^fn:/,
      exchange: /^vn:/,
      rate: /^r:/,
      claim: /^y:/,
      invite: /^(j|y|k|o):/,
    };
    if (name in kinds && update.callback_query) assert.match(data, kinds[name]!, `${name} was not pressed`);
    else assert.ok(!['checkout', 'cancel', 'refund', 'exchange', 'rate', 'claim'].includes(name), `${name} without a press`);
  }
  for (const { orderId, payment } of settled.slice(before.settled)) {
    const paid = update.message?.successful_payment;
    assert.deepEqual(
      [`order:${orderId}`, payment.amount, payment.currency, payment.paymentId],
      [paid?.invoice_payload, paid?.total_amount, paid?.currency, paid?.telegram_payment_charge_id],
    );
  }
  for (const change of changed.slice(before.changed) as Array<{ personId: string }>) {
    assert.match(data, /^[lz]:/);
    assert.equal(change.personId, personIdOf(`telegram:${asker}`));
  }
}

describe('the bot', () => {
  it('takes every update that is whole: control of what is mutated below', async () => {
    for (const [index, update] of updates().entries()) await handle(fake, { update_id: 10 + index, ...update });
    const did = new Set([
      ...fake.asked.map(({ name }) => name),
      fake.settled.length > 0 ? 'settled' : '',
      fake.changed.length > 0 ? 'changed' : '',
    ]);
    for (const name of ['checkout', 'cancel', 'rate', 'settled', 'changed']) assert.ok(did.has(name), `${name}: ${[...did]}`);
    assert.deepEqual(unhandled, []);
  });

  it('survives five hundred that are not, and does nothing that they do not warrant', async () => {
    const chance = chanceOf('updates');
    const whole = updates();
    for (let run = 0; run < 500; run += 1) {
      let update: unknown = { update_id: 1000 + run, ...chance.of(whole) };
      for (let times = 1 + chance.below(3); times > 0; times -= 1) {
        // Telegram's own envelope stays: without an update_id the door refuses it.
        const places = placesOf(update).filter(([first]) => first !== undefined && first !== 'update_id');
        if (places.length > 0) update = put(update, chance.of(places), chance.of(odd));
      }
      const told = JSON.stringify(update).slice(0, 600);
      // As it would come through the door: what stands in it as undefined is not there.
      await within(
        () => `update ${run} ${told}`,
        () => handle(fake, JSON.parse(JSON.stringify(update))),
      );
    }
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(unhandled, [], `SEED=${seed}`);
  });

  it('control: one that acts for whoever is named, and one that breaks, are found', async () => {
    const update = { update_id: 1, ...press('e') };
    const acting = {
      ...fake,
      bot: { handleUpdate: async () => void fake.asked.push({ name: 'cancel', command: { personId: 'x' } }) },
    } as unknown as FakeBot;
    await assert.rejects(handle(acting, update), /for somebody else/);
    const unasked = {
      ...fake,
      bot: {
        handleUpdate: async () =>
          void fake.asked.push({ name: 'checkout', command: { personId: personIdOf(`telegram:${anna}`) } }),
      },
    } as unknown as FakeBot;
    await assert.rejects(handle(unasked, update), /was not pressed/);
    const breaking = {
      ...fake,
      bot: { handleUpdate: () => Promise.reject(new TypeError('of undefined')) },
    } as unknown as FakeBot;
    await assert.rejects(handle(breaking, update), /of undefined/);
  });
});
