/** Telegram says wait, never or nothing good: the ticket arrives once, by mail where Telegram will not, and nobody is asked for ever. The client's own words for it: tests/providers/telegram-messenger.test.ts. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newShow, newViewer } from '../support/buyers.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { endFaults, fault, patient } from './moment.ts';
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
const refuse = (status: number, times: number, more = {}) =>
  fault(house, { target: 'telegram-api', method: 'sendPhoto', mode: 'error', status, times, ...more });
/** How many refusals are left to happen. */
const left = async () =>
  (await call<Array<{ times: number }>>(`${house.sandbox}/faults`)).body.reduce((sum, { times }) => sum + times, 0);

describe('Telegram answers the ticket with', () => {
  it('429: it is sent once, and not before the time that Telegram named', async () => {
    const { show, anna, pay } = await about();
    await refuse(429, 1, { ms: 4000 });
    await pay();
    await eventually(async () => (await ticketPhotos(anna)) === 1, 'the ticket', patient);
    await eventually(async () => (await told(show.id))[0]?.state === 'sent', 'it is on record');
    const [row] = await told(show.id);
    assert.deepEqual([row!.attempts, await left()], [2, 0]);
    assert.ok(row!.took >= 4, `after ${row!.took} s`);
  });

  it('5xx: it is tried again until it is taken, and arrives once', async () => {
    const { show, anna, pay } = await about();
    await refuse(502, 2);
    const recovery = sinceFault('two times 502 of Telegram');
    await pay();
    await eventually(async () => (await ticketPhotos(anna)) === 1, 'the ticket', patient);
    recovery.recovered();
    await eventually(async () => (await told(show.id))[0]?.state === 'sent', 'it is on record');
    assert.deepEqual([(await told(show.id)).map(({ attempts }) => attempts), await left()], [[3], 0]);
    assert.equal(await ticketPhotos(anna), 1);
  });

  it('403: it is asked once and no more; who has no mailbox has the ticket in the house, on record as not delivered', async () => {
    const { show, anna, pay } = await about();
    await refuse(403, 100);
    await pay();
    await eventually(async () => (await told(show.id))[0]?.state === 'undeliverable', 'the refusal is on record', patient);
    await eventually(async () => {
      const [row] = await house.db.sql<{ id: string }>('select id from orders where show_id = $1', [show.id]);
      const { events } = await house.temporal.workflow.getHandle(`order:${row!.id}`).fetchHistory();
      const sending = events!.filter(
        ({ activityTaskScheduledEventAttributes: one }) => one?.activityType?.name === 'deliverTickets',
      );
      const done = events!.filter(({ activityTaskCompletedEventAttributes: one }) =>
        sending.some(({ eventId }) => String(eventId) === String(one?.scheduledEventId)),
      );
      return sending.length === 1 && done.length === 1;
    }, 'the step is over');
    assert.equal(await left(), 99, 'asked once');
    await endFaults(house);
    assert.equal(await ticketPhotos(anna), 0);
    assert.deepEqual(await house.db.sql(`select state from tickets where show_id = $1`, [show.id]), [{ state: 'valid' }]);
  });
});
