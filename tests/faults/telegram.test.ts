/** Telegram says wait, never or nothing good: the ticket arrives once, by mail where Telegram will not, and nobody is asked for ever. The client's own words for it: tests/providers/telegram-messenger.test.ts. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { newShow, newViewer, type TestShow } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { without } from './guards.ts';
import { endFaults, fault, patient, reachable } from './moment.ts';
import { sinceFault } from './recovery.ts';
import { ticketPhotos } from './sale-moments.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

type Row = { state: string; attempts: number; channel: string; took: number };
/** What is on record of the tickets' message of a show's only order. */
const told = (showId: string) =>
  house.db.sql<Row>(
    `select m.state, m.attempts, m.channel, extract(epoch from coalesce(m.sent_at, now()) - o.paid_at)::float as took from messages m join orders o on o.id = m.order_id
     where o.show_id = $1 and m.key like 'tickets:%' order by m.channel desc`,
    [showId],
  );
async function about() {
  const show = await newShow(house, 1);
  const anna = await newViewer(house);
  const invoice = await anna.order(show);
  return { show, anna, pay: () => anna.pay(invoice.messageId) };
}
/** Somebody of the Mini App, who gave an address too. */
async function withMailbox() {
  const show = await newShow(house, 1);
  const anna = await newViewer(house);
  const email = `${randomUUID()}@example.com`;
  const { body: session } = await call(`${house.web}/api/sign-in`, {
    body: { bot: 'platform', initData: await anna.initData() },
  });
  const lines = [{ ticketTypeId: show.typeId, quantity: 1 }];
  const { status, body } = await call(`${house.web}/api/orders`, {
    headers: { authorization: `Bearer ${session['token']}` },
    body: { orderId: randomUUID(), showId: show.id, lines, provider: 'stars', email, language: 'ru' },
  });
  assert.equal(status, 201, JSON.stringify(body));
  const pay = () => call(`${house.sandbox}/people/${anna.id}/payments`, { body: { link: body['checkoutUrl'] } });
  const letters = async () => (await call<Array<{ text: string }>>(`${house.sandbox}/mailbox?to=${email}`)).body;
  return { show, anna, letters, pay };
}
const refuse = (status: number, times: number, more = {}) =>
  fault(house, { target: 'telegram-api', method: 'sendPhoto', mode: 'error', status, times, ...more });
/** How many refusals are left to happen. */
const left = async () =>
  (await call<Array<{ times: number }>>(`${house.sandbox}/faults`)).body.reduce((sum, { times }) => sum + times, 0);

/** What became of the tickets' message; looked at when it is over, or when Telegram was asked again after a no. */
async function outcome({ id }: TestShow): Promise<Row> {
  const row = async () => (await told(id))[0];
  await eventually(
    async () => {
      const now = await row();
      return now && (!['intended', 'sending'].includes(now.state) || now.attempts > 1);
    },
    'its outcome is on record, or it is tried again',
    patient,
  );
  return (await row())!;
}
/** The step that sends the tickets is over. */
async function stepOver({ id }: TestShow): Promise<void> {
  const [row] = await house.db.sql<{ id: string }>('select id from orders where show_id = $1', [id]);
  await eventually(async () => {
    const { events } = await house.temporal.workflow.getHandle(`order:${row!.id}`).fetchHistory();
    const sending = events!.filter(
      ({ activityTaskScheduledEventAttributes: one }) => one?.activityType?.name === 'deliverTickets',
    );
    const done = events!.filter(({ activityTaskCompletedEventAttributes: one }) =>
      sending.some(({ eventId }) => String(eventId) === String(one?.scheduledEventId)),
    );
    return sending.length === 1 && done.length === 1;
  }, 'the step is over');
}

/** @param seconds of silence that Telegram asks for */
async function waits(seconds: number): Promise<void> {
  const { show, anna, pay } = await about();
  await refuse(429, 1, { ms: seconds * 1000 });
  await pay();
  await eventually(async () => (await ticketPhotos(anna)) === 1, 'the ticket', patient);
  await eventually(async () => (await told(show.id))[0]?.state === 'sent', 'it is on record');
  const [row] = await told(show.id);
  assert.deepEqual([row!.attempts, await left()], [2, 0]);
  assert.ok(row!.took >= seconds, `after ${row!.took} s`);
}

async function goesOn(): Promise<void> {
  const { show, anna, pay } = await about();
  await refuse(502, 2);
  const recovery = sinceFault('two times 502 of Telegram');
  await pay();
  await eventually(
    async () => ['sent', 'unknown'].includes((await told(show.id))[0]?.state ?? ''),
    'its outcome is on record',
    patient,
  );
  assert.equal(await ticketPhotos(anna), 1, 'the ticket');
  recovery.recovered();
  assert.deepEqual([(await told(show.id)).map(({ state, attempts }) => [state, attempts]), await left()], [[['sent', 3]], 0]);
}

async function asksNoMore(): Promise<void> {
  const { show, anna, pay } = await about();
  await refuse(403, 100);
  await pay();
  const { state, attempts } = await outcome(show);
  assert.deepEqual([state, attempts], ['undeliverable', 1], 'the refusal is on record');
  await stepOver(show);
  assert.equal(await left(), 99, 'asked once');
  await endFaults(house);
  assert.equal(await ticketPhotos(anna), 0);
  assert.deepEqual(await house.db.sql(`select state from tickets where show_id = $1`, [show.id]), [{ state: 'valid' }]);
}

async function writesInstead(): Promise<void> {
  const { show, anna, letters, pay } = await withMailbox();
  await refuse(403, 100);
  await pay();
  await outcome(show);
  await stepOver(show);
  assert.equal(await left(), 99, 'asked once');
  await endFaults(house);
  const [ticket] = await house.db.sql<{ number: string }>('select number from tickets where show_id = $1', [show.id]);
  const found = (await letters()).filter(({ text }) => text.includes(ticket!.number));
  assert.deepEqual([found.length, await ticketPhotos(anna)], [1, 0], 'one letter, and nothing in Telegram');
  assert.deepEqual(
    (await told(show.id)).map(({ channel, state, attempts }) => [channel, state, attempts]),
    [
      ['telegram', 'undeliverable', 1],
      ['email', 'sent', 1],
    ],
  );
}

describe('Telegram answers the ticket with', () => {
  it('429: it is sent once, and not before the time that Telegram named', () => waits(4));
  it('5xx: it is tried again until it is taken, and arrives once', goesOn);
  it('403: it is asked once and no more; who has no mailbox has the ticket in the house, on record as not delivered', asksNoMore);
  it('403, and who has a mailbox has the ticket there, once', writesInstead);
});

describe('each of these guards is needed: Telegram answers with', () => {
  before(async () => {
    await without(house.worker, ['pauses', 'ticketAgain', 'mailInstead']);
    await reachable(house);
  });
  afterEach(() => endFaults(house));

  it('429, and a worker that does not hear for how long asks again at once', () =>
    assert.rejects(waits(600), /: after [\d.]+ s$/));
  it('5xx, and a ticket that may have arrived is like any other message: it never does', () =>
    assert.rejects(goesOn, /: the ticket\b/));
  it('403, and nobody writes to the mailbox instead', () => assert.rejects(writesInstead, /one letter/));
  it('403, and a worker that takes it for a fault asks again', async () => {
    await without(house.worker, ['takesNo']);
    await reachable(house);
    await assert.rejects(asksNoMore, /the refusal is on record/);
  });
});
