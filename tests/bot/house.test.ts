/** Ratings, settings, help with payments, terms, and how often one may speak. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { texts } from '../../bot/texts.ts';
import { zones } from '../../bot/zones.ts';
import { Refusal } from '../../domain/errors.ts';
import { personIdOf } from './fakes.ts';
import { anna, dataOf, james, openStage, type Stage, textsOf } from './stage.ts';
import { inHours } from './theatre.ts';

const words = texts.ru;
const hex = (id: string) => id.replaceAll('-', '');
const me = (telegramId: number) => personIdOf(`telegram:${telegramId}`);
let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

describe('a rating', () => {
  const ask = (orderId: string) =>
    stage.api('sendMessage', {
      ...{ chat_id: anna, text: 'Как вам показ?' },
      reply_markup: {
        inline_keyboard: [
          [1, 2, 3, 4, 5].map((stars) => ({ text: `${stars} из пяти`, callback_data: `r:${hex(orderId)}:${stars}` })),
        ],
      },
    });
  const scene = (fakes: Parameters<Stage['play']>[0] = { orders: { rate: async () => {} } }) => {
    const play = stage.play(fakes);
    const show = play.theatre.addShow('SHOW0001', { starts_at: inHours(-3) });
    return { ...play, order: play.theatre.addOrder(anna, show, [play.theatre.addType(show.id, 0, 450)]) };
  };

  it('is thanked for in place, and another press changes it', async () => {
    const { order, asked } = scene();
    const viewer = stage.viewer(anna);
    await viewer.say('/help');
    await ask(order.id);
    const rated = await viewer.press('4 из пяти');
    assert.deepEqual(textsOf(rated), [words.thanksForStars(4), '★', '★', '★', '★', '☆']);
    const changed = await viewer.send(`r:${hex(order.id)}:2`);
    assert.deepEqual(textsOf(changed), [words.thanksForStars(2), '★', '★', '☆', '☆', '☆']);
    const back = await viewer.send(`r:${hex(order.id)}:4`);
    assert.equal(textsOf(back)[0], words.thanksForStars(4));
    assert.deepEqual(
      asked.map(({ command }) => [command['personId'], command['stars']]),
      [4, 2, 4].map((stars) => [me(anna), stars]),
    );
    assert.equal(new Set(asked.map(({ command }) => command['requestId'])).size, 3, 'a change of mind is a request of its own');
  });

  it('that is closed is said in words', async () => {
    const { order } = scene({
      orders: {
        async rate() {
          throw new Refusal('RatingClosed');
        },
      },
    });
    const viewer = stage.viewer(anna);
    await viewer.say('/help');
    assert.match((await viewer.send(`r:${hex(order.id)}:5`)).text, /Оценить показ сейчас нельзя/);
  });

  it('of a companion counts as theirs', async () => {
    const { order, asked } = scene();
    order.tickets[0]!.holder = me(james);
    const viewer = stage.viewer(james);
    await viewer.say('/help');
    await viewer.send(`r:${hex(order.id)}:5`);
    assert.equal(asked[0]!.command['personId'], me(james));
  });
});

describe('/timezone', () => {
  it('shows the clock one lives by, and sets another', async () => {
    let timeZone: string | null = null;
    const { changed } = stage.play({ rows: { people: () => [{ language: null, timeZone, validAfter: null }] } });
    const viewer = stage.viewer(anna);
    assert.ok((await viewer.say('/timezone')).text.startsWith(words.timeZoneUnknown));
    const set = await viewer.press(/^Екатеринбург/);
    assert.match(set.text, /Готово: Екатеринбург, сейчас у вас \d\d:\d\d/);
    const { requestId, ...change } = changed[0] as { requestId: string };
    assert.deepEqual(change, { personId: me(anna), timeZone: 'Asia/Yekaterinburg' });
    assert.match(requestId, /^bot:\d+/);
    timeZone = 'Asia/Yekaterinburg';
    assert.match((await viewer.say('/timezone')).text, /Ваш часовой пояс: Екатеринбург/);
  });

  it('takes no zone that is not on the list', async () => {
    const { changed } = stage.play();
    const viewer = stage.viewer(anna);
    await viewer.say('/help');
    for (const zone of ['Mars/Phobos', 'Antarctica/Troll', 'Object/Prototype'])
      assert.match((await viewer.send(`z:${zone}`)).text, /Запрос составлен неверно/, zone);
    assert.deepEqual(changed, []);
  });

  it('offers zones that exist, in both languages', () => {
    for (const [zone, city] of Object.entries(zones)) {
      assert.doesNotThrow(() => new Intl.DateTimeFormat('en', { timeZone: zone }), zone);
      assert.match(city.ru, /^[А-ЯЁ]/);
      assert.match(city.en, /^[A-Z]/);
    }
  });

  it('adds one’s own time to a show’s where they differ', async () => {
    let timeZone = 'Asia/Yekaterinburg';
    const { theatre } = stage.play({ rows: { people: () => [{ language: null, timeZone, validAfter: null }] } });
    theatre.addShow('SHOW0001', { starts_at: new Date('2027-01-15T16:00:00Z') });
    const viewer = stage.viewer(anna);
    assert.match((await viewer.say('/start show_SHOW0001')).text, /19:00 \(Москва\), у вас 21:00 \(Екатеринбург\)/);
    timeZone = 'Europe/Minsk';
    assert.match((await viewer.say('/start show_SHOW0001')).text, /19:00 \(Москва\)\n/);
    timeZone = 'Asia/Kamchatka';
    assert.match((await viewer.say('/start show_SHOW0001')).text, /у вас сб, 16 янв\S*, 04:00/);
  });
});

describe('/paysupport', () => {
  it('lists recent orders with their state and their money, and says whom to write to', async () => {
    const { theatre } = stage.play({ more: { support: '@rampa_help' } });
    const show = theatre.addShow('SHOW0001');
    const type = theatre.addType(show.id, 0, 450);
    theatre.addOrder(anna, show, [type], { phase: 'expired' });
    theatre.addOrder(anna, show, [type], {
      refunds: [{ amount: 450, currency: 'XTR', state: 'requested', at: inHours(-1).toISOString() }],
    });
    theatre.addOrder(james, show, [type], { total: 77 });
    const { text } = await stage.viewer(anna).say('/paysupport');
    assert.match(
      text,
      /R-\S+ · Чайка, .* · 450 ⭐ · оплачен; возвращаем 450 ⭐\nR-\S+ · Чайка, .* · 450 ⭐ · не оплачен вовремя/,
    );
    assert.ok(text.includes('@rampa_help') && !text.includes('77'));
  });

  it('says where to turn when the house names nobody', async () => {
    stage.play();
    const { text } = await stage.viewer(anna).say('/paysupport');
    assert.ok(text.includes(words.supportByTheatre) && text.includes(words.noOrders));
  });
});

describe('/terms and /help', () => {
  it('are there in both languages, with every command of the menu', async () => {
    stage.play();
    assert.match((await stage.viewer(anna).say('/terms')).text, /Условия[\s\S]*Возврат/);
    assert.match((await stage.viewer(james).say('/terms')).text, /Terms[\s\S]*Refunds/);
    const help = (await stage.viewer(anna).say('/help')).text;
    for (const command of Object.keys(words.commands)) if (command !== 'help') assert.ok(help.includes(`/${command}`), command);
  });
});

describe('what Telegram says of itself', () => {
  it('is no question: a refund of Stars is not answered', async () => {
    const { bot } = stage.play();
    const viewer = stage.viewer(anna);
    await viewer.say('/help');
    const before = (await viewer.all()).length;
    const from = { id: anna, is_bot: false, first_name: 'Анна' };
    const refunded = { currency: 'XTR', total_amount: 1, invoice_payload: 'order:1', telegram_payment_charge_id: 'x' };
    const message = { message_id: 9, date: 1, chat: { id: anna, type: 'private' }, from, refunded_payment: refunded };
    await bot.handleUpdate({ update_id: 1, message } as never);
    assert.equal((await viewer.all()).length, before);
  });
});

describe('whoever speaks too often', () => {
  it('gets one word, and is heard no more for a while; money and other people are', async () => {
    const { bot, settled } = stage.play({ more: { ratePerMinute: 3 } });
    const viewer = stage.viewer(anna);
    const before = (await viewer.all()).filter(({ by }) => by === 'bot').length;
    for (let times = 0; times < 6; times += 1) await viewer.say('/help');
    const answers = (await viewer.all()).filter(({ by }) => by === 'bot').slice(before);
    assert.deepEqual(
      answers.map(({ text }) => text),
      [words.help, words.help, words.help, 'Слишком часто. Подождите минуту и повторите.'],
    );
    const from = { id: anna, is_bot: false, first_name: 'Анна' };
    const payment = {
      ...{ currency: 'XTR', total_amount: 450, telegram_payment_charge_id: 'ch' },
      invoice_payload: 'order:6fa1d3c8-5b1c-4d55-9c93-6b7f7a0d9f11',
    };
    const message = { message_id: 1, date: 1, chat: { id: anna, type: 'private' }, from, successful_payment: payment };
    await bot.handleUpdate({ update_id: 1, message } as never);
    assert.equal(settled.length, 1, 'money is never turned away');
    assert.equal((await stage.viewer(james).say('/help')).text, texts.en.help);
  });

  it('is told by the button that was pressed', async () => {
    stage.play({ more: { ratePerMinute: 1 } });
    const viewer = stage.viewer(anna);
    const asked = await viewer.say('/language');
    const pressed = await viewer.press('English');
    assert.deepEqual(
      pressed.alerts.map(({ text }) => text),
      ['Слишком часто. Подождите минуту и повторите.'],
    );
    assert.deepEqual(dataOf(asked), ['l:ru', 'l:en']);
  });
});
