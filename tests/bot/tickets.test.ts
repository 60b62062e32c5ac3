/** A person's tickets in the bot: bought and handed to them, shown as QR codes, handed on by a link. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { texts } from '../../bot/texts.ts';
import { claimLinks, handingPayload } from '../../domain/claim-link.ts';
import { Refusal } from '../../domain/errors.ts';
import { personIdOf } from './fakes.ts';
import { anna, dataOf, james, openStage, type Stage, textsOf } from './stage.ts';
import { inHours } from './theatre.ts';

const words = texts.ru;
const links = claimLinks('a secret of the test');
const hex = (id: string) => id.replaceAll('-', '');
const inRoubles = { provider: 'stripe', currency: 'RUB' } as const;
const me = (telegramId: number) => personIdOf(`telegram:${telegramId}`);
let stage: Stage;
before(async () => {
  stage = await openStage();
  await stage.api('getMe');
});
after(() => stage.close());

describe('/tickets', () => {
  it('lists what is bought and what a companion was handed, the soonest first, with its state', async () => {
    const { theatre } = stage.play();
    const [late, soon, gone] = [inHours(90), inHours(2), inHours(-200)].map((starts_at, index) =>
      theatre.addShow(`SHOW000${index}`, { starts_at }),
    );
    const type = theatre.addType(late!.id, 0, 450);
    theatre.addOrder(anna, late!, [type, type]);
    const handed = theatre.addOrder(james, soon!, [type]);
    handed.tickets[0]!.holder = me(anna);
    const used = theatre.addOrder(anna, gone!, [type]);
    used.tickets[0]!.usedAt = inHours(-199).toISOString();
    const returned = theatre.addOrder(anna, late!, [type], { phase: 'paid' });
    Object.assign(returned.tickets[0]!, { state: 'revoked', revokeReason: 'refunded' });
    theatre.addOrder(james, soon!, [type]);

    const list = await stage.viewer(anna).say('/tickets');
    assert.deepEqual(
      textsOf(list).map((text) => text.split(' · ').at(-1)),
      [words.handedToYou, words.allReturned, words.ticketsOf(2), words.allUsed],
    );
    assert.deepEqual(dataOf(list)[0], `k:${hex(handed.id)}`);
  });

  it('says where to find a show when there are none', async () => {
    stage.play();
    assert.equal((await stage.viewer(anna).say('/tickets')).text, words.noTickets);
  });
});

describe("an order's card", () => {
  it('follows the QR codes of those tickets alone that the person holds, which cannot be forwarded', async () => {
    const { theatre } = stage.play();
    const show = theatre.addShow('SHOW0001', { chat_id: -1001 });
    const type = theatre.addType(show.id, 0, 450);
    const order = theatre.addOrder(anna, show, [type, type, type]);
    order.tickets[1]!.holder = me(james);
    order.tickets[2]!.usedAt = inHours(-1).toISOString();
    const viewer = stage.viewer(anna);
    await viewer.say('/tickets');
    const before = (await viewer.all()).length;
    const card = await viewer.press(/Чайка/);
    const codes = (await viewer.all()).slice(before).filter(({ media }) => media);
    assert.deepEqual(
      codes.map(({ text, protectContent }) => [text.includes(order.tickets[0]!.number), protectContent]),
      [[true, true]],
    );
    assert.match(card.text, /7F-2K-00-AC · Партер · действует\n.*7F-2K-01-AC · Партер · у спутника\n.*по нему прошли/);
    // Stars come back whole or not at all, and one ticket is used.
    assert.deepEqual(textsOf(card), [words.toTheHall, words.handOver('7F-2K-00-AC'), words.onTheSite]);
    order.tickets[2]!.usedAt = null;
    const fresh = textsOf(await viewer.send(`o:${hex(order.id)}`));
    assert.ok(fresh.includes(words.giveBack) && fresh.includes(words.exchange));
  });

  it('numbers tickets as its language does', async () => {
    const { theatre } = stage.play();
    const show = theatre.addShow('SHOW0001');
    theatre.addOrder(james, show, [theatre.addType(show.id, 0, 450)], { ...inRoubles });
    const viewer = stage.viewer(james);
    await viewer.say('/tickets');
    const card = await viewer.press(/Seagull/);
    const terms = await viewer.press(texts.en.giveBack);
    const said = [card, terms].flatMap((message) => [message.text, ...textsOf(message)]).join('\n');
    assert.match(said, /^No\. 7F-2K-00-AC · Stalls/m);
    assert.match(said, /☑ No\. 7F-2K-00-AC/);
    assert.doesNotMatch(said, /№/);
  });

  it('of a companion has their ticket and the way in, and nothing of the buyer’s', async () => {
    const { theatre } = stage.play();
    const show = theatre.addShow('SHOW0001', { chat_id: -1001 });
    const type = theatre.addType(show.id, 0, 450);
    const order = theatre.addOrder(james, show, [type, type]);
    order.tickets[1]!.holder = me(anna);
    const viewer = stage.viewer(anna);
    await viewer.say('/tickets');
    const card = await viewer.press(/Чайка/);
    assert.deepEqual(textsOf(card), [words.toTheHall]);
    assert.ok(!card.text.includes(order.tickets[0]!.number));
  });

  it('of somebody else is not there, whichever button asks', async () => {
    const { theatre, asked } = stage.play();
    const show = theatre.addShow('SHOW0001', { chat_id: -1001 });
    const order = theatre.addOrder(james, show, [theatre.addType(show.id, 0, 450)]);
    const viewer = stage.viewer(anna);
    await viewer.say('/help');
    const id = hex(order.id);
    const nothing = 'Такого здесь нет.';
    for (const data of [
      ...[`k:${id}`, `o:${id}`, `j:${id}`, `c:${id}`, `a:${id}`, `f:${id}:1`, `fn:${id}:1:ABCDEF:1`, `v:${id}`],
      ...[`vf:${id}:SHOW0001`, `vn:${id}:SHOW0001:1`, `r:${id}:5`, `h:${hex(order.tickets[0]!.id)}`],
    ])
      assert.ok((await viewer.send(data)).text.startsWith(nothing), data);
    assert.deepEqual(asked, []);
    const [own] = [theatre.addOrder(anna, show, [theatre.types[0]!])];
    assert.ok(!(await viewer.send(`o:${hex(own!.id)}`)).text.startsWith(nothing), 'control: the buyer sees theirs');
  });
});

describe('handing a ticket on', () => {
  it('gives the buyer a link for one ticket, ready to be shared', async () => {
    const { theatre } = stage.play();
    const show = theatre.addShow('SHOW0001');
    const order = theatre.addOrder(anna, show, [theatre.addType(show.id, 0, 450)]);
    const viewer = stage.viewer(anna);
    await viewer.say('/tickets');
    await viewer.press(/Чайка/);
    const given = await viewer.press(words.handOver('7F-2K-00-AC'));
    const ticketId = order.tickets[0]!.id;
    const link = `https://t.me/rampa_test_bot?start=${handingPayload('claim', ticketId, links.sign('claim', ticketId))}`;
    assert.ok(given.text.includes(link) && given.text.includes(`/claim/${ticketId}?key=`));
    const share = new URL(given.buttons[0]![0]!.url!);
    assert.equal(share.origin + share.pathname, 'https://t.me/share/url');
    assert.equal(share.searchParams.get('url'), link);
  });

  it('pressed twice is one message, which leads back to the order', async () => {
    const { theatre } = stage.play();
    const show = theatre.addShow('SHOW0001');
    const order = theatre.addOrder(anna, show, [theatre.addType(show.id, 0, 450)]);
    const viewer = stage.viewer(anna);
    await viewer.say('/tickets');
    const card = await viewer.press(/Чайка/);
    const before = (await viewer.all()).length;
    const data = `h:${hex(order.tickets[0]!.id)}`;
    // A quick finger presses again before the first answer is there.
    for (const _ of [1, 2]) await stage.phone.ask('POST', `/people/${anna}/presses`, { messageId: card.messageId, data });
    await stage.pump();
    assert.equal((await viewer.all()).length, before);
    const given = await viewer.last();
    assert.ok(given.messageId === card.messageId && given.text.includes('start=claim_'));
    const again = await viewer.press(words.back);
    assert.ok(again.messageId === card.messageId && dataOf(again).includes(data));
  });

  it('gives nobody a link for a ticket that a companion has, or that is void', async () => {
    const { theatre } = stage.play();
    const show = theatre.addShow('SHOW0001');
    const order = theatre.addOrder(anna, show, [theatre.addType(show.id, 0, 450)]);
    const [ticket] = order.tickets;
    const viewer = stage.viewer(anna);
    await viewer.say('/help');
    ticket!.holder = me(james);
    assert.equal((await viewer.send(`h:${hex(ticket!.id)}`)).text, words.alreadyHandedOver);
    Object.assign(ticket!, { holder: null, state: 'revoked', revokeReason: 'refunded' });
    assert.match((await viewer.send(`h:${hex(ticket!.id)}`)).text, /билет уже не действует/);
  });
});

describe('a claim link', () => {
  const scene = (fakes: Parameters<Stage['play']>[0] = {}) => {
    const play = stage.play(fakes);
    const show = play.theatre.addShow('SHOW0001');
    const order = play.theatre.addOrder(james, show, [play.theatre.addType(show.id, 0, 450)]);
    const ticket = order.tickets[0]!;
    const payload = handingPayload('claim', ticket.id, links.sign('claim', ticket.id));
    return { ...play, order, ticket, payload };
  };

  it('says what it is, and the button takes the ticket, which the order sends; asked again it is shown', async () => {
    const taken: { by?: string } = {};
    const { asked, order, ticket, payload } = scene({
      orders: {
        async claim({ personId }) {
          taken.by = personId;
          ticket.holder = personId;
        },
      },
    });
    const viewer = stage.viewer(anna);
    const offer = await viewer.say(`/start ${payload}`);
    assert.match(offer.text, /Вам передают билет на показ «Чайка», № 7F-2K-00-AC/);
    assert.deepEqual(asked, [], 'looking is not taking');
    const before = (await viewer.all()).length;
    assert.equal((await viewer.press(words.take)).text, words.taken);
    assert.equal((await viewer.all()).length, before, 'no picture beside the one that the order sends');
    assert.deepEqual(asked, [
      {
        name: 'claim',
        command: {
          ...{ orderId: order.id, ticketId: ticket.id, personId: me(anna), language: 'ru', bot: 'platform' },
          contact: { telegramId: anna, name: 'Анна' },
        },
      },
    ]);
    assert.equal(
      (await viewer.all()).findLast(({ text }) => text === words.taken)?.buttons.length,
      0,
      'nothing is left to press',
    );
    const again = await viewer.say(`/start ${payload}`);
    assert.ok(again.media && again.protectContent && again.text.includes(ticket.number), 'whoever has it sees it again');
  });

  it('is refused in words when it is forged, taken, void or the buyer’s own', async () => {
    const { ticket, payload, asked } = scene();
    const viewer = stage.viewer(anna);
    const forged = `claim_${hex(ticket.id)}_${'A'.repeat(22)}`;
    assert.match((await viewer.say(`/start ${forged}`)).text, /ссылка на билет не действует/);
    assert.match((await viewer.send(`y:${hex(ticket.id)}:${'A'.repeat(22)}`)).text, /ссылка на билет не действует/);
    const elsewhere = randomUUID();
    const unknown = handingPayload('claim', elsewhere, links.sign('claim', elsewhere));
    assert.match((await viewer.say(`/start ${unknown}`)).text, /ссылка на билет не действует/);
    ticket.holder = randomUUID();
    assert.match((await viewer.say(`/start ${payload}`)).text, /уже забрал другой/);
    Object.assign(ticket, { holder: null, state: 'revoked', revokeReason: 'refunded' });
    assert.equal((await viewer.say(`/start ${payload}`)).text, words.ticketGone);
    Object.assign(ticket, { state: 'valid', revokeReason: null });
    assert.equal((await stage.viewer(james).say(`/start ${payload}`)).text, texts.en.ownTicket);
    assert.deepEqual(asked, []);
  });

  it('that somebody was quicker with is said so by the order itself', async () => {
    const { payload } = scene({
      orders: {
        async claim() {
          throw new Refusal('ClaimTaken');
        },
      },
    });
    const viewer = stage.viewer(anna);
    await viewer.say(`/start ${payload}`);
    assert.match((await viewer.press(words.take)).text, /уже забрал другой/);
  });
});

describe("a guest's order", () => {
  it('comes from the web by its link: the order sends its tickets, and whoever asks again is shown them', async () => {
    const { theatre, asked } = stage.play({
      orders: {
        async bring({ personId }) {
          order.tickets[0]!.holder = personId;
        },
      },
    });
    const show = theatre.addShow('SHOW0001');
    const order = theatre.addOrder(9999, show, [theatre.addType(show.id, 0, 450)]);
    const viewer = stage.viewer(anna);
    const link = `/start ${handingPayload('order', order.id, links.sign('order', order.id))}`;
    const before = (await viewer.all()).length;
    const card = await viewer.say(link);
    assert.match(card.text, /Чайка/);
    const said = (await viewer.all()).slice(before).filter(({ by }) => by === 'bot');
    assert.deepEqual(
      said.map(({ text, media }) => [text, media]),
      [
        [words.brought, null],
        [card.text, null],
      ],
      'no picture beside the one that the order sends',
    );
    assert.deepEqual(
      asked.map(({ name, command }) => [name, command['orderId'], command['personId']]),
      [['bring', order.id, me(anna)]],
    );
    assert.match((await viewer.say(link)).text, /Чайка/);
    assert.ok((await viewer.all()).at(-2)?.media);
  });

  it('that waits for its money comes too, and its tickets later', async () => {
    stage.play({ orders: { bring: async () => {} } });
    const id = randomUUID();
    const said = await stage.viewer(anna).say(`/start ${handingPayload('order', id, links.sign('order', id))}`);
    assert.equal(said.text, words.brought);
  });

  it('does not come by another order’s key, or by a claim’s', async () => {
    const { asked } = stage.play();
    const viewer = stage.viewer(anna);
    const id = randomUUID();
    for (const key of [links.sign('order', randomUUID()), links.sign('claim', id)])
      assert.match((await viewer.say(`/start ${handingPayload('order', id, key)}`)).text, /ссылка на билет не действует/);
    assert.deepEqual(asked, []);
  });
});
