/** The screens of tickets on real rows: one a ticket, and none without it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { soldOrder, tenantId } from './organiser-bench.ts';
import { says, stageBench } from './stage-bench.ts';
import type { Bench } from './support.ts';

let bench: Bench;
const { media, steps, run, provisioned } = stageBench((opened) => {
  bench = opened;
});

describe('a screen', () => {
  const taking = async () => {
    const { show, at, channelId, channel } = await provisioned();
    const { orderId, tickets } = await soldOrder(bench, show, 2);
    const [{ person_id: personId }] = (await bench.db.sql<{ person_id: string }>('select person_id from orders where id = $1', [
      orderId,
    ])) as [{ person_id: string }];
    const take = (screenId: string, more: object = {}) =>
      run(steps.takeScreen, { ...at, ticketId: tickets[0]!, personId, screenId, what: 'live', ...more } as never);
    return { show, at, channelId, channel, orderId, tickets, personId, take };
  };

  it('is one a ticket: another ends it, the same again is the same', async () => {
    const { take, show } = await taking();
    const [first, second] = [randomUUID(), randomUUID()];
    assert.deepEqual(await take(first), { version: 1, former: null });
    assert.deepEqual(await take(first), { version: 1, former: null });
    assert.deepEqual(await take(second), { version: 2, former: 1 });
    assert.deepEqual(await take(second), { version: 2, former: 1 }, 'a step that is done twice revokes the first again');
    await assert.rejects(take(first), says('ScreenEnded'));
    const open = await bench.db.sql('select 1 from screens where show_id = $1 and ended_at is null', [show.id]);
    assert.equal(open.length, 1);
  });

  it('asked for twice at once is still one a ticket', async () => {
    const { take, show } = await taking();
    const answers = await Promise.all(Array.from({ length: 6 }, () => take(randomUUID())));
    assert.deepEqual(answers.map(({ version }) => version).sort(), [1, 2, 3, 4, 5, 6]);
    assert.equal((await bench.db.sql('select 1 from screens where show_id = $1 and ended_at is null', [show.id])).length, 1);
  });

  it('is nobody’s without the ticket: not of another person, another show, or a void one', async () => {
    const { take, tickets } = await taking();
    await assert.rejects(take(randomUUID(), { personId: randomUUID() }), says('TicketNotValid'));
    const other = await provisioned();
    await assert.rejects(take(randomUUID(), { showId: other.show.id }), says('TicketNotValid'));
    await bench.db.sql(`update tickets set state = 'revoked' where id = $1`, [tickets[0]]);
    await assert.rejects(take(randomUUID()), says('TicketNotValid'));
  });

  it('ends with its ticket, and the media server hears of it; whoever keeps theirs watches on', async () => {
    const { take, tickets, orderId, channel } = await taking();
    await take(randomUUID());
    await take(randomUUID(), { ticketId: tickets[1] });
    const revoking = { tenantId, orderId };
    assert.deepEqual(await run(steps.revokeScreens, revoking), { ended: 0 }, 'control: both are good');
    await bench.db.sql(`update tickets set state = 'revoked' where id = $1`, [tickets[0]]);
    media.fail.set('revoke', [new Error('away')]);
    await assert.rejects(run(steps.revokeScreens, revoking), /away/);
    assert.deepEqual(await run(steps.revokeScreens, revoking), { ended: 1 }, 'tried again until it is heard');
    assert.deepEqual(await run(steps.revokeScreens, revoking), { ended: 0 });
    assert.deepEqual([...channel.revoked], [[tickets[0], 1]]);
  });

  it('ends when its ticket is handed to a companion', async () => {
    const { take, tickets, orderId, channel } = await taking();
    await take(randomUUID());
    await bench.db.sql('update tickets set holder_person_id = $1 where id = $2', [randomUUID(), tickets[0]]);
    assert.deepEqual(await run(steps.revokeScreens, { tenantId, orderId }), { ended: 1 });
    assert.equal(channel.revoked.get(tickets[0]!), 1);
  });
});
