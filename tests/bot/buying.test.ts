/** From the card to the invoice in the bot: one type or several, what one wants to pay, and the same once more. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { texts } from '../../bot/texts.ts';
import type { CheckoutCommand } from '../../commands/orders/checkout.ts';
import { Refusal } from '../../domain/errors.ts';
import { money } from '../../domain/money.ts';
import { nameUuid } from '../../domain/uuid.ts';
import { personIdOf, until } from './fakes.ts';
import { anna, dataOf, james, openStage, type Stage, textsOf } from './stage.ts';
import { inHours, type Order } from './theatre.ts';

const words = texts.ru;
const hex = (id: string) => id.replaceAll('-', '');
let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

/** A show with two ordinary types and one that costs what the buyer says; checkouts become orders that wait for money. */
type Trouble = {
  refuse?: 'SoldOut' | 'Busy';
  over?: boolean;
  away?: boolean /** Why the order ended before it was asked. */;
  unheard?: string;
};
function scene({ refuse, over, away, unheard }: Trouble = {}) {
  const play = stage.play({
    orders: {
      async checkout(command) {
        if (refuse) throw new Refusal(refuse);
        const { orderId, showId } = command as CheckoutCommand;
        if (!play.theatre.orders.some(({ id }) => id === orderId)) {
          const types = play.theatre.types.filter(({ show_id }) => show_id === showId);
          const ended: Partial<Order> = unheard ? { phase: 'cancelled', reason: unheard } : { phase: 'awaitingPayment' };
          play.theatre.addOrder(anna, show, types.slice(0, 1), { id: orderId, ...ended });
        }
        if (unheard) throw new Refusal('OrderClosed');
        return { checkoutUrl: 'stars', total: money(450, 'XTR'), holdEndsAt: inHours(0.2).toISOString() };
      },
      async cancel({ orderId }) {
        if (over) throw new Refusal('NotAwaitingPayment');
        if (away) throw new Error('Temporal is away');
        play.theatre.orders.find(({ id }) => id === orderId)!.phase = 'cancelled';
      },
    },
  });
  const show = play.theatre.addShow('SHOW0001');
  const [stalls, box, open] = [
    play.theatre.addType(show.id, 0, 450),
    play.theatre.addType(show.id, 1, 900),
    play.theatre.addType(show.id, 2, 101, { openPrice: true }),
  ];
  return { ...play, show, stalls: stalls!, box: box!, open: open!, viewer: stage.viewer(anna) };
}
const linesOf = (asked: Array<{ command: Record<string, unknown> }>) => asked.map(({ command }) => command['lines']);

describe('a house that does not answer', () => {
  it('says to who orders that pressing again makes no second order, and to nobody else', async () => {
    const { viewer } = scene({ refuse: 'Busy' });
    await viewer.say('/start show_SHOW0001');
    assert.match((await viewer.send('p:SHOW0001:1:abc')).text, /Театр сейчас не отвечает.*Заказ не задвоится/);
    const other = scene({ away: true });
    await other.viewer.say('/start show_SHOW0001');
    await other.viewer.send('p:SHOW0001:1:abc');
    const told = (await other.viewer.press(words.cancel)).text;
    assert.match(told, /Театр сейчас не отвечает/);
    assert.doesNotMatch(told, /задвоится/, 'control: nothing was ordered by this press');
  });
});

describe('tickets of one type', () => {
  it('are two presses from the card to the price, and one more to the invoice', async () => {
    const { viewer, asked, show, stalls } = scene();
    await viewer.say('/start show_SHOW0001');
    await viewer.press(/^Партер/);
    const card = await viewer.press('2');
    assert.match(card.text, /2 × Партер — 900 ⭐/);
    assert.equal(asked.length, 0);
    const invoice = await viewer.press(/^Оплатить/);
    assert.ok(invoice.invoice);
    const { orderId, ...command } = asked[0]!.command;
    assert.match(String(orderId), /^[0-9a-f-]{36}$/);
    assert.deepEqual(command, {
      ...{ tenantId: show['tenant_id'], showId: show.id, personId: personIdOf(`telegram:${anna}`) },
      ...{ lines: [{ ticketTypeId: stalls.id, quantity: 2 }], provider: 'stars', account: 'platform', currency: 'XTR' },
      ...{ surface: 'bot', bot: 'platform', language: 'ru', known: false, contact: { telegramId: anna, name: 'Анна' } },
    });
  });

  it('paid for twice by one button are one order; by a button drawn anew, another', async () => {
    const { viewer, asked } = scene();
    await viewer.say('/start show_SHOW0001');
    await viewer.send('p:SHOW0001:2:abc');
    await viewer.send('p:SHOW0001:2:abc');
    assert.equal(asked.length, 1, 'the second press finds the order');
    await viewer.send('p:SHOW0001:2:abd');
    assert.notEqual(asked[1]!.command['orderId'], asked[0]!.command['orderId']);
  });
});

describe('tickets of several types', () => {
  it('are put together, changed, taken out, and paid for at once', async () => {
    const { viewer, asked, stalls, box } = scene();
    await viewer.say('/start show_SHOW0001');
    await viewer.press(/^Партер/);
    await viewer.press('1');
    await viewer.press(words.addAnother);
    await viewer.press(/^Ложа/);
    const both = await viewer.press('3');
    assert.match(both.text, /1 × Партер — 450 ⭐\n3 × Ложа <VIP> — 2\s700 ⭐\nБилетов: 4, вместе 3\s150 ⭐/);
    await viewer.press(words.addAnother);
    await viewer.press(/^3 × Ложа/);
    await viewer.press('2');
    await viewer.press(/^Оплатить 2\s250 ⭐/);
    assert.deepEqual(linesOf(asked), [
      [
        { ticketTypeId: stalls.id, quantity: 1 },
        { ticketTypeId: box.id, quantity: 2 },
      ],
    ]);
    await viewer.press(words.addAnother);
    await viewer.press(/^2 × Ложа/);
    assert.match((await viewer.press(words.takeOut)).text, /1 × Партер — 450 ⭐/);
  });

  it('are ten at most, however they are put together', async () => {
    const { viewer, asked } = scene();
    await viewer.say('/start show_SHOW0001');
    await viewer.press(/^Партер/);
    await viewer.press('8');
    await viewer.press(words.addAnother);
    const card = await viewer.press(/^Ложа/);
    assert.deepEqual(
      textsOf(card).filter((text) => /^\d+$/.test(text)),
      ['1', '2'],
    );
    for (const basket of ['8.3', '10.1', '0', '0.0', '99'])
      assert.match((await viewer.send(`p:SHOW0001:${basket}:x`)).text, /билета на этот показ нет/, basket);
    assert.equal(asked.length, 0);
  });

  it('that the show does not have, or has no more, are refused in words', async () => {
    const { viewer, asked, box } = scene();
    await viewer.say('/help');
    assert.match((await viewer.send('p:SHOW0001:0.0.0.1:x')).text, /билета на этот показ нет/);
    box.quota_left = 1;
    assert.match((await viewer.send('p:SHOW0001:0.2:x')).text, /Столько мест уже нет/);
    assert.match((await viewer.send('p:ELSEWHERE:1:x')).text, /Продажа на этот показ закрыта/);
    assert.equal(asked.length, 0);
    const sold = scene({ refuse: 'SoldOut' });
    await sold.viewer.say('/help');
    assert.match((await sold.viewer.send('p:SHOW0001:1:x')).text, /Столько мест уже нет/);
  });

  it('of an order whose process ended without an answer hears why there were no seats', async () => {
    const late = scene({ unheard: 'soldOut' });
    await late.viewer.say('/help');
    assert.match((await late.viewer.send('p:SHOW0001:1:x')).text, /Столько мест уже нет/);
    const closed = scene({ unheard: 'operator' });
    await closed.viewer.say('/help');
    assert.doesNotMatch((await closed.viewer.send('p:SHOW0001:1:x')).text, /Столько мест уже нет/);
  });
});

describe('a ticket at the buyer’s own price', () => {
  it('is offered at the least and its multiples, in whole Stars, never below', async () => {
    const { viewer, asked, open } = scene();
    const card = await viewer.say('/start show_SHOW0001');
    assert.ok(textsOf(card).includes('Сколько хочу · от 101 ⭐'));
    const prices = await viewer.press(/^Сколько хочу/);
    assert.deepEqual(textsOf(prices).slice(0, 4), ['101 ⭐', '152 ⭐', '202 ⭐', '303 ⭐']);
    assert.match(prices.text, /Любую другую сумму можно назвать на сайте/, 'a typed number is not understood');
    assert.ok(textsOf(prices).includes(words.onTheSite), 'and the way there is a press');
    await viewer.press('152 ⭐');
    await viewer.press('2');
    await viewer.press(/^Оплатить 304 ⭐/);
    assert.deepEqual(linesOf(asked), [[{ ticketTypeId: open.id, quantity: 2, unitAmount: 152 }]]);
  });

  it('goes into one order with others', async () => {
    const { viewer, asked, open, stalls } = scene();
    await viewer.say('/start show_SHOW0001');
    await viewer.press(/^Партер/);
    await viewer.press('1');
    await viewer.press(words.addAnother);
    await viewer.press(/^Сколько хочу/);
    await viewer.press('303 ⭐');
    await viewer.press('1');
    await viewer.press(/^Оплатить 753 ⭐/);
    assert.deepEqual(linesOf(asked), [
      [
        { ticketTypeId: stalls.id, quantity: 1 },
        { ticketTypeId: open.id, quantity: 1, unitAmount: 303 },
      ],
    ]);
  });

  it('whose least is nothing still costs something, for an invoice cannot be of nothing', async () => {
    const { viewer, open } = scene();
    open.prices = [{ currency: 'XTR', amount: 0 }];
    await viewer.say('/start show_SHOW0001');
    assert.deepEqual(textsOf(await viewer.press(/^Сколько хочу/)).slice(0, 4), ['50 ⭐', '75 ⭐', '100 ⭐', '150 ⭐']);
  });
});

describe('once more', () => {
  const ended = (play: ReturnType<typeof scene>, more: Partial<Order> = {}) => {
    const { theatre, show, stalls, box } = play;
    return theatre.addOrder(anna, show, [stalls, box], { phase: 'expired', ...more });
  };

  it('is one press from an order whose time ran out, and a double press is one order', async () => {
    const play = scene();
    const old = ended(play);
    const told = await play.viewer.say(`/start order_${hex(old.id)}`);
    assert.equal(told.text, words.holdEnded);
    assert.deepEqual(dataOf(told), [`a:${hex(old.id)}`]);
    assert.ok((await play.viewer.press(words.again)).invoice);
    await play.viewer.send(`a:${hex(old.id)}`);
    const id = nameUuid('again', old.id);
    assert.deepEqual(
      play.asked.map(({ name, command }) => [name, command['orderId'], command['lines']]),
      [
        [
          'checkout',
          id,
          [
            { ticketTypeId: play.stalls.id, quantity: 1 },
            { ticketTypeId: play.box.id, quantity: 1 },
          ],
        ],
      ],
    );
  });

  it('goes on from the newest when that ended too, from whichever button', async () => {
    const play = scene();
    const old = ended(play);
    const second = ended(play, { id: nameUuid('again', old.id) });
    await play.viewer.say('/help');
    await play.viewer.send(`a:${hex(old.id)}`);
    assert.equal(play.asked[0]!.command['orderId'], nameUuid('again', second.id));
  });

  it('says so when the newest is paid, and orders nothing', async () => {
    const play = scene();
    const old = ended(play);
    play.theatre.addOrder(anna, play.show, [play.stalls], { id: nameUuid('again', old.id) });
    await play.viewer.say('/help');
    assert.equal((await play.viewer.send(`a:${hex(old.id)}`)).text, words.orderPaid);
    assert.equal(play.asked.length, 0);
  });

  it('keeps what the buyer chose to pay, but not below today’s least', async () => {
    const play = scene();
    const lines = [{ ticketTypeId: play.open.id, quantity: 2, unit: 152 }];
    const old = ended(play, { lines });
    await play.viewer.say('/help');
    await play.viewer.send(`a:${hex(old.id)}`);
    assert.deepEqual(linesOf(play.asked), [[{ ticketTypeId: play.open.id, quantity: 2, unitAmount: 152 }]]);
    const other = scene();
    other.open.prices = [{ currency: 'XTR', amount: 200 }];
    const cheap = ended(other, { lines: [{ ticketTypeId: other.open.id, quantity: 1, unit: 152 }] });
    await other.viewer.send(`a:${hex(cheap.id)}`);
    assert.deepEqual(linesOf(other.asked), [[{ ticketTypeId: other.open.id, quantity: 1, unitAmount: 200 }]]);
  });

  it('is not there for an order of a cancelled show, or for one that is not theirs', async () => {
    const play = scene();
    const cancelled = ended(play, { phase: 'cancelled', reason: 'showCancelled' });
    const theirs = play.theatre.addOrder(james, play.show, [play.stalls], { phase: 'expired' });
    await play.viewer.say('/help');
    for (const id of [cancelled.id, theirs.id, randomUUID()]) {
      const said = await play.viewer.send(`a:${hex(id)}`);
      assert.equal(said.invoice, null);
      assert.deepEqual(said.buttons, []);
    }
    assert.equal(play.asked.length, 0);
  });

  it('is offered when an order was given up', async () => {
    const { viewer } = scene();
    await viewer.say('/start show_SHOW0001');
    await viewer.send('p:SHOW0001:1:abc');
    const told = await viewer.press(words.cancel);
    assert.equal(told.text, words.cancelled);
    assert.deepEqual(textsOf(told), [words.again]);
  });
});

describe('an invoice that can no longer be paid', () => {
  /** What can be pressed there: under an invoice without buttons Telegram shows one of its own, so it must be gone. */
  const at = async ({ viewer }: ReturnType<typeof scene>, { messageId }: { messageId: number }) =>
    (await viewer.all()).filter((message) => message.messageId === messageId).flatMap(textsOf);

  it('is gone when the order is given up, every one that was sent', async () => {
    const play = scene();
    await play.viewer.say('/start show_SHOW0001');
    const first = await play.viewer.send('p:SHOW0001:1:abc');
    const second = await play.viewer.send('p:SHOW0001:1:abc');
    assert.notEqual(first.messageId, second.messageId);
    for (const invoice of [first, second]) assert.equal((await at(play, invoice)).length, 2, 'control: until then it is there');
    assert.equal((await play.viewer.press(words.cancel)).text, words.cancelled);
    assert.deepEqual([await at(play, first), await at(play, second)], [[], []]);
  });

  it('is gone also when it was over already, and to a process that did not send it', async () => {
    const play = scene({ over: true });
    const order = play.theatre.addOrder(anna, play.show, [play.stalls], { phase: 'expired' });
    await play.viewer.say('/help');
    await stage.api('sendInvoice', {
      ...{
        chat_id: anna,
        title: 'Чайка',
        description: 'x',
        payload: 'x',
        currency: 'XTR',
        prices: [{ label: 'x', amount: 450 }],
      },
      reply_markup: {
        inline_keyboard: [
          [{ text: words.pay('450 ⭐'), pay: true }],
          [{ text: words.cancel, callback_data: `c:${hex(order.id)}` }],
        ],
      },
    });
    const invoice = await play.viewer.last();
    assert.match((await play.viewer.press(words.cancel)).text, /уже не ждёт оплаты/);
    assert.deepEqual(await at(play, invoice), []);
  });

  it('stays while nobody knows whether it was given up', async () => {
    const play = scene({ away: true });
    await play.viewer.say('/start show_SHOW0001');
    const invoice = await play.viewer.send('p:SHOW0001:1:abc');
    assert.match((await play.viewer.press(words.cancel)).text, /Театр сейчас не отвечает/);
    assert.ok((await at(play, invoice)).length > 0);
  });

  it('goes by itself when the time to pay is over, and not before', async () => {
    const play = scene();
    await play.viewer.say('/start show_SHOW0001');
    const good = await play.viewer.send('p:SHOW0001:1:abc');
    const late = play.theatre.addOrder(anna, play.show, [play.stalls], { phase: 'awaitingPayment', hold_ends_at: inHours(-1) });
    const { messageId } = await play.viewer.say(`/start order_${hex(late.id)}`);
    await until('it is gone', async () => (await at(play, { messageId })).length === 0);
    assert.ok((await at(play, good)).length > 0);
  });
});

describe('an invoice that is paid', () => {
  it('loses its buttons: what is paid can neither be paid nor given up', async () => {
    const { viewer, settled, bot } = scene();
    await viewer.say('/start show_SHOW0001');
    const invoice = await viewer.send('p:SHOW0001:1:abc');
    assert.ok(textsOf(invoice).includes(words.cancel));
    const orderId = dataOf(invoice)
      .find((data) => data.startsWith('c:'))!
      .slice(2);
    const payload = `order:${orderId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
    const payment = { currency: 'XTR', total_amount: 450, invoice_payload: payload, telegram_payment_charge_id: 'ch' };
    const from = { id: anna, is_bot: false, first_name: 'Анна', language_code: 'ru' };
    const message = { message_id: 99, date: 1, chat: { id: anna, type: 'private' }, from, successful_payment: payment };
    for (const update_id of [1, 2]) await bot.handleUpdate({ update_id, message } as never);
    assert.equal(settled.length, 2);
    assert.deepEqual(dataOf((await viewer.all()).find(({ messageId }) => messageId === invoice.messageId)!), []);
  });
});
