/** The way into a closed hall and out of it: one link for one person, and nobody stays without a ticket. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createClaimActivities } from '../../activities/orders/claims.ts';
import { createExchangeActivities } from '../../activities/orders/exchange.ts';
import { createInvitationActivities } from '../../activities/orders/invitations.ts';
import { createReturnActivities } from '../../activities/orders/return.ts';
import { seal } from '../../domain/sealed.ts';
import type { TestShow } from '../support/buyers.ts';
import { assertSound } from '../support/invariants.ts';
import {
  asActivity,
  newShow,
  newTelegramId,
  outcome,
  type Paid,
  paidOrder,
  partners,
  startsIn,
  tenantId,
  times,
} from './paid-orders.ts';
import { type Bench, openBench, sealingKeys } from './support.ts';

let bench: Bench;
const { claimTicket } = createClaimActivities({ sealingKeys });
const { returnTickets, returnForCancelledShow } = createReturnActivities();
const { exchangeOrder } = createExchangeActivities();
before(async () => {
  bench = await openBench();
});
after(async () => {
  if (bench) await assertSound(bench.db).finally(bench.close);
});

let lastChat = -1_001_000_000_000;
/** A date in a chat, of its own unless it is given. */
async function hall(chatId?: number, inSeconds = 72 * 3600): Promise<TestShow & { chatId: number }> {
  const show = await newShow(bench, 20);
  lastChat -= 1;
  const chat = chatId ?? lastChat;
  await bench.db.sql(`update shows set kind = 'telegram', chat_id = $2 where id = $1`, [show.id, chat]);
  await startsIn(bench, show, inSeconds);
  return { ...show, chatId: chat };
}
type Person = { personId: string; telegramId: number };
const buyerOf = ({ personId, telegramId }: Paid): Person => ({ personId, telegramId: telegramId! });
async function withCompanion(order: Paid): Promise<Person> {
  const companion = { personId: randomUUID() as string, telegramId: newTelegramId() };
  const { orderId, tickets } = order;
  await bench.step(() =>
    claimTicket({
      ...{ tenantId, orderId, ticketId: tickets.at(-1)!, personId: companion.personId, language: 'ru' },
      holder: seal(sealingKeys, { telegramId: companion.telegramId }),
    }),
  );
  return companion;
}
const giveBack = ({ orderId, personId }: Paid, ticketIds: string[] | null = null) => {
  const request = { tenantId, orderId, personId, requestId: randomUUID(), ticketIds, whole: false, byMember: false };
  return bench.step(() => returnTickets(request));
};
const invitations = ({ orderId }: Pick<Paid, 'orderId'>) =>
  bench.db.sql<{ state: string; link: string | null; round: number }>(
    'select state, link, round from invitations where order_id = $1 order by person_id, round',
    [orderId],
  );
const states = async (order: Paid) => (await invitations(order)).map(({ state }) => state);

/** The steps of one hall, with its keeper at the port. */
function steps(order: Paid, chatId: number, made = partners()) {
  const { openInvitation, answerKnock, clearChat } = createInvitationActivities(made.deps);
  const facts = { tenantId, orderId: order.orderId };
  return {
    ...made,
    open: (personId = order.personId) => outcome(asActivity(bench, () => openInvitation({ ...facts, personId }))),
    async link(personId = order.personId) {
      const answer = await outcome(asActivity(bench, () => openInvitation({ ...facts, personId })));
      assert.ok(typeof answer !== 'string', String(answer));
      const [row] = await bench.db.sql<{ link: string }>('select link from invitations where id = $1', [answer.invitation]);
      return row!.link;
    },
    /** As the bot hands it on: by the row of the link. */
    async knock(link: string | null, { personId, telegramId } = buyerOf(order), chat = chatId) {
      const [row] = await bench.db.sql<{ id: string }>('select id from invitations where link = $1', [link]);
      const knocker = seal(sealingKeys, { telegramId });
      return asActivity(bench, () => answerKnock({ ...facts, personId, chatId: chat, invitation: row?.id ?? null, knocker }));
    },
    clear: (over = false) => asActivity(bench, () => clearChat({ ...facts, over })),
  };
}
async function ordered(quantity = 1) {
  const show = await hall();
  const order = await paidOrder(bench, { show, quantity });
  return { show, order, ...steps(order, show.chatId) };
}

describe('a personal link', () => {
  it('is named by its row alone: the answer goes into a history, and whoever reads that could join by it', async () => {
    const { open, order } = await ordered();
    const answer = await open();
    const [row] = await bench.db.sql<{ id: string; link: string }>('select id, link from invitations where order_id = $1', [
      order.orderId,
    ]);
    assert.match(row!.link, /t\.me\/\+/);
    assert.deepEqual(answer, { invitation: row!.id });
  });

  it('asked for twice is the same one, and ten times at once leaves one in use: the others lead nowhere', async () => {
    const { link, live, order } = await ordered();
    const links = await times(10, () => link());
    assert.equal(new Set(links).size, 1);
    assert.deepEqual([...live], [links[0]]);
    assert.equal(await link(), links[0]);
    assert.deepEqual([await states(order), live.size], [['offered'], 1]);
  });

  it('and ten askers that kept what they made would leave ten in use: the guard is needed', async () => {
    const { link, live, keeper } = await ordered();
    keeper.revokeLink = async () => {};
    await times(10, () => link());
    assert.ok(live.size > 1);
  });

  it('is one for each who holds a ticket, and none for who does not, by mail only, or when the evening is over or off', async () => {
    const { order, show, open, link, live } = await ordered(2);
    const companion = await withCompanion(order);
    assert.notEqual(await link(), await link(companion.personId));
    assert.equal(live.size, 2);
    assert.equal(await open(randomUUID()), 'NoInvitation');
    const byMail = await paidOrder(bench, { show, contact: { email: 'guest@example.com' } });
    assert.equal(await steps(byMail, show.chatId).open(), 'NoInvitation');
    const streamed = await paidOrder(bench);
    assert.equal(await steps(streamed, show.chatId).open(), 'NoInvitation');
    await startsIn(bench, show, -7 * 3600);
    assert.equal(await open(), 'NoInvitation');
    await startsIn(bench, show, 3600);
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [show.id]);
    assert.equal(await open(), 'NoInvitation');
  });
});

describe('a knock', () => {
  it('of a holder by their own link opens once, and the link is void', async () => {
    const { link, knock, inside, live, order } = await ordered();
    assert.equal(await knock(await link()), 'admitted');
    assert.deepEqual([inside.has(order.telegramId!), live.size, await states(order)], [true, 0, ['admitted']]);
  });

  it('answered again after the process died in the middle is one admission, and the used link is void all the same', async () => {
    const { link, knock, keeper, live, inside, order } = await ordered();
    const own = await link();
    const { revokeLink } = keeper;
    keeper.revokeLink = async () => {
      throw new Error('killed');
    };
    await assert.rejects(knock(own), /killed/);
    keeper.revokeLink = revokeLink;
    assert.deepEqual([await knock(own), await knock(own)], ['admitted', 'admitted']);
    assert.deepEqual([await states(order), live.size, inside.size], [['admitted'], 0, 1]);
  });

  it('five times at once is one admission', async () => {
    const { link, knock, order } = await ordered();
    const own = await link();
    assert.deepEqual(new Set(await times(5, () => knock(own))), new Set(['admitted']));
    assert.deepEqual(await states(order), ['admitted']);
  });

  it('by another person’s link is declined, though they hold a ticket too', async () => {
    const { order, link, knock, inside } = await ordered(2);
    const companion = await withCompanion(order);
    assert.equal(await knock(await link(), companion), 'declined');
    assert.equal(inside.size, 0);
    assert.equal(await knock(await link(companion.personId), companion), 'admitted');
  });

  it('of a holder without a link, or by the theatre’s own, is answered by the ticket', async () => {
    const { order, knock } = await ordered(2);
    const companion = await withCompanion(order);
    assert.equal(await knock(null), 'admitted');
    assert.equal(await knock('https://t.me/+staff', companion), 'admitted');
  });

  it('after the ticket was returned is declined, also by a link that was given before', async () => {
    const { order, link, knock, inside, keeperCalls } = await ordered();
    const own = await link();
    await giveBack(order);
    assert.equal(await knock(own), 'declined');
    assert.deepEqual([inside.size, keeperCalls], [0, [`decline ${order.telegramId}`]]);
  });

  it('of a stranger, at another hall, or for a show that is off is declined', async () => {
    const { order, show, knock, inside } = await ordered();
    assert.equal(await knock(null, { personId: randomUUID(), telegramId: newTelegramId() }), 'declined');
    assert.equal(await knock(null, buyerOf(order), show.chatId + 1), 'declined');
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [show.id]);
    assert.equal(await knock(null), 'declined');
    assert.equal(inside.size, 0);
  });

  it('that is answered while the ticket is returned and the hall cleared leaves nobody inside', async () => {
    const { order, link, knock, clear, keeper, inside } = await ordered();
    const own = await link();
    const { approve } = keeper;
    // The slowest answer: all of the return happens before Telegram hears of the approval.
    keeper.approve = async (...asked) => {
      await giveBack(order);
      await clear();
      await approve(...asked);
    };
    assert.equal(await knock(own), 'declined');
    assert.deepEqual([inside.size, await states(order)], [0, ['removed']]);
  });

  it('to which nobody looked back would leave them inside: the guard is needed', async () => {
    const { order, clear, keeper, inside } = await ordered();
    await giveBack(order);
    await clear();
    await keeper.approve(0, order.telegramId!);
    await clear();
    assert.equal(inside.size, 1, 'who is inside without a row is not found by the clearing');
  });

  it('of a theatre with a bot of its own is answered by that bot, also when it is declined', async () => {
    const { order, deps, knock } = await ordered();
    await bench.db.sql(`update orders set bot = 'theatre' where id = $1`, [order.orderId]);
    const asked: string[] = [];
    const { get } = deps.keepers;
    deps.keepers.get = (bot) => {
      asked.push(bot);
      return get(bot);
    };
    await knock(null);
    await giveBack(order);
    assert.equal(await knock(null), 'declined');
    assert.deepEqual(new Set(asked), new Set(['theatre']));
  });

  it('of who left and comes back needs a new link, and gets one', async () => {
    const { order, link, knock, inside } = await ordered();
    const first = await link();
    await knock(first);
    inside.delete(order.telegramId!);
    const second = await link();
    assert.notEqual(second, first);
    assert.equal(await knock(second), 'admitted');
    assert.deepEqual(
      (await invitations(order)).map(({ state, round }) => [state, round]),
      [
        ['admitted', 0],
        ['admitted', 1],
      ],
    );
  });
});

describe('clearing the hall', () => {
  it('is repeated until the messenger confirms that the person is out', async () => {
    const { order, link, knock, clear, keeper, keeperCalls, inside } = await ordered();
    await knock(await link());
    await giveBack(order);
    // Inside in truth, then twice in Telegram's memory only: each clearing asks before and after it removes.
    const [{ isInside }, lie] = [keeper, { times: 3 }];
    keeper.isInside = async (...asked) => {
      const really = await isInside(...asked);
      if (really) return true;
      lie.times -= 1;
      return lie.times >= 0;
    };
    for (let round = 0; round < 2; round += 1) {
      await assert.rejects(clear(), /does not yet confirm/);
      assert.deepEqual(await states(order), ['removing']);
    }
    assert.deepEqual(await clear(), { removed: 1 });
    assert.deepEqual([await states(order), inside.size], [['removed'], 0]);
    assert.ok(keeperCalls.filter((call) => call.startsWith('remove')).length >= 2);
    assert.deepEqual(await clear(), { removed: 0 });
  });

  it('makes a link void that was not used yet', async () => {
    const { order, link, clear, live } = await ordered();
    await link();
    await giveBack(order);
    await clear();
    assert.deepEqual([live.size, await states(order)], [0, ['removed']]);
  });

  it('lets everybody stay who holds a good ticket', async () => {
    const { link, knock, clear, inside } = await ordered();
    await knock(await link());
    assert.deepEqual([await clear(), inside.size], [{ removed: 0 }, 1]);
  });

  it('puts out who returned one order, and not who has another ticket for the same evening', async () => {
    const { show, order, link, knock, clear, inside, ...made } = await ordered();
    await knock(await link());
    const more = await paidOrder(bench, { show, personId: order.personId, contact: { telegramId: order.telegramId! } });
    await giveBack(order);
    assert.deepEqual([await clear(), inside.size], [{ removed: 0 }, 1]);
    await giveBack(more);
    const { keeper, deps, refunds, said, letters, provider, messenger, mailer, live, keeperCalls } = made;
    const same = { keeper, deps, refunds, said, letters, provider, messenger, mailer, live, keeperCalls, inside };
    assert.deepEqual([await steps(more, show.chatId, same).clear(), inside.size], [{ removed: 1 }, 0]);
  });

  it('after the end puts out the buyer and the companion, and keeps who has a ticket for the next show in the same hall', async () => {
    const tonight = await hall(undefined, 3600);
    const order = await paidOrder(bench, { show: tonight, quantity: 2 });
    const companion = await withCompanion(order);
    const { clear, knock, inside, link } = steps(order, tonight.chatId);
    await knock(await link());
    await knock(await link(companion.personId), companion);
    const next = await hall(tonight.chatId, 4 * 3600);
    await paidOrder(bench, { show: next, personId: companion.personId, contact: { telegramId: companion.telegramId } });
    assert.deepEqual([await clear(false), inside.size], [{ removed: 0 }, 2]);
    assert.deepEqual(await clear(true), { removed: 1 });
    assert.deepEqual([...inside], [companion.telegramId]);
  });

  it('of a companion’s ticket that was returned puts out the companion and leaves the buyer', async () => {
    const { order, clear, knock, inside, link } = await ordered(2);
    const companion = await withCompanion(order);
    await knock(await link());
    await knock(await link(companion.personId), companion);
    await giveBack(order, [order.tickets.at(-1)!]);
    assert.deepEqual(await clear(), { removed: 1 });
    assert.deepEqual([...inside], [order.telegramId]);
  });

  it('of a show that is off puts everybody out', async () => {
    const { order, show, clear, knock, inside, link } = await ordered(2);
    const companion = await withCompanion(order);
    await knock(await link());
    await knock(await link(companion.personId), companion);
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [show.id]);
    await bench.step(() => returnForCancelledShow({ tenantId, orderId: order.orderId, revision: 1 }));
    assert.deepEqual([await clear(), inside.size], [{ removed: 2 }, 0]);
  });

  it('after an exchange ends the way into the old date; the new one has a link of its own', async () => {
    const { order, show, clear, knock, inside, link, live } = await ordered();
    const old = await link();
    await knock(old);
    const other = await hall(show.chatId, 96 * 3600);
    const { orderId, personId } = order;
    await bench.step(() => exchangeOrder({ tenantId, orderId, personId, requestId: randomUUID(), showId: other.id }));
    assert.deepEqual([await clear(), inside.size], [{ removed: 1 }, 0]);
    const fresh = await link();
    assert.notEqual(fresh, old);
    assert.deepEqual([...live], [fresh]);
    assert.equal(await knock(fresh), 'admitted');
  });
});
