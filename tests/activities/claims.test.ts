/** Tickets change hands: each to one companion, a guest's order to one Telegram, and stars from who holds a ticket. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createClaimActivities } from '../../activities/orders/claims.ts';
import { createDeliveryActivities } from '../../activities/orders/deliver.ts';
import { createReturnActivities } from '../../activities/orders/return.ts';
import type { Contact } from '../../domain/orders.ts';
import { seal } from '../../domain/sealed.ts';
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
  unguarded,
} from './paid-orders.ts';
import { type Bench, openBench, sealingKeys } from './support.ts';

let bench: Bench;
const { claimTicket, bringOrder, saveRating } = createClaimActivities({ sealingKeys });
const { returnTickets, returnForCancelledShow } = createReturnActivities();
before(async () => {
  bench = await openBench();
});
after(async () => {
  if (bench) await assertSound(bench.db).finally(bench.close);
});

type Person = { personId: string; telegramId: number };
const somebody = (): Person => ({ personId: randomUUID(), telegramId: newTelegramId() });
const claiming = ({ orderId, tickets }: Paid, { personId, telegramId }: Person, ticketId = tickets[0]!) => ({
  ...{ tenantId, orderId, ticketId, personId, language: 'ru', bot: 'platform' as string },
  holder: seal(sealingKeys, { telegramId, name: 'Ева' }),
});
const claim = (order: Paid, person: Person, ticketId?: string) => {
  const request = claiming(order, person, ticketId) as Parameters<typeof claimTicket>[0];
  return outcome(bench.step(() => claimTicket(request)));
};
const bring = ({ orderId }: Paid, { personId, telegramId }: Person) => {
  const request = {
    tenantId,
    orderId,
    personId,
    language: 'ru',
    bot: 'theatre',
    holder: seal(sealingKeys, { telegramId }),
  } as const;
  return outcome(bench.step(() => bringOrder(request)));
};
const giveBack = (order: Paid, ticketIds: string[]) => {
  const { orderId, personId } = order;
  const request = { tenantId, orderId, personId, requestId: randomUUID(), ticketIds, whole: false, byMember: false };
  return bench.step(() => returnTickets(request));
};
const holders = async ({ orderId }: Paid) =>
  (
    await bench.db.sql<{ holder: string | null }>(
      'select holder_person_id as holder from tickets where order_id = $1 order by position',
      [orderId],
    )
  ).map(({ holder }) => holder);

describe('a ticket', () => {
  it('that twenty people want at once has exactly one of them for its holder', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    const people = Array.from({ length: 20 }, somebody);
    const answers = await Promise.all(people.map((person) => claim(order, person)));
    const first = answers.findIndex((answer) => typeof answer !== 'string');
    assert.deepEqual(
      answers.toSpliced(first, 1),
      Array.from({ length: 19 }, () => 'ClaimTaken'),
    );
    assert.deepEqual(await holders(order), [people[first]!.personId, null]);
  });

  it('and without the locks would be handed to two: the guard is needed', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    const step = unguarded(bench, {
      forget: (sql) => sql.replace(' for update', ''),
      meet: (sql) => sql.startsWith('select state, used_at'),
    });
    const both = [somebody(), somebody()].map((person) => claiming(order, person) as Parameters<typeof claimTicket>[0]);
    const answers = await Promise.all(both.map((request) => outcome(step(() => claimTicket(request)))));
    assert.deepEqual(answers, [{ fresh: true }, { fresh: true }]);
  });

  it('claimed again by its holder is theirs, and reaches them even when the process died before it told them', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    const companion = somebody();
    const { deps, said } = partners();
    const { deliverTickets } = createDeliveryActivities(deps);
    // The process does this after each answer that is fresh; the first time it dies in between.
    const first = await claim(order, companion);
    for (const answer of [first, await claim(order, companion), await claim(order, companion)].slice(1))
      if ((answer as { fresh: boolean }).fresh)
        await asActivity(bench, () => deliverTickets({ tenantId, orderId: order.orderId, personId: companion.personId }));
    assert.deepEqual(
      said.map(({ to, photos }) => [to, photos]),
      [[companion.telegramId, 1]],
    );
  });

  it('claimed after another is sent alone, and in place of one that was returned is sent as well', async () => {
    const order = await paidOrder(bench, { quantity: 3 });
    const companion = somebody();
    const { deps, said } = partners();
    const { deliverTickets } = createDeliveryActivities(deps);
    const { orderId } = order;
    const { personId } = companion;
    const take = async (ticketId: string) => {
      await claim(order, companion, ticketId);
      for (let round = 0; round < 2; round += 1)
        await asActivity(bench, () => deliverTickets({ tenantId, orderId, personId, ticketId }));
    };
    const [first, second, third] = order.tickets;
    await take(first!);
    await take(second!);
    await giveBack(order, [first!, second!]);
    await take(third!);
    const numbers = await bench.db.sql<{ number: string }>(
      `select number from tickets where order_id = $1 order by array_position($2::uuid[], id)`,
      [orderId, [first, second, third]],
    );
    assert.equal(said.length, 3);
    for (const [index, { number }] of numbers.entries())
      assert.ok(said[index]!.to === companion.telegramId && said[index]!.photos === 1 && said[index]!.words.includes(number));
    // Returned before its message went out: nothing to send.
    await giveBack(order, [third!]);
    await asActivity(bench, () => deliverTickets({ tenantId, orderId, personId, ticketId: third! }));
    assert.equal(said.length, 3);
  });

  it('claimed by its buyer stays theirs and can still be handed on', async () => {
    const order = await paidOrder(bench);
    const buyer = { personId: order.personId, telegramId: order.telegramId! };
    assert.deepEqual(await claim(order, buyer), { fresh: false });
    const companion = somebody();
    assert.deepEqual(await claim(order, companion), { fresh: true });
    assert.equal(await claim(order, buyer), 'ClaimTaken');
    assert.deepEqual(await holders(order), [companion.personId]);
  });

  it('claimed under a guest’s address renames nobody; claimed from their own Telegram it does', async () => {
    const known = (personId: string) =>
      bench.db.sql('select name, language, time_zone from contacts where person_id = $1', [personId]);
    const take = async (personId: string, contact: Contact) => {
      const { orderId, tickets } = await paidOrder(bench);
      const request = { tenantId, orderId, ticketId: tickets[0]!, personId, language: 'en' } as const;
      const holder = seal(sealingKeys, { ...contact, name: 'Stranger', timeZone: 'America/New_York' });
      assert.deepEqual(await bench.step(() => claimTicket({ ...request, holder })), { fresh: true });
      return known(personId);
    };
    const asWas = { name: 'Ева', timeZone: 'Asia/Yekaterinburg' };
    const guest = await paidOrder(bench, { contact: { email: 'eva@example.com', ...asWas } });
    assert.deepEqual(await take(guest.personId, { email: 'eva@example.com' }), [
      { name: 'Ева', language: 'ru', time_zone: 'Asia/Yekaterinburg' },
    ]);
    const { personId } = await paidOrder(bench, { contact: { telegramId: 79, ...asWas } });
    assert.deepEqual(await take(personId, { telegramId: 79 }), [
      { name: 'Stranger', language: 'en', time_zone: 'America/New_York' },
    ]);
  });

  it('that was used, returned, or is of another order is refused', async () => {
    const [order, other] = [await paidOrder(bench, { quantity: 3 }), await paidOrder(bench)];
    await bench.db.sql('update tickets set used_at = now() where id = $1', [order.tickets[0]]);
    await giveBack(order, [order.tickets[1]!]);
    assert.equal(await claim(order, somebody()), 'TicketUsed');
    assert.equal(await claim(order, somebody(), order.tickets[1]), 'TicketNotValid');
    assert.equal(await claim(order, somebody(), other.tickets[0]), 'ClaimRefused');
    assert.equal(await claim(order, somebody(), randomUUID()), 'ClaimRefused');
    assert.deepEqual(await holders(order), [null, null, null]);
    assert.deepEqual(await holders(other), [null]);
  });

  it('wanted by a companion while its buyer returns it is void in the end, whoever was first', async () => {
    for (let round = 0; round < 8; round += 1) {
      const order = await paidOrder(bench, { quantity: 2 });
      const [answer] = await Promise.all([claim(order, somebody()), giveBack(order, [order.tickets[0]!])]);
      assert.ok(answer === 'TicketNotValid' || (answer as { fresh: boolean }).fresh);
      const [row] = await bench.db.sql<{ state: string }>('select state from tickets where id = $1', [order.tickets[0]]);
      assert.equal(row!.state, 'revoked');
    }
  });
});

describe('a guest’s order', () => {
  const guest = () => paidOrder(bench, { quantity: 2, contact: { email: 'guest@example.com' } });

  it('is brought to Telegram once and by one person; again by the same changes nothing', async () => {
    const order = await guest();
    const [owner, thief] = [somebody(), somebody()];
    assert.deepEqual(await bring(order, owner), { fresh: true });
    assert.equal(await bring(order, thief), 'ClaimTaken');
    assert.notEqual(typeof (await bring(order, owner)), 'string');
    assert.deepEqual(await holders(order), [owner.personId, owner.personId]);
    // The guest's own contact stays what it was: other orders under that address are none of theirs.
    assert.deepEqual(await bench.db.sql('select telegram_id, email from contacts where person_id = $1', [order.personId]), [
      { telegram_id: null, email: 'guest@example.com' },
    ]);
    const [row] = await bench.db.sql<{ brought_by: string }>('select brought_by from orders where id = $1', [order.orderId]);
    assert.equal(row!.brought_by, owner.personId);
  });

  it('wanted by ten people at once goes to one of them', async () => {
    const order = await guest();
    const people = Array.from({ length: 10 }, somebody);
    const answers = await Promise.all(people.map((person) => bring(order, person)));
    assert.equal(answers.filter((answer) => answer === 'ClaimTaken').length, 9);
    const owner = people[answers.findIndex((answer) => typeof answer !== 'string')]!;
    assert.deepEqual(await holders(order), [owner.personId, owner.personId]);
  });

  it('and without the lock on it would go to two: the guard is needed', async () => {
    const order = await guest();
    const step = unguarded(bench, {
      forget: (sql) => sql.replace(' for update', ''),
      meet: (sql) => sql.startsWith('select o.person_id, o.brought_by'),
    });
    const answers = await Promise.all(
      [somebody(), somebody()].map(({ personId, telegramId }) => {
        const holder = seal(sealingKeys, { telegramId });
        return outcome(
          step(() => bringOrder({ tenantId, orderId: order.orderId, personId, language: 'ru', bot: 'platform', holder })),
        );
      }),
    );
    assert.ok(answers.every((answer) => typeof answer !== 'string'));
  });

  it('leaves the tickets that companions have where they are', async () => {
    const order = await guest();
    const [companion, owner] = [somebody(), somebody()];
    await claim(order, companion);
    await bring(order, owner);
    assert.deepEqual(await holders(order), [companion.personId, owner.personId]);
  });

  it('reaches Telegram even when the process died before it sent the tickets, and once', async () => {
    const order = await guest();
    const owner = somebody();
    const { deps, said } = partners();
    const { deliverTickets } = createDeliveryActivities(deps);
    await bring(order, owner);
    for (let round = 0; round < 2; round += 1)
      if (((await bring(order, owner)) as { fresh: boolean }).fresh)
        await asActivity(bench, () => deliverTickets({ tenantId, orderId: order.orderId, personId: owner.personId }));
    assert.deepEqual(
      said.map(({ to, photos }) => [to, photos]),
      [[owner.telegramId, 2]],
    );
  });

  it('that was bought with a Telegram of its own is nobody else’s', async () => {
    const order = await paidOrder(bench);
    assert.equal(await bring(order, somebody()), 'ClaimTaken');
    assert.deepEqual(await bring(order, { personId: order.personId, telegramId: order.telegramId! }), { fresh: false });
    assert.deepEqual(await holders(order), [null]);
  });
});

describe('a rating', () => {
  const rate = ({ orderId }: Paid, personId: string, stars: number, comment?: string) => {
    const words = comment === undefined ? {} : { comment: seal(sealingKeys, comment) };
    return outcome(bench.step(() => saveRating({ tenantId, orderId, personId, stars, ...words })));
  };
  const ratings = ({ show }: Paid) =>
    bench.db.sql<{ stars: number; comment: string | null }>('select stars, comment from ratings where show_id = $1', [show.id]);

  it('opens at the curtain and closes two weeks later', async () => {
    const order = await paidOrder(bench);
    await startsIn(bench, order.show, 5);
    assert.equal(await rate(order, order.personId, 5), 'RatingClosed');
    await startsIn(bench, order.show, -1);
    assert.equal(await rate(order, order.personId, 5), undefined);
    await startsIn(bench, order.show, -14 * 86_400 + 30);
    assert.equal(await rate(order, order.personId, 4), undefined);
    await startsIn(bench, order.show, -14 * 86_400 - 1);
    assert.equal(await rate(order, order.personId, 1), 'RatingClosed');
    assert.deepEqual(await ratings(order), [{ stars: 4, comment: null }]);
  });

  it('is one a person and a show: the last word counts, and words that were said stay', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    await startsIn(bench, order.show, -60);
    await rate(order, order.personId, 2, 'Темно');
    await times(10, () => rate(order, order.personId, 5));
    assert.deepEqual(await ratings(order), [{ stars: 5, comment: 'Темно' }]);
    // A second order of the same person for the same evening.
    await startsIn(bench, order.show, 3600);
    const more = await paidOrder(bench, { show: order.show, personId: order.personId });
    await startsIn(bench, order.show, -60);
    await rate(more, order.personId, 3, 'Громко');
    assert.deepEqual(await ratings(order), [{ stars: 3, comment: 'Громко' }]);
  });

  it('is a companion’s too, and not of who holds nothing', async () => {
    const order = await paidOrder(bench, { quantity: 2 });
    const companion = somebody();
    await claim(order, companion);
    await startsIn(bench, order.show, -60);
    assert.equal(await rate(order, companion.personId, 4), undefined);
    assert.equal(await rate(order, randomUUID(), 1), 'RatingClosed');
    assert.equal((await ratings(order)).length, 1);
  });

  it('is refused of a show that was off, and of a ticket that was returned', async () => {
    const [off, returned] = [await paidOrder(bench), await paidOrder(bench, { show: await newShow(bench, 5) })];
    await bench.step(() => returnForCancelledShow({ tenantId, orderId: off.orderId, revision: 1 }));
    await giveBack(returned, returned.tickets);
    for (const order of [off, returned]) {
      await startsIn(bench, order.show, -60);
      assert.equal(await rate(order, order.personId, 1), 'RatingClosed');
    }
  });
});
