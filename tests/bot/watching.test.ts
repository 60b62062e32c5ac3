/** The way into the hall: a personal link for whoever holds a ticket, and a closed door for everybody else. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { texts } from '../../bot/texts.ts';
import { Refusal } from '../../domain/errors.ts';
import { personIdOf, token } from './fakes.ts';
import { anna, dataOf, james, openStage, type Stage, textsOf } from './stage.ts';
import { inHours } from './theatre.ts';

const words = texts.ru;
const hex = (id: string) => id.replaceAll('-', '');
const me = (telegramId: number) => personIdOf(`telegram:${telegramId}`);
const link = 'https://t.me/+personal';
let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const invitation = 'row-1';
const inviting = { orders: { invite: async () => ({ invitation }) } };

describe('/watch', () => {
  it('gives the holder of a ticket a personal link, a companion as well', async () => {
    for (const companion of [false, true]) {
      const { theatre, asked } = stage.play(inviting);
      const show = theatre.addShow('SHOW0001', { chat_id: -1001 });
      const order = theatre.addOrder(companion ? james : anna, show, [theatre.addType(show.id, 0, 450)]);
      if (companion) order.tickets[0]!.holder = me(anna);
      theatre.invitations.push({ id: invitation, link, person_id: me(anna) });
      const answer = await stage.viewer(anna).say('/watch');
      assert.match(answer.text, /Чайка[\s\S]*Ссылка личная/);
      assert.deepEqual(answer.buttons, [[{ text: words.enter, url: link }]]);
      assert.deepEqual(
        asked.map(({ name, command }) => [name, command['orderId'], command['personId']]),
        [['invite', order.id, me(anna)]],
      );
    }
  });

  it('gives nobody the link of somebody else, whatever the order answers', async () => {
    const { theatre } = stage.play(inviting);
    const show = theatre.addShow('SHOW0001', { chat_id: -1001 });
    theatre.addOrder(anna, show, [theatre.addType(show.id, 0, 450)]);
    theatre.invitations.push({ id: invitation, link, person_id: me(james) });
    const answer = await stage.viewer(anna).say('/watch');
    assert.match(answer.text, /сейчас не войти/);
    assert.doesNotMatch(JSON.stringify(answer), /t\.me\/\+/);
  });

  it('with a show that is played elsewhere says when, and opens its page', async () => {
    const { theatre, asked } = stage.play();
    const show = theatre.addShow('SHOW0001', { kind: 'external' });
    const order = theatre.addOrder(anna, show, [theatre.addType(show.id, 0, 450)]);
    const answer = await stage.viewer(anna).say('/watch');
    assert.match(answer.text, /на сайте, на странице заказа/);
    assert.equal(answer.buttons[0]![0]!.url, `http://localhost:3000/orders/${order.id}?token=token`);
    assert.equal(asked.length, 0);
  });

  it('with a streamed show opens the watch page of each ticket, signed in', async () => {
    const { theatre } = stage.play();
    const show = theatre.addShow('SHOW0001', { kind: 'stream' });
    const order = theatre.addOrder(anna, show, [theatre.addType(show.id, 0, 450)]);
    const answer = await stage.viewer(anna).say('/watch');
    assert.match(answer.text, /на странице просмотра/);
    const page = `http://localhost:3000/watch/${order.tickets[0]!.id}?token=token`;
    assert.deepEqual(answer.buttons, [[{ text: words.watchNow, webApp: page }]]);
    assert.deepEqual(
      (await stage.viewer(anna).say('/start watch')).buttons,
      answer.buttons,
      'from the watch page of a show in Telegram',
    );
  });

  it('with several shows asks which, the soonest first; two orders for one evening are one door', async () => {
    const { theatre, asked } = stage.play(inviting);
    const [later, sooner] = [40, 20].map((hours, index) =>
      theatre.addShow(`SHOW000${index}`, { chat_id: -1001, starts_at: inHours(hours) }),
    );
    const type = theatre.addType(later!.id, 0, 450);
    const orders = [sooner!, sooner!, later!].map((show) => theatre.addOrder(anna, show, [type]));
    const viewer = stage.viewer(anna);
    const list = await viewer.say('/watch');
    assert.equal(list.text, 'Ваши показы\nВыберите, куда идёте.');
    assert.equal(list.buttons.length, 2);
    assert.equal(dataOf(list)[1], `j:${hex(orders[2]!.id)}`);
    await viewer.press(textsOf(list)[1]!);
    assert.equal(asked[0]!.command['orderId'], orders[2]!.id);
  });

  it('without a good ticket for a coming show offers the playbill', async () => {
    const { theatre, asked } = stage.play(inviting);
    const over = theatre.addShow('SHOW0001', { chat_id: -1001, starts_at: inHours(-30) });
    const off = theatre.addShow('SHOW0002', { chat_id: -1001, status: 'cancelled' });
    const ahead = theatre.addShow('SHOW0003', { chat_id: -1001 });
    const type = theatre.addType(ahead.id, 0, 450);
    for (const show of [over, off]) theatre.addOrder(anna, show, [type]);
    const handedOn = theatre.addOrder(anna, ahead, [type]);
    handedOn.tickets[0]!.holder = me(james);
    const viewer = stage.viewer(anna);
    const answer = await viewer.say('/watch');
    assert.equal(answer.text, words.nothingToWatch);
    assert.deepEqual(dataOf(answer), ['e']);
    // Whoever handed the ticket on does not go in by an old button either.
    assert.match((await viewer.send(`j:${hex(handedOn.id)}`)).text, /сейчас не войти/);
    assert.equal(asked.length, 0);
  });

  it('that the order refuses is said in words', async () => {
    const refuse = async () => {
      throw new Refusal('NoInvitation');
    };
    const { theatre } = stage.play({ orders: { invite: refuse } });
    const show = theatre.addShow('SHOW0001', { chat_id: -1001 });
    theatre.addOrder(anna, show, [theatre.addType(show.id, 0, 450)]);
    assert.match((await stage.viewer(anna).say('/watch')).text, /сейчас не войти/);
  });
});

/** A closed chat with our bot as its admin, as the sandbox's own sample has it. */
let chats = 0;
async function hall() {
  chats += 1;
  const { id } = await stage.phone.ask<{ id: number }>('POST', '/chats', {
    ...{ title: `Зал ${chats}`, type: 'supergroup', ownerId: 1001 },
  });
  await stage.pump();
  return id;
}

describe('a knock at the hall', () => {
  const knock = async (person: number, chatId: number) => {
    const { invite_link: at } = await stage.api<{ invite_link: string }>('createChatInviteLink', {
      ...{ chat_id: chatId, creates_join_request: true },
    });
    const { result } = await stage.phone.ask<{ result: string }>('POST', `/people/${person}/joins`, { link: at });
    assert.equal(result, 'requested');
    await stage.pump();
    return at;
  };
  const waits = async (person: number, chatId: number) => {
    const params = `chat_id=${chatId}&user_id=${person}`;
    const answer = await fetch(`${stage.phone.url}/bot${token}/declineChatJoinRequest?${params}`);
    return ((await answer.json()) as { ok: boolean }).ok;
  };

  it('of a ticket holder is handed to their order, which decides', async () => {
    const { theatre, asked } = stage.play({ orders: { knock: async () => {} } });
    const chatId = await hall();
    const show = theatre.addShow('SHOW0001', { chat_id: chatId });
    const order = theatre.addOrder(anna, show, [theatre.addType(show.id, 0, 450)]);
    const at = await knock(anna, chatId);
    const command = { orderId: order.id, personId: me(anna), chatId, telegramId: anna };
    assert.deepEqual(asked, [{ name: 'knock', command: { ...command, invitation: null } }], 'by a link of the chat’s own');
    // The same link, once it is somebody's: its row is told, the link is not.
    theatre.invitations.push({ id: invitation, link: at, person_id: me(james) });
    await stage.phone.ask('POST', `/people/${anna}/joins`, { link: at });
    await stage.pump();
    assert.deepEqual(asked.at(-1), { name: 'knock', command: { ...command, invitation } });
    assert.ok(await waits(anna, chatId), 'the bot itself lets nobody in and turns nobody away');
  });

  it('of somebody without a ticket is declined, with a word in private', async () => {
    const { theatre, asked } = stage.play();
    const chatId = await hall();
    const show = theatre.addShow('SHOW0001', { chat_id: chatId });
    const order = theatre.addOrder(anna, show, [theatre.addType(show.id, 0, 450)]);
    await knock(james, chatId);
    assert.equal(await waits(james, chatId), false);
    assert.equal((await stage.viewer(james).last()).text, texts.en.notLetIn);
    // A ticket that was handed on opens for its holder alone.
    order.tickets[0]!.holder = me(james);
    await knock(anna, chatId);
    assert.equal((await stage.viewer(anna).last()).text, words.notLetIn);
    assert.equal(asked.length, 0);
  });

  it('of somebody who blocked the bot is declined all the same', async () => {
    const { theatre, reported } = stage.play();
    const chatId = await hall();
    theatre.addShow('SHOW0001', { chat_id: chatId });
    await stage.viewer(james).say('/help');
    await stage.phone.ask('POST', `/people/${james}/block`, {});
    await stage.pump();
    await knock(james, chatId);
    assert.equal(await waits(james, chatId), false);
    assert.deepEqual(reported, []);
    await stage.phone.ask('POST', `/people/${james}/unblock`, {});
    await stage.pump();
  });

  it('at a chat in which nothing is played is left to its own admins', async () => {
    stage.play();
    const chatId = await hall();
    await knock(james, chatId);
    assert.ok(await waits(james, chatId));
  });

  it('that could not be handed over is declined, so that it can be made again', async () => {
    const { theatre } = stage.play({
      orders: {
        async knock() {
          throw new Refusal('Busy');
        },
      },
    });
    const chatId = await hall();
    const show = theatre.addShow('SHOW0001', { chat_id: chatId });
    theatre.addOrder(anna, show, [theatre.addType(show.id, 0, 450)]);
    await knock(anna, chatId);
    assert.equal(await waits(anna, chatId), false);
    assert.equal((await stage.viewer(anna).last()).text, words.tryTheDoorAgain);
    await knock(anna, chatId);
  });

  it('is all that the bot hears of a group: comings, goings and talk are not its business', async () => {
    const { reported } = stage.play();
    const { bot } = stage.play();
    const chat = { id: -100500, type: 'supergroup', title: 'Зал' };
    const from = { id: anna, is_bot: false, first_name: 'Анна' };
    const before = (await stage.viewer(anna).all()).length;
    const member = {
      chat,
      from,
      date: 1,
      old_chat_member: { status: 'left', user: from },
      new_chat_member: { status: 'member', user: from },
    };
    for (const update of [
      { chat_member: member },
      { my_chat_member: member },
      {
        message: {
          message_id: 1,
          date: 1,
          chat,
          from,
          text: '/tickets',
          entities: [{ type: 'bot_command', offset: 0, length: 8 }],
        },
      },
    ])
      await bot.handleUpdate({ update_id: 1, ...update } as never);
    assert.equal((await stage.viewer(anna).all()).length, before);
    assert.deepEqual(reported, []);
  });
});

describe('a video chat', () => {
  const update = (id: number, more: object, kind: 'message' | 'channel_post' = 'message') =>
    ({
      update_id: id,
      [kind]: { message_id: id, date: 1_800_000_000, chat: { id: -1001, type: 'supergroup' }, ...more },
    }) as never;

  it('that begins or ends in the chat of a show is news for its stage, of a group or a channel', async () => {
    const place = { tenantId: 'tenant', showId: 'show' };
    const { bot, asked } = stage.play({ rows: { shows: () => [place] } });
    await bot.handleUpdate(update(1, { video_chat_started: {} }));
    await bot.handleUpdate(update(2, { video_chat_ended: { duration: 60 } }, 'channel_post'));
    const news = asked.map(({ command }) => command) as unknown as Array<{ place: object; notice: Record<string, string> }>;
    assert.deepEqual(
      news.map(({ place: of }) => of),
      [place, place],
    );
    assert.deepEqual(
      news.map(({ notice }) => [notice['id'], notice['kind']]),
      [
        ['telegram:-1001:1', 'picture'],
        ['telegram:-1001:2', 'ended'],
      ],
    );
    assert.equal(news[0]!.notice['at'], new Date(1_800_000_000_000).toISOString());
  });

  it('in a chat of no show is nobody’s business, nor is what people say there', async () => {
    const { bot, asked } = stage.play({ rows: { shows: () => [] } });
    await bot.handleUpdate(update(1, { video_chat_started: {} }));
    await bot.handleUpdate(update(2, { text: 'hello', from: { id: 1, is_bot: false, first_name: 'x' } }));
    assert.equal(asked.length, 0);
  });
});
