/** The screens of tickets on real rows: one a ticket, and none without it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { Client } from 'pg';
import { eventually } from '../support/http.ts';
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
    const stateIs = (state: string) => bench.db.sql('update stages set state = $1 where show_id = $2', [state, show.id]);
    await stateIs('live');
    const take = (screenId: string, more: object = {}) =>
      run(steps.openScreen, { ...at, ticketId: tickets[0]!, personId, screenId, ...more } as never);
    return { show, at, channelId, channel, orderId, tickets, personId, take, stateIs };
  };

  it('is one a ticket: another ends it, the same again is the same', async () => {
    const { take, show } = await taking();
    const [first, second] = [randomUUID(), randomUUID()];
    assert.deepEqual(await take(first), { what: 'live', version: 1, former: null });
    assert.deepEqual(await take(first), { what: 'live', version: 1, former: null });
    assert.deepEqual(await take(second), { what: 'live', version: 2, former: 1 });
    assert.deepEqual(
      await take(second),
      { what: 'live', version: 2, former: 1 },
      'a step that is done twice revokes the first again',
    );
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

  it('is of what the stage shows by its row: the live picture, the recording, or nothing', async () => {
    const { take, stateIs, show } = await taking();
    for (const state of ['live', 'interval', 'interrupted']) {
      await stateIs(state);
      assert.equal((await take(randomUUID())).what, 'live', state);
    }
    for (const state of ['offline', 'test', 'ended', 'closed']) {
      await stateIs(state);
      await assert.rejects(take(randomUUID()), says('WatchClosed'), state);
    }
    await stateIs('archived');
    assert.equal((await take(randomUUID())).what, 'recording');
    await stateIs('live');
    await bench.db.sql(`update stages set kind = 'external' where show_id = $1`, [show.id]);
    await assert.rejects(take(randomUUID()), says('WatchClosed'), 'played elsewhere');
  });

  it('taken for the evening does not play the recording', async () => {
    const { take, stateIs } = await taking();
    const screen = randomUUID();
    await take(screen);
    await stateIs('archived');
    await assert.rejects(take(screen), says('ScreenEnded'));
  });

  it('waits for whoever ends the show at the same moment, and is seen as it has become', async () => {
    const { take, show } = await taking();
    const client = new Client({ connectionString: bench.db.adminUrl });
    await client.connect();
    await client.query('begin');
    await client.query(`update stages set state = 'ended' where show_id = $1`, [show.id]);
    const asked = take(randomUUID());
    asked.catch(() => undefined);
    await eventually(
      async () =>
        (await bench.db.sql(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
          .length > 0,
      'it waits for the row',
    );
    await client.query('commit');
    await client.end();
    await assert.rejects(asked, says('WatchClosed'));
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
