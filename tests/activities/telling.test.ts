/** What an order's people are told: each of them once, where they are, in their language and by their clock; and when not. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createClaimActivities } from '../../activities/orders/claims.ts';
import { createDeliveryActivities } from '../../activities/orders/deliver.ts';
import { createExchangeActivities } from '../../activities/orders/exchange.ts';
import { createReturnActivities } from '../../activities/orders/return.ts';
import { createSeatActivities } from '../../activities/orders/seats.ts';
import { createTellingActivities } from '../../activities/orders/tell.ts';
import type { Contact } from '../../domain/orders.ts';
import { seal } from '../../domain/sealed.ts';
import { NotSent, Undeliverable } from '../../providers/messaging/port.ts';
import { assertSound } from '../support/invariants.ts';
import { newMember } from './organiser-bench.ts';
import {
  asActivity,
  goodTickets,
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
import { type Bench, holdRequest, openBench, sealingKeys } from './support.ts';

let bench: Bench;
const { bringOrder, claimTicket } = createClaimActivities({ sealingKeys });
const { holdSeats } = createSeatActivities({ sealingKeys });
const { exchangeOrder } = createExchangeActivities();
const { returnTickets, returnForCancelledShow } = createReturnActivities();
before(async () => {
  bench = await openBench();
});
after(async () => {
  if (bench) await assertSound(bench.db).finally(bench.close);
});

const startOf = async ({ show }: Paid): Promise<string> =>
  (await bench.db.sql<{ at: Date }>('select starts_at as at from shows where id = $1', [show.id]))[0]!.at.toISOString();

function steps(order: Paid, made = partners()) {
  const tell = createTellingActivities(made.deps);
  const { deliverTickets } = createDeliveryActivities(made.deps);
  const facts = { tenantId, orderId: order.orderId };
  const run = <T>(work: () => Promise<T>) => asActivity(bench, work);
  return {
    ...made,
    run,
    tell,
    facts,
    remind: async (kind: '24h' | '1h' | 'start' = '1h', startsAt?: string) => {
      const at = startsAt ?? (await startOf(order));
      return run(() => tell.remind({ ...facts, kind, startsAt: at }));
    },
    deliver: (personId?: string) => run(() => deliverTickets({ ...facts, ...(personId ? { personId } : {}) })),
    whom: () => made.said.map(({ to }) => to),
    words: () => made.said.map(({ words }) => words).join('\n'),
  };
}
async function ordered(contact?: Contact, quantity = 1) {
  const order = await paidOrder(bench, { quantity, ...(contact ? { contact } : {}) });
  return { order, ...steps(order) };
}
async function withCompanion(order: Paid, contact: Contact = { telegramId: newTelegramId() }) {
  const personId = randomUUID();
  const { orderId, tickets } = order;
  const claim = { tenantId, orderId, ticketId: tickets.at(-1)!, personId, language: 'en' } as const;
  await bench.step(() => claimTicket({ ...claim, holder: seal(sealingKeys, contact) }));
  return { personId, ...contact };
}
const questions = (order: Paid) =>
  bench.db.sql<{ kind: string }>('select kind from attention_items where order_id = $1', [order.orderId]);

describe('a reminder', () => {
  it('twice is one message; of the day, of the hour and the bell are three', async () => {
    const { remind, words, said } = await ordered();
    for (const kind of ['24h', '24h', '1h', '1h', 'start'] as const) await remind(kind);
    assert.equal(said.length, 3);
    assert.match(words(), /показ завтра[\s\S]*Через час начинаем[\s\S]*Звонок!/);
  });

  it('ten times at once is one message', async () => {
    const { remind, said } = await ordered();
    await times(10, () => remind());
    assert.equal(said.length, 1);
  });

  it('and without its row would go out again: the ledger of messages is needed', async () => {
    const { remind, said, order } = await ordered();
    await remind();
    await bench.db.sql('delete from messages where order_id = $1', [order.orderId]);
    await remind();
    assert.equal(said.length, 2);
  });

  it('is quiet for a start that is no longer the start, and for a show that is off', async () => {
    const { remind, said, order } = await ordered();
    const before = await startOf(order);
    await startsIn(bench, order.show, 90_000);
    await remind('1h', before);
    assert.equal(said.length, 0);
    await remind('1h');
    assert.equal(said.length, 1, 'the new start is reminded of');
    await startsIn(bench, order.show, 80_000);
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [order.show.id]);
    await remind('1h');
    assert.equal(said.length, 1);
  });

  it('reaches each who holds a ticket now: not who returned it, and the companion as well as the buyer', async () => {
    const { order, remind, whom } = await ordered(undefined, 3);
    const companion = await withCompanion(order);
    await remind('24h');
    assert.deepEqual(
      whom(),
      [order.telegramId, companion.telegramId].toSorted((a, b) => whom().indexOf(a!) - whom().indexOf(b!)),
    );
    assert.equal(whom().length, 2);
    const { orderId, personId, tickets } = order;
    const request = { tenantId, orderId, personId, requestId: randomUUID(), whole: false, byMember: false };
    await bench.step(() => returnTickets({ ...request, ticketIds: [tickets.at(-1)!] }));
    await remind('1h');
    assert.deepEqual(whom().slice(2), [order.telegramId]);
  });

  it('leads into the hall when the show is played in a chat, and to the ticket when the chat gives no link', async () => {
    const { order, remind, said, keeper } = await ordered();
    await bench.db.sql(`update shows set kind = 'telegram', chat_id = -100777 where id = $1`, [order.show.id]);
    await remind('24h');
    keeper.createJoinLink = async () => {
      throw new Undeliverable('not enough rights', 'message');
    };
    await bench.db.sql(`update invitations set state = 'admitted' where order_id = $1`, [order.orderId]);
    await remind('1h');
    const urls = said.map(({ buttons }) => (buttons[0] as { url: string }).url);
    assert.match(urls[0]!, /^https:\/\/t\.me\/\+/);
    assert.match(urls[1]!, new RegExp(`^https://rampa\\.test/orders/${order.orderId}\\?token=`));
  });
});

describe('a person', () => {
  it('who blocked the bot gets the letter instead, once, and is not tried in Telegram again', async () => {
    const { remind, messenger, whom } = await ordered({ telegramId: newTelegramId(), email: 'eva@example.com' });
    let tried = 0;
    messenger.sendText = async () => {
      tried += 1;
      throw new Undeliverable('bot was blocked by the user', 'person');
    };
    await remind();
    await remind();
    assert.deepEqual([whom(), tried], [['eva@example.com'], 1]);
  });

  it('on the web alone gets the letter', async () => {
    const { remind, whom, letters } = await ordered({ email: 'guest@example.com' });
    await remind();
    assert.deepEqual(whom(), ['guest@example.com']);
    assert.match(letters[0]!.subject, /^Через час/);
  });

  it('with no address is nobody, and nobody waits for that', async () => {
    const { remind, deliver, said, order } = await ordered({});
    await remind();
    assert.deepEqual(await deliver(), { telegram: 0, email: 0, nobody: 1, unknown: 0 });
    assert.deepEqual([said.length, await questions(order)], [0, []]);
  });

  it('of whom it is not known whether they got it is asked about and not told twice; the others are told', async () => {
    const { order, remind, messenger, said, whom } = await ordered(undefined, 2);
    const companion = await withCompanion(order);
    const { sendText } = messenger;
    let cut = 0;
    messenger.sendText = async (to, ...rest) => {
      if (to !== order.telegramId) return sendText(to, ...rest);
      cut += 1;
      throw new Error('the connection was cut');
    };
    await assert.rejects(remind(), /cut/);
    messenger.sendText = sendText;
    await remind();
    await remind();
    assert.deepEqual([whom(), cut, said.length], [[companion.telegramId], 1, 1]);
    assert.deepEqual(await questions(order), [{ kind: 'messageUnknown' }]);
  });

  it('to whom nothing left, is told by the next try', async () => {
    const { order, remind, messenger, said } = await ordered();
    const { sendText } = messenger;
    messenger.sendText = async () => {
      throw new NotSent('no network');
    };
    await assert.rejects(remind(), /no network/);
    messenger.sendText = sendText;
    await remind();
    assert.deepEqual([said.length, await questions(order)], [1, []]);
  });

  it('reads their own clock; where it is a guess, the city is named', async () => {
    const { order, remind, said } = await ordered(undefined, 2);
    const companion = await withCompanion(order);
    await bench.db.sql(`update shows set starts_at = '2031-03-01T16:00:00Z' where id = $1`, [order.show.id]);
    await bench.db.sql(`update contacts set time_zone = 'Asia/Yekaterinburg' where person_id = $1`, [order.personId]);
    await remind();
    const to = (id: number | undefined) => said.find((entry) => entry.to === id)!.words;
    assert.match(to(order.telegramId!), /21:00$/);
    assert.match(to(companion.telegramId), /Sat.*1 March, 19:00 \(Moscow\)$/);
    await startsIn(bench, order.show, 72 * 3600);
  });

  it('reads their own language, and what they set for themselves counts most', async () => {
    const { order, remind, words, said } = await ordered();
    await bench.db.sql(`insert into people (id, language, time_zone) values ($1, 'en', 'Europe/Lisbon')`, [order.personId]);
    await bench.db.sql(`update contacts set time_zone = 'Asia/Yekaterinburg' where person_id = $1`, [order.personId]);
    await bench.db.sql(`update shows set starts_at = '2031-03-01T16:00:00Z' where id = $1`, [order.show.id]);
    await remind();
    assert.match(words(), /We begin in an hour\.[\s\S]*16:00$/);
    assert.equal((said[0]!.buttons[0] as { text: string }).text, 'My ticket');
    await startsIn(bench, order.show, 72 * 3600);
  });
});

describe('the tickets', () => {
  it('go to each holder once, however often they are sent', async () => {
    const { order, deliver, said } = await ordered(undefined, 3);
    const companion = await withCompanion(order);
    for (let round = 0; round < 3; round += 1) await deliver();
    await deliver(companion.personId);
    assert.deepEqual(
      said.map(({ to, photos }) => [to, photos]).toSorted((a, b) => Number(b[1]) - Number(a[1])),
      [
        [order.telegramId, 2],
        [companion.telegramId, 1],
      ],
    );
  });

  it('sent again by the theatre are on record with the hand that did it, once a request, and only by who may', async () => {
    const { order, run, facts, deliver, deps, said } = await ordered();
    await deliver();
    const { deliverTickets } = createDeliveryActivities(deps);
    const by = await newMember(bench, 'operator');
    const again = randomUUID();
    const resend = (request: { again: string; by: string }) => run(() => deliverTickets({ ...facts, ...request }));
    const record = () =>
      bench.db.sql('select by_person, action from audit_entries where subject = $1 order by at', [`order:${order.orderId}`]);
    assert.deepEqual(await record(), [], 'the first delivery is nobody’s wish');
    await resend({ again, by });
    await resend({ again, by });
    assert.deepEqual(await record(), [{ by_person: by, action: 'resendTickets' }]);
    assert.equal(said.length, 2, 'bought, and once more');
    const porter = await newMember(bench, 'door');
    assert.equal(await outcome(resend({ again: randomUUID(), by: porter })), 'NotAllowed');
    assert.deepEqual([(await record()).length, said.length], [1, 2]);
    await resend({ again: randomUUID(), by });
    assert.deepEqual([(await record()).length, said.length], [2, 3], 'another wish');
  });

  it('go out again when nobody knows whether they arrived: paid is delivered', async () => {
    const { deliver, messenger, said } = await ordered();
    const { sendPhotos } = messenger;
    messenger.sendPhotos = async (...sent) => {
      await sendPhotos(...sent);
      messenger.sendPhotos = sendPhotos;
      throw new Error('the connection was cut');
    };
    await assert.rejects(deliver(), /cut/);
    assert.deepEqual([(await deliver()).telegram, said.length], [1, 2]);
    await deliver();
    assert.equal(said.length, 2);
  });

  it('of the new date go out after an exchange, once', async () => {
    const { order, deliver, said } = await ordered();
    await deliver();
    const { id: showId } = await newShow(bench, 5);
    const { orderId, personId } = order;
    await bench.step(() => exchangeOrder({ tenantId, orderId, personId, requestId: randomUUID(), showId }));
    await deliver();
    await deliver();
    assert.equal(said.length, 2);
    assert.notEqual(said[0]!.words, said[1]!.words);
  });
});

describe('a change', () => {
  const move = async (order: Paid, showId: string, revision: number) => {
    await bench.db.sql(
      `insert into show_changes (tenant_id, show_id, revision, kind, by_person, from_starts_at, to_starts_at)
       select $1, id, $3, 'moved', $4, starts_at, starts_at + interval '1 day' from shows where id = $2`,
      [tenantId, showId, revision, order.personId],
    );
    await bench.db.sql(
      `update shows set starts_at = starts_at + interval '1 day', revision = $2, moved_at = now() where id = $1`,
      [showId, revision],
    );
  };

  it('of the time is told once for each move, and each says from when', async () => {
    const { order, run, tell, facts, said } = await ordered();
    for (const revision of [1, 2]) {
      await move(order, order.show.id, revision);
      for (let round = 0; round < 2; round += 1) await run(() => tell.tellShowMoved({ ...facts, revision }));
    }
    assert.equal(said.length, 2);
    assert.ok(said.every(({ words }) => /перенесён[\s\S]*<s>/.test(words)));
    await run(() => tell.tellShowMoved({ ...facts, revision: 7 }));
    assert.equal(said.length, 2, 'of a move that never was');
  });

  it('of the new date is told after an exchange, though the old date’s first move was told too', async () => {
    const { order, run, tell, facts, said } = await ordered();
    await move(order, order.show.id, 1);
    await run(() => tell.tellShowMoved({ ...facts, revision: 1 }));
    const { id: showId } = await newShow(bench, 5);
    const { orderId, personId } = order;
    await bench.step(() => exchangeOrder({ tenantId, orderId, personId, requestId: randomUUID(), showId }));
    await move(order, showId, 1);
    await run(() => tell.tellShowMoved({ ...facts, revision: 1 }));
    assert.equal(said.length, 2);
  });

  it('for nothing at all is told to everybody once, and the sum to who paid it', async () => {
    const { order, run, tell, facts, said } = await ordered(undefined, 2);
    const companion = await withCompanion(order);
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [order.show.id]);
    const { ticketIds, back } = await bench.step(() => returnForCancelledShow({ ...facts, revision: 1 }));
    for (let round = 0; round < 2; round += 1)
      await run(() => tell.tellShowCancelled({ ...facts, ticketIds, back: { amount: back, currency: 'RUB' } }));
    assert.equal(said.length, 2);
    const to = (id: number | undefined | null) => said.find((entry) => entry.to === id)!.words;
    assert.match(to(order.telegramId), /отменён[\s\S]*1\s800/);
    assert.match(to(companion.telegramId), /cancelled/);
    assert.doesNotMatch(to(companion.telegramId), /1,?800/);
  });

  it('is told to the buyer too when companions have all their tickets, once, with the sum when money comes back', async () => {
    for (const contact of [undefined, { email: 'buyer@example.com', timeZone: 'Asia/Yekaterinburg' }]) {
      const { order, run, tell, facts, said, letters } = await ordered(contact);
      const buyer = contact?.email ?? order.telegramId!;
      const companion = await withCompanion(order);
      await move(order, order.show.id, 1);
      for (let round = 0; round < 2; round += 1) await run(() => tell.tellShowMoved({ ...facts, revision: 1 }));
      await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [order.show.id]);
      const { ticketIds, back } = await bench.step(() => returnForCancelledShow({ ...facts, revision: 2 }));
      for (let round = 0; round < 2; round += 1)
        await run(() => tell.tellShowCancelled({ ...facts, ticketIds, back: { amount: back, currency: 'RUB' } }));
      assert.deepEqual(
        said.map(({ to }) => to),
        [companion.telegramId, buyer, companion.telegramId, buyer],
      );
      assert.match(said[0]!.words, /tell whoever bought it/, 'a companion cannot return what another paid for');
      if (!contact) assert.match(said[1]!.words, /верните их/, 'the buyer can');
      const [theirs, toBuyer] = said.slice(2).map(({ words }, index) => (index === 1 && letters[1] ? letters[1].text! : words));
      assert.match(toBuyer!, /900/);
      assert.doesNotMatch(theirs!, /900/);
      const page = said[1]!.buttons[0];
      const link = page && 'url' in page ? page.url : letters[0]!.text!;
      assert.match(link, new RegExp(`/orders/${order.orderId}\\?token=`), 'the buyer’s own page');
    }
  });

  it('of an order that was brought into Telegram is told there alone, with the sum', async () => {
    const { order, run, tell, facts, said } = await ordered({ email: 'guest@example.com' }, 2);
    const owner = { personId: randomUUID(), telegramId: newTelegramId() };
    const bringing = { ...facts, personId: owner.personId, language: 'ru', bot: 'platform' } as const;
    await bench.step(() => bringOrder({ ...bringing, holder: seal(sealingKeys, { telegramId: owner.telegramId }) }));
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [order.show.id]);
    const { ticketIds, back } = await bench.step(() => returnForCancelledShow({ ...facts, revision: 1 }));
    await run(() => tell.tellShowCancelled({ ...facts, ticketIds, back: { amount: back, currency: 'RUB' } }));
    assert.deepEqual(
      said.map(({ to }) => to),
      [owner.telegramId],
    );
    assert.match(said[0]!.words, /1\s800/);
  });

  it('of hands is told to the buyer, and of a return to the companion; each once', async () => {
    const { order, run, tell, facts, said } = await ordered(undefined, 2);
    const companion = await withCompanion(order);
    const ticketId = order.tickets.at(-1)!;
    for (let round = 0; round < 2; round += 1) await run(() => tell.tellTicketTaken({ ...facts, ticketId }));
    for (let round = 0; round < 2; round += 1) await run(() => tell.tellTicketsGone({ ...facts, ticketIds: order.tickets }));
    assert.deepEqual(
      said.map(({ to }) => to),
      [order.telegramId, companion.telegramId],
    );
    assert.match(said[1]!.words, /no longer good/);
  });

  it('of the date by exchange is told once, and not of a date that was left again', async () => {
    const { order, run, tell, facts, said } = await ordered();
    const { orderId, personId } = order;
    const other = await newShow(bench, 5);
    for (const { id: showId } of [other, order.show])
      await bench.step(() => exchangeOrder({ tenantId, orderId, personId, requestId: randomUUID(), showId }));
    for (let round = 0; round < 2; round += 1) await run(() => tell.tellExchanged({ ...facts, showId: other.id }));
    assert.equal(said.length, 0);
    for (let round = 0; round < 2; round += 1) await run(() => tell.tellExchanged({ ...facts, showId: order.show.id }));
    assert.equal(said.length, 1);
  });
});

describe('an exchange', () => {
  const swap = async ({ orderId, personId }: Paid) => {
    const { id: showId } = await newShow(bench, 5);
    await bench.step(() => exchangeOrder({ tenantId, orderId, personId, requestId: randomUUID(), showId }));
    return showId;
  };
  const tellOf = async ({ run, tell, facts, deliver }: Awaited<ReturnType<typeof ordered>>, showId: string) => {
    for (let round = 0; round < 2; round += 1) {
      await run(() => tell.tellExchanged({ ...facts, showId }));
      await deliver();
    }
  };

  it('is told by mail in one letter with the new tickets, to the buyer and to a companion', async () => {
    const told = await ordered({ email: 'buyer@example.com' }, 2);
    const companion = await withCompanion(told.order, { email: 'friend@example.com' });
    await told.deliver();
    assert.deepEqual(told.letters.map(({ subject }) => subject.split(':')[0]).toSorted(), ['Your ticket', 'Билет']);
    told.letters.length = 0;
    await tellOf(told, await swap(told.order));
    assert.deepEqual(told.letters.map(({ to, subject }) => [to, subject.split(':')[0]]).toSorted(), [
      ['buyer@example.com', 'Билет обменян'],
      [companion.email, 'Ticket exchanged'],
    ]);
    const [old, now] = await Promise.all(
      ['revoked', 'valid'].map(async (state) =>
        (
          await bench.db.sql<{ number: string }>('select number from tickets where order_id = $1 and state = $2', [
            told.order.orderId,
            state,
          ])
        ).map(({ number }) => number),
      ),
    );
    const texts = told.letters.map(({ text }) => text).join('\n');
    assert.ok(now!.every((number) => texts.includes(number)) && !old!.some((number) => texts.includes(number)));
    assert.match(texts, /Было:[\s\S]*Before:|Before:[\s\S]*Было:/);
  });

  it('is told by mail to a buyer whose companions have all the tickets, and in Telegram as ever', async () => {
    const told = await ordered({ email: 'buyer@example.com' });
    const companion = await withCompanion(told.order);
    await tellOf(told, await swap(told.order));
    assert.deepEqual(
      told.said.map(({ to, photos }) => [to, photos]),
      [
        [companion.telegramId, 0],
        ['buyer@example.com', 0],
        [companion.telegramId, 1],
      ],
    );
    assert.match(told.letters[0]!.text!, /новые получили ваши спутники/);
  });

  it('is over when a ticket is claimed: its letter is about the ticket', async () => {
    const told = await ordered({ email: 'buyer@example.com' }, 2);
    await tellOf(told, await swap(told.order));
    const order = { ...told.order, tickets: await goodTickets(bench, told.order.orderId) };
    const companion = await withCompanion(order, { email: 'late@example.com' });
    await told.deliver(companion.personId);
    assert.match(told.letters.at(-1)!.subject, /^Your ticket/);
  });
});

describe('a letter', () => {
  it('names the city of its times also where the reader’s clock is known', async () => {
    const contact = { email: 'guest@example.com', timeZone: 'Asia/Yekaterinburg' };
    const { order, remind, deliver, letters } = await ordered(contact);
    await bench.db.sql(`update shows set starts_at = '2031-03-01T16:00:00Z' where id = $1`, [order.show.id]);
    await deliver();
    await remind();
    assert.equal(letters.length, 2);
    for (const { text } of letters) assert.match(text!, /1 марта, 21:00 \(Екатеринбург\)/);
    await startsIn(bench, order.show, 72 * 3600);
  });
});

describe('a letter to a guest', () => {
  const email = 'guest@example.com';
  const evening = '2031-03-01T16:00:00Z';
  /** Everything that was sent to them of an order. */
  async function lettersOf(order: Paid): Promise<string> {
    await bench.db.sql('update shows set starts_at = $2 where id = $1', [order.show.id, evening]);
    const { deliver, remind, letters } = steps(order);
    await deliver();
    await remind();
    assert.deepEqual(
      letters.map(({ to }) => to),
      [email, email],
    );
    await startsIn(bench, order.show, 72 * 3600);
    return letters.map(({ subject, text }) => `${subject}\n${text}`).join('\n');
  }
  /** Ordered and not paid, by somebody who knows who it is. */
  async function unpaid(personId: string, contact: Contact) {
    const { request, buyer } = await holdRequest(bench, {
      contact: { name: 'Stranger', timeZone: 'America/New_York', ...contact },
    });
    assert.equal((await bench.step(() => holdSeats({ ...request, personId, language: 'en', buyer }))).held, true);
  }

  it('is as they asked for it, whoever orders under their address and does not pay', async () => {
    const contact = { email, name: 'Ева', timeZone: 'Asia/Yekaterinburg' };
    const bought = await paidOrder(bench, { contact });
    const { personId } = bought;
    const given = await paidOrder(bench, { gift: true, contact, personId });
    await unpaid(personId, { email });
    const [ofBought, ofGiven] = [await lettersOf(bought), await lettersOf(given)];
    assert.match(ofBought, /^Билет[\s\S]*21:00 \(Екатеринбург\)[\s\S]*Через час/);
    assert.match(ofGiven, /Ева/);
    assert.doesNotMatch(ofBought + ofGiven, /Stranger|New York|Your ticket/);
  });

  it('and a person of Telegram hears as they last said: the stranger’s order above had something to say', async () => {
    const telegramId = newTelegramId();
    const { order, remind, words } = await ordered({ telegramId, name: 'Ева', timeZone: 'Asia/Yekaterinburg' });
    await bench.db.sql('update shows set starts_at = $2 where id = $1', [order.show.id, evening]);
    await unpaid(order.personId, { telegramId });
    await remind();
    assert.match(words(), /We begin in an hour\.[\s\S]*11:00$/);
    await startsIn(bench, order.show, 72 * 3600);
  });

  it('is in the language of the order that it is about, or in the one that they set for themselves', async () => {
    const russian = await paidOrder(bench, { contact: { email } });
    const { personId } = russian;
    const buyEnglish = () => paidOrder(bench, { contact: { email }, personId, language: 'en' });
    assert.match(await lettersOf(await buyEnglish()), /^Your ticket[\s\S]*starts in an hour/);
    assert.match(await lettersOf(russian), /^Билет[\s\S]*Через час/);
    await bench.db.sql(`insert into people (id, language) values ($1, 'ru')`, [personId]);
    assert.match(await lettersOf(await buyEnglish()), /^Билет[\s\S]*Через час/);
  });

  it('of a companion is in the companion’s language, whatever the order’s', async () => {
    const order = await paidOrder(bench, { quantity: 2, contact: { email: 'buyer@example.com' } });
    const companion = await withCompanion(order, { email });
    const { deliver, letters } = steps(order);
    await deliver(companion.personId);
    assert.deepEqual(
      letters.map(({ to, subject }) => [to, subject.split(':')[0]]),
      [[email, 'Your ticket']],
    );
  });
});

describe('the question how it was', () => {
  it('is asked once of each holder, and not of a show that was off', async () => {
    const { order, run, tell, facts, said } = await ordered(undefined, 2);
    await withCompanion(order);
    for (let round = 0; round < 2; round += 1) await run(() => tell.askForRating(facts));
    assert.deepEqual([said.length, said[0]!.buttons.length], [2, 5]);
    const off = await ordered();
    await bench.db.sql(`update shows set status = 'cancelled' where id = $1`, [off.order.show.id]);
    await off.run(() => off.tell.askForRating(off.facts));
    assert.equal(off.said.length, 0);
  });
});

describe('a hold that ended', () => {
  it('is told once, with a press that orders the same again', async () => {
    const { run, tell, facts, said } = await ordered();
    for (let round = 0; round < 3; round += 1) await run(() => tell.tellHoldEnded(facts));
    assert.equal(said.length, 1);
    assert.ok('data' in said[0]!.buttons[0]!);
  });
});
