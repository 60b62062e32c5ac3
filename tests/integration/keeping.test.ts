/** A paid order through the doors: returned, exchanged, shared, invited, rated; each once, and by nobody else. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import {
  inPhase,
  newAddress,
  newShow,
  newViewer,
  order,
  payOnPage,
  seen,
  type TestShow,
  type WebOrder,
} from '../support/buyers.ts';
import { wordsOf } from '../support/histories.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

async function paid(show: TestShow, quantity = 1): Promise<WebOrder> {
  const placed = await order(house, show, quantity);
  await payOnPage(placed.checkoutUrl);
  await inPhase(house, placed, 'paid');
  return placed;
}
const ask = (placed: WebOrder, path: string, body?: object) =>
  call(`${house.web}/api/orders/${placed.orderId}/${path}?token=${placed.token}`, body ? { body } : {});
const refundsOf = (placed: WebOrder) =>
  house.db.sql<{ state: string; amount: number; kept: number }>(
    'select state, amount, kept from refunds where order_id = $1 order by created_at',
    [placed.orderId],
  );
const returned = (placed: WebOrder, count = 1) =>
  eventually(async () => {
    const rows = (await refundsOf(placed)).filter(({ state }) => state === 'succeeded');
    return rows.length === count ? rows : undefined;
  }, `${count} refund(s) went back`);
const letters = async (to: string) =>
  (await call<Array<{ subject: string; links: string[]; attachments: unknown[] }>>(`${house.sandbox}/mailbox?to=${to}`)).body;
const ticketIds = async (placed: WebOrder): Promise<string[]> =>
  (await seen(house, placed))['tickets'].map(({ id }: { id: string }) => id);
const seatsLeft = async (show: TestShow) =>
  (await house.db.sql<{ seats_left: number }>('select seats_left from shows where id = $1', [show.id]))[0]!.seats_left;

describe('a return', () => {
  it('of everything gives the money and the seats back, once, and says so by mail', async () => {
    const show = await newShow(house, 10);
    const placed = await paid(show, 2);
    const quote = await ask(placed, 'refund-quote');
    assert.deepEqual([quote.body['refusal'], quote.body['back'].amount, quote.body['kept'].amount], [null, 180_000, 0]);
    const requestId = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => ask(placed, 'refund', { requestId })));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.deepEqual(await returned(placed), [{ state: 'succeeded', amount: 180_000, kept: 0 }]);
    const now = await inPhase(house, placed, 'refunded');
    assert.deepEqual(
      now['tickets'].map(({ state }: { state: string }) => state),
      ['revoked', 'revoked'],
    );
    assert.equal(await seatsLeft(show), 10);
    await eventually(
      async () => (await letters(placed.email)).some(({ subject }) => /1,800/.test(subject)),
      'the letter about the money',
    );
  });

  it('of one ticket leaves the other good, and after the free hours a share is kept by policy', async () => {
    const show = await newShow(house, 10, { inHours: 12 });
    const placed = await paid(show, 2);
    const [first] = await ticketIds(placed);
    const done = await ask(placed, 'refund', { requestId: randomUUID(), ticketIds: [first] });
    assert.equal(done.status, 200);
    assert.deepEqual(await returned(placed), [{ state: 'succeeded', amount: 45_000, kept: 45_000 }]);
    const now = await seen(house, placed);
    assert.deepEqual(
      [now['phase'], now['tickets'].map(({ state }: { state: string }) => state).sort()],
      ['paid', ['revoked', 'valid']],
    );
    assert.equal(await seatsLeft(show), 9);
    // The same ticket again is refused in words.
    assert.equal((await ask(placed, 'refund', { requestId: randomUUID(), ticketIds: [first] })).body['error'], 'NoSuchTicket');
    assert.equal((await ask(placed, 'refund', { requestId: randomUUID() })).status, 200);
    assert.equal((await returned(placed, 2)).length, 2);
  });

  it('is refused when the policy says so, and to a stranger it says nothing', async () => {
    const show = await newShow(house, 10, { inHours: 2 });
    await house.db.sql(
      `update shows set refund_policy = '{"fullUntilHours": 24, "thenPercent": 50, "noneWithinHours": 3}' where id = $1`,
      [show.id],
    );
    const placed = await paid(show);
    const refusal = await ask(placed, 'refund', { requestId: randomUUID() });
    assert.deepEqual([refusal.status, refusal.body['error']], [409, 'RefundClosed']);
    const stranger = await call(`${house.web}/api/orders/${placed.orderId}/refund`, { body: { requestId: randomUUID() } });
    assert.deepEqual([stranger.status, stranger.body['error']], [404, 'NotFound']);
    assert.deepEqual(await refundsOf(placed), []);
  });

  it('waits for a partner who is away, and goes back once', async () => {
    const placed = await paid(await newShow(house, 10));
    await call(`${house.sandbox}/faults`, { body: { target: 'stripe-api', mode: 'drop', times: 1, method: 'refunds.create' } });
    await call(`${house.sandbox}/faults`, {
      body: { target: 'stripe-api', mode: 'error', times: 2, method: 'refunds.create', status: 500 },
    });
    await ask(placed, 'refund', { requestId: randomUUID() });
    assert.equal((await returned(placed)).length, 1);
    await inPhase(house, placed, 'refunded');
  });
});

describe('an exchange', () => {
  it('moves the order to another date with new tickets, and the old ones are void', async () => {
    const [from, to] = [await newShow(house, 5), await newShow(house, 5, { inHours: 96 })];
    const placed = await paid(from, 2);
    const before = await ticketIds(placed);
    const dates = await ask(placed, 'exchange-dates');
    assert.equal(dates.body['dates'].find(({ id }: { id: string }) => id === to.id).refusal, null);
    const requestId = randomUUID();
    const answers = await Promise.all([1, 2].map(() => ask(placed, 'exchange', { requestId, showId: to.id })));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    const now = await seen(house, placed);
    assert.deepEqual([now['show'].id, now['tickets'].length], [to.id, 2]);
    assert.ok(now['tickets'].every(({ id }: { id: string }) => !before.includes(id)));
    assert.deepEqual([await seatsLeft(from), await seatsLeft(to)], [5, 3]);
    const [old] = await house.db.sql<{ state: string; revoke_reason: string }>(
      'select state, revoke_reason from tickets where id = $1',
      [before[0]],
    );
    assert.deepEqual(old, { state: 'revoked', revoke_reason: 'exchanged' });
    // And back again: tickets of a third round.
    assert.equal((await ask(placed, 'exchange', { requestId: randomUUID(), showId: from.id })).status, 200);
    assert.deepEqual([await seatsLeft(from), await seatsLeft(to)], [3, 5]);
    await ask(placed, 'refund', { requestId: randomUUID() });
    assert.equal((await returned(placed))[0]!.amount, 180_000);
  });

  it('for a full date, a dearer one, or another play is refused, and nothing changes', async () => {
    const [from, full, dear] = [await newShow(house, 5), await newShow(house, 1), await newShow(house, 5)];
    await house.db.sql('update ticket_prices set amount = amount + 1 where ticket_type_id = $1', [dear.typeId]);
    const placed = await paid(from, 2);
    const refusals = [];
    for (const { id } of [full, dear])
      refusals.push((await ask(placed, 'exchange', { requestId: randomUUID(), showId: id })).body['error']);
    assert.deepEqual(refusals, ['SoldOut', 'ExchangeUnfit']);
    assert.deepEqual([await seatsLeft(from), await seatsLeft(full)], [3, 1]);
  });
});

describe('a companion', () => {
  it('takes one ticket by its link, once; the buyer keeps the other', async () => {
    const placed = await paid(await newShow(house, 5), 2);
    const [ticket] = (await seen(house, placed))['tickets'];
    const key = new URL(ticket.claimUrl).searchParams.get('key');
    const at = `${house.web}/api/tickets/${ticket.id}/claim`;
    assert.equal((await call(`${at}?key=${key}`)).body['state'], 'open');
    const email = `${randomUUID()}@example.com`;
    const [first, second] = [
      await call(at, { body: { key, email } }),
      await call(at, { body: { key, email: 'late@example.com' } }),
    ];
    assert.deepEqual([first.status, second.status, second.body['error']], [200, 409, 'ClaimTaken']);
    assert.equal((await call(at, { body: { key: 'x'.repeat(22), email } })).body['error'], 'ClaimRefused');
    const mine = await call(`${house.web}/api/tickets/${ticket.id}?token=${first.body['token']}`);
    assert.deepEqual([mine.status, mine.body['id'], mine.body['state']], [200, ticket.id, 'valid']);
    const now = await seen(house, placed);
    const shown = now['tickets'].find(({ id }: { id: string }) => id === ticket.id);
    assert.deepEqual([shown.holder, shown.token, shown.claimUrl], ['companion', null, null]);
    await eventually(
      async () => (await letters(email)).some(({ attachments }) => attachments.length > 0),
      'the companion’s letter',
    );
  });
});

describe('somebody who knows an address', () => {
  const session = async (viewer: Awaited<ReturnType<typeof newViewer>>) =>
    call(`${house.web}/api/sign-in`, { body: { initData: await viewer.initData(), bot: 'platform' } });

  it('brings no order but their own into Telegram, whatever address they typed', async () => {
    const show = await newShow(house, 10);
    const email = `${randomUUID()}@example.com`;
    const theirs = await order(house, show, 1, { email });
    await payOnPage(theirs.checkoutUrl);
    await inPhase(house, theirs, 'paid');
    const trick = await order(house, show, 1, { email });
    await payOnPage(trick.checkoutUrl);
    const seenTrick = await inPhase(house, trick, 'paid');
    const mallory = await newViewer(house, { firstName: 'Мэлори' });
    await mallory.say(`/start ${new URL(seenTrick['telegramUrl']).searchParams.get('start')}`);
    await mallory.sees('the ticket of that one order', ({ media }) => media);
    const before = (await letters(email)).length;
    const third = await order(house, show, 1, { email });
    await payOnPage(third.checkoutUrl);
    await inPhase(house, third, 'paid');
    await eventually(async () => (await letters(email)).length > before, 'the next order goes to its own mailbox');
    const own = seenTrick['tickets'][0].number;
    const pictures = (await mallory.messages()).filter(({ media }) => media);
    assert.ok(
      pictures.every(({ text }) => text.includes(own)),
      'no ticket but that one',
    );
    const { body } = await session(mallory);
    const list = await call<{ tickets: unknown[] }>(`${house.web}/api/tickets`, {
      headers: { authorization: `Bearer ${body['token']}` },
    });
    assert.equal(list.body.tickets.length, 1);
  });

  it('opens no ticket with the key of an order that was given the ticket’s id, nor with a claim link that was used', async () => {
    const show = await newShow(house, 10);
    const placed = await paid(show);
    const [ticket] = (await seen(house, placed))['tickets'];
    const trick = await order(house, show, 1, { email: placed.email, orderId: ticket.id });
    assert.equal(trick.reply.status, 201);
    assert.equal((await call(`${house.web}/api/tickets/${ticket.id}?token=${trick.token}`)).status, 404);
    assert.equal((await call(`${house.web}/api/tickets/${ticket.id}?token=${placed.token}`)).status, 404);

    const key = new URL(ticket.claimUrl).searchParams.get('key');
    const claim = (email: string) => call(`${house.web}/api/tickets/${ticket.id}/claim`, { body: { key, email } });
    const email = `${randomUUID()}@example.com`;
    assert.equal((await claim(email)).status, 200);
    const again = await claim(email.toUpperCase());
    assert.deepEqual([again.status, again.body['error'], again.body['pass']], [409, 'ClaimTaken', undefined]);
  });
});

describe('what was chosen', () => {
  it('a moved show is returned whole until it begins, and not after it was played', async () => {
    const show = await newShow(house, 5);
    const placed = await paid(show);
    await house.db.sql(`update shows set moved_at = now(), starts_at = now() + interval '1 hour' where id = $1`, [show.id]);
    assert.equal((await ask(placed, 'refund-quote')).body['percent'], 100);
    await house.db.sql(`update shows set starts_at = now() - interval '1 hour' where id = $1`, [show.id]);
    assert.equal((await ask(placed, 'refund-quote')).body['refusal'], 'RefundClosed');
    assert.equal((await ask(placed, 'refund', { requestId: randomUUID() })).body['error'], 'RefundClosed');
  });

  it('an exchange for a later date opens no new free return', async () => {
    const [soon, later] = [await newShow(house, 5, { inHours: 12 }), await newShow(house, 5, { inHours: 500 })];
    const placed = await paid(soon);
    assert.equal((await ask(placed, 'refund-quote')).body['percent'], 50);
    assert.equal((await ask(placed, 'exchange', { requestId: randomUUID(), showId: later.id })).status, 200);
    assert.equal((await ask(placed, 'refund-quote')).body['percent'], 50);
    await ask(placed, 'refund', { requestId: randomUUID() });
    assert.deepEqual(await returned(placed), [{ state: 'succeeded', amount: 45_000, kept: 45_000 }]);
  });
});

describe('a companion with Telegram', () => {
  it('finds the ticket among theirs, and the buyer does not', async () => {
    const placed = await paid(await newShow(house, 5), 2);
    const [ticket] = (await seen(house, placed))['tickets'];
    const key = new URL(ticket.claimUrl).searchParams.get('key');
    const boris = await newViewer(house, { firstName: 'Борис' });
    const { body: session } = await call(`${house.web}/api/sign-in`, {
      body: { initData: await boris.initData(), bot: 'platform' },
    });
    const headers = { authorization: `Bearer ${session['token']}`, 'accept-language': 'ru' };
    assert.deepEqual((await call(`${house.web}/api/tickets`, { headers })).body, { tickets: [] });
    assert.equal((await call(`${house.web}/api/tickets/${ticket.id}/claim`, { body: { key }, headers })).status, 200);
    const mine = await call<{ tickets: Array<{ id: string; calendarUrl: string }> }>(`${house.web}/api/tickets`, { headers });
    assert.deepEqual(
      mine.body.tickets.map(({ id }) => id),
      [ticket.id],
    );
    // A calendar that fetches a file speaks for nobody: it is in the language of whoever holds the ticket, or made the order.
    const fetched = (url: string, language: string) => fetch(`${house.web}${url}`, { headers: { 'accept-language': language } });
    const file = await fetched(mine.body.tickets[0]!.calendarUrl, 'en');
    assert.match(await file.text(), /BEGIN:VEVENT[\s\S]*DESCRIPTION:Через час[\s\S]*END:VEVENT/);
    const { calendarUrl } = await seen(house, placed);
    assert.match(
      await (await fetched(new URL(calendarUrl, house.web).href.slice(house.web.length), 'ru')).text(),
      /DESCRIPTION:In an hour/,
    );
    assert.match(file.headers.get('content-disposition') ?? '', /attachment/);
    await boris.sees('his ticket', ({ media }) => media);
  });
});

describe('a hall in Telegram', () => {
  const hall = -1001000001002;
  const members = async () => (await call<Array<{ id: number; status: string }>>(`${house.sandbox}/chats/${hall}/members`)).body;
  const inside = async (id: number) =>
    (await members()).some((member) => member.id === id && !['left', 'kicked'].includes(member.status));
  const joinLink = (buttons: Array<Array<{ url?: string }>>) => buttons.flat().find(({ url }) => url?.includes('t.me/+'))?.url;

  it('lets its ticket holder in by a link of their own, refuses a stranger who has it, and puts out who returns the ticket', async () => {
    const show = await newShow(house, 5);
    await house.db.sql(`update shows set kind = 'telegram', chat_id = $2 where id = $1`, [show.id, hall]);
    const [anna, boris] = [await newViewer(house), await newViewer(house, { firstName: 'Борис' })];
    const invoice = await anna.order(show);
    await anna.pay(invoice.messageId);
    const invited = await anna.sees('her link', ({ buttons }) => joinLink(buttons));
    const link = joinLink(invited.buttons)!;
    // Asked for once more, it is the same: by an update this time, whose answer stands in the history.
    await anna.say('/watch');
    const asked = await anna.sees('it again', ({ messageId, buttons }) => messageId > invited.messageId && joinLink(buttons));
    assert.equal(joinLink(asked.buttons), link);
    const join = (id: number) => call<{ result: string }>(`${house.sandbox}/people/${id}/joins`, { body: { link } });
    assert.equal((await join(boris.id)).body.result, 'requested');
    await boris.sees('why not', ({ text }) => text.length > 0);
    assert.equal(await inside(boris.id), false);
    assert.equal((await join(anna.id)).body.result, 'requested');
    await eventually(() => inside(anna.id), 'Anna is in the hall');
    await eventually(async () => (await join(boris.id)).body.result === 'refused', 'the link is void once it was used');

    const [row] = await house.db.sql<{ id: string }>('select o.id from orders o where show_id = $1', [show.id]);
    const initData = await anna.initData();
    const { body: session } = await call(`${house.web}/api/sign-in`, { body: { initData, bot: 'platform' } });
    const headers = { authorization: `Bearer ${session['token']}` };
    const refund = await call(`${house.web}/api/orders/${row!.id}/refund`, { body: { requestId: randomUUID() }, headers });
    assert.equal(refund.status, 200);
    await eventually(async () => !(await inside(anna.id)), 'Anna is out');
    await anna.sees('that her Stars came back', ({ text }) => /450/.test(text) && /Вернули/.test(text));
    assert.deepEqual(await house.db.sql('select distinct state from invitations where order_id = $1', [row!.id]), [
      { state: 'removed' },
    ]);

    const [invitation] = await house.db.sql<{ id: string; link: string }>(
      'select id, link from invitations where order_id = $1',
      [row!.id],
    );
    assert.equal(invitation!.link, link);
    const words = await eventually(async () => {
      const read = wordsOf(await house.temporal.workflow.getHandle(`order:${row!.id}`).fetchHistory());
      return read.includes('admitted') && read;
    }, 'the knock is answered');
    // What is read are the words themselves: who was let in by which invitation stands there, the key to the hall does not.
    for (const word of ['openInvitation', 'answerKnock', invitation!.id, String(hall)])
      assert.ok(words.includes(word), `${word} is read`);
    assert.doesNotMatch(words, /t\.me\/\+/);
    assert.equal(words.includes(new URL(link).pathname.slice(2)), false, 'nor is its secret part alone');
  });
});

describe('the evening', () => {
  it('rings the bell at its start, asks nobody twice, and is rated by who was there', async () => {
    const show = await newShow(house, 5);
    const placed = await paid(show);
    const startsAt = new Date(Date.now() + 4000);
    await house.db.sql('update shows set starts_at = $2, revision = 1, moved_at = now() where id = $1', [show.id, startsAt]);
    assert.equal((await ask(placed, 'rating', { stars: 5 })).body['error'], 'RatingClosed');
    await house.temporal.workflow
      .getHandle(`order:${placed.orderId}`)
      .signal('showChanged', { revision: 1, kind: 'moved', startsAt: startsAt.toISOString() });
    await eventually(
      async () => (await letters(placed.email)).some(({ subject }) => /curtain|begin|start/i.test(subject)),
      'the bell',
    );
    const stars = await eventually(async () => {
      const answer = await ask(placed, 'rating', { stars: 4, comment: 'Свет\nпрекрасен' });
      return answer.status === 200 ? [answer.body['rating'], answer.body['ratingComment']] : undefined;
    }, 'the rating is taken');
    assert.deepEqual(stars, [4, 'Свет\nпрекрасен'], 'with the words of whoever wrote them');
    const messages = await house.db.sql<{ key: string; count: number }>(
      'select key, count(*)::int as count from messages where order_id = $1 group by key having count(*) > 1',
      [placed.orderId],
    );
    assert.deepEqual(messages, []);
  });

  it('that was moved before the money came is told to whoever pays, who may have everything back', async () => {
    const show = await newShow(house, 5, { inHours: 12 });
    const placed = await order(house, show);
    const later = new Date(Date.now() + 10 * 3_600_000);
    await house.db.sql(`update shows set status = 'rescheduled', starts_at = $2, revision = 1, moved_at = now() where id = $1`, [
      show.id,
      later,
    ]);
    await house.db.sql(
      `insert into show_changes (tenant_id, show_id, revision, kind, by_person, from_starts_at, to_starts_at)
       select tenant_id, id, 1, 'moved', id, starts_at - interval '1 hour', starts_at from shows where id = $1`,
      [show.id],
    );
    await payOnPage(placed.checkoutUrl);
    const now = await inPhase(house, placed, 'paid');
    assert.ok(now['movedFrom']);
    await eventually(
      async () => (await letters(placed.email)).some(({ subject }) => /new time|moved/i.test(subject)),
      'the letter',
    );
    assert.equal((await ask(placed, 'refund-quote')).body['percent'], 100);
    const [row] = await house.db.sql<{ show_revision: number }>('select show_revision from orders where id = $1', [
      placed.orderId,
    ]);
    assert.equal(row!.show_revision, 1);
  });

  it('that is cancelled gives everything back and tells everybody, once', async () => {
    const show = await newShow(house, 5);
    const placed = await paid(show, 2);
    await house.db.sql(`update shows set status = 'cancelled', cancelled_at = now(), revision = 1 where id = $1`, [show.id]);
    const handle = house.temporal.workflow.getHandle(`order:${placed.orderId}`);
    for (const _ of [1, 2])
      await handle.signal('showChanged', { revision: 1, kind: 'cancelled', startsAt: new Date().toISOString() });
    assert.equal((await returned(placed))[0]!.amount, 180_000);
    await inPhase(house, placed, 'refunded');
    await eventually(async () => (await letters(placed.email)).some(({ subject }) => /cancel/i.test(subject)), 'the letter');
  });
});

describe('an unpaid order of a cancelled show', () => {
  it('waits no longer, and its seats are free', async () => {
    const show = await newShow(house, 5);
    const placed = await order(house, show, 2);
    await house.db.sql(`update shows set status = 'cancelled', cancelled_at = now(), revision = 1 where id = $1`, [show.id]);
    await house.temporal.workflow
      .getHandle(`order:${placed.orderId}`)
      .signal('showChanged', { revision: 1, kind: 'cancelled', startsAt: new Date().toISOString() });
    const now = await inPhase(house, placed, 'cancelled');
    assert.deepEqual([now['reason'], await seatsLeft(show)], ['showCancelled', 5]);
    const [row] = await house.db.sql<{ show_revision: number }>('select show_revision from orders where id = $1', [
      placed.orderId,
    ]);
    assert.equal(row!.show_revision, 1);
  });
});

describe('guests of one address', () => {
  it('hold twenty unpaid seats of a show and no more, until they pay; others go on', async () => {
    const show = await newShow(house, 100);
    const address = newAddress();
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => order(house, show, 10, { address })));
    const all = [first!, second!, third!];
    const [refused, ...more] = all.filter(({ reply }) => reply.status !== 201);
    assert.deepEqual([refused!.reply.status, refused!.reply.body['error'], more], [409, 'TooManyHeld', []]);
    assert.match(String(refused!.reply.body['how']), /Telegram/);
    assert.equal(await seatsLeft(show), 80);
    assert.equal((await order(house, show, 10)).reply.status, 201, 'from another address');
    const [held] = all.filter(({ reply }) => reply.status === 201);
    await payOnPage(held!.checkoutUrl);
    await inPhase(house, held!, 'paid');
    const again = await order(house, show, 10, { address });
    assert.equal(again.reply.status, 201, 'what is paid is counted no more');
    const rows = await house.db.sql<{ network: string }>(
      `select distinct network::text as network from orders where show_id = $1`,
      [show.id],
    );
    assert.equal(rows.length, 2);
    const words = wordsOf(await house.temporal.workflow.getHandle(`order:${again.orderId}`).fetchHistory());
    assert.ok(
      rows.some(({ network }) => words.includes(network)),
      'the history is read',
    );
    assert.equal(words.includes(address), false, 'where somebody asked from is in no history');
  });
});

describe('a hold that ended', () => {
  it('is told, and the same can be had again with one press', async () => {
    await house.db.sql('alter table shows drop constraint shows_hold_minutes_check');
    const show = await newShow(house, 5, { holdMinutes: 0 });
    const placed = await order(house, show);
    await inPhase(house, placed, 'expired');
    await eventually(async () => (await letters(placed.email)).length > 0, 'the letter');
    await house.db.sql('update shows set hold_minutes = 15 where id = $1', [show.id]);
    const orderId = randomUUID();
    const [again, twice] = await Promise.all([1, 2].map(() => ask(placed, 'again', { orderId })));
    assert.deepEqual([again!.status, twice!.status, again!.body['checkoutUrl'] === twice!.body['checkoutUrl']], [201, 201, true]);
    await payOnPage(String(again!.body['checkoutUrl']));
    await inPhase(house, { ...placed, orderId, token: String(again!.body['orderToken']) }, 'paid');
  });
});
