/** A room whose people come and go without end: the history of its process grows to no limit, and nobody stays who may not. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { type DevServer, devServer, remembering } from '../support/dev-server.ts';
import { eventually } from '../support/http.ts';
import { withWorkers } from '../support/workers.ts';
import { stageHouse } from './stage-house.ts';

let server: DevServer;
before(async () => {
  server = await devServer(remembering);
});
after(() => server?.teardown());

it('begins its history anew while somebody comes in again and again, and then looks at the whole room', async () => {
  const clocked = { client: server.client, currentTimeMs: async () => Date.now() } as unknown as TestWorkflowEnvironment;
  const house = await stageHouse(clocked, 'immersive');
  const { activities, named, handle, notice } = house;
  const { admitPeople } = activities;
  activities.admitPeople = async (asked) => {
    // A room server of a very busy evening: somebody always comes in before the last ones were looked at.
    await sleep(3000);
    return admitPeople(asked);
  };
  const viewerId = randomUUID();
  const comesIn = () => notice({ kind: 'entered', viewerId, version: 1 }, Date.now());
  const runId = async () => (await handle().describe()).runId;

  await withWorkers(server, activities, async () => {
    await house.start();
    await eventually(async () => named('provisionChannel').length > 0, 'it has a room');
    const first = await runId();
    // Past the length at which a server advises to begin anew, 4096 events.
    for (let batch = 0; batch < 84; batch += 1) await Promise.all(Array.from({ length: 50 }, comesIn));
    let flooding = true;
    // Not faster: a server turns away whoever begins anew while something more has come for them.
    const flood = (async () => {
      for (; flooding; await sleep(1000)) await comesIn().catch(() => {});
    })();
    await eventually(async () => (await runId()) !== first, 'its history began anew', 120_000).finally(async () => {
      flooding = false;
      await flood;
    });
    await eventually(
      async () => named('admitPeople').some(({ entered }: { entered: unknown[] }) => entered.length === 0),
      'the whole room was looked at',
    );
    house.facts.off = true;
    await house.changed();
    assert.equal(await handle().result(), 'closed');
  });
});
