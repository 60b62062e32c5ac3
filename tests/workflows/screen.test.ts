/** The screen of a ticket as a process: a hall that comes in at once stands in no line, and a former screen is over. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import { createBroadcastCommands } from '../../commands/shows/broadcast.ts';
import { screenWorkflowId } from '../../workflows/shows/stage-messages.ts';
import { type DevServer, devServer, remembering } from '../support/dev-server.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { patient } from '../support/patient.ts';
import { withWorkers } from '../support/workers.ts';
import { says } from './stage-house.ts';

let server: DevServer;
before(async () => {
  server = await devServer(remembering);
});
after(() => server?.teardown());

type Asked = { ticketId: string; screenId: string };

function hall() {
  const ids = { tenantId: randomUUID() as string, showId: randomUUID() as string };
  const screens = new Map<string, string[]>();
  const revoked: Array<{ ticketId: string; upToVersion: number }> = [];
  /** Thrown by the next steps of this name. */
  const failures: Record<string, Error[]> = { openScreen: [], revokeScreen: [] };
  const fail = (step: string) => {
    const error = failures[step]!.shift();
    if (error) throw error;
  };
  const activities = {
    async openScreen({ ticketId, screenId }: Asked) {
      fail('openScreen');
      const all = screens.get(ticketId) ?? [];
      screens.set(ticketId, all);
      if (!all.includes(screenId)) all.push(screenId);
      const version = all.indexOf(screenId) + 1;
      return { version, what: 'live', former: version > 1 ? version - 1 : null };
    },
    async revokeScreen({ ticketId, upToVersion }: { ticketId: string; upToVersion: number }) {
      fail('revokeScreen');
      revoked.push({ ticketId, upToVersion });
    },
  };
  const commands = createBroadcastCommands({ temporal: patient(server.client) });
  const take = (ticketId: string, screenId: string = randomUUID()) =>
    commands.takeScreen(ids, { ticketId, screenId, personId: 'p1' });
  const process = (ticketId: string) => server.client.workflow.getHandle(screenWorkflowId(ticketId));
  return { activities, revoked, failures, take, process };
}
const no = (code: string) => ApplicationFailure.create({ type: code, message: code, nonRetryable: true, category: 'BENIGN' });

describe('the screen of a ticket', () => {
  it('is taken, and the process is over: nothing stands open for thousands of viewers', async () => {
    const { activities, take, process, revoked } = hall();
    await withWorkers(server, activities, async () => {
      const ticketId = randomUUID();
      assert.deepEqual(await take(ticketId), { version: 1, what: 'live', endedAnother: false });
      await process(ticketId).result();
      assert.deepEqual(revoked, []);
      await record('screen.taken', process(ticketId));
    });
  });

  it('ends the former one, and is asked for until the media server has heard of it', async () => {
    const { activities, take, process, revoked, failures } = hall();
    await withWorkers(server, activities, async () => {
      const ticketId = randomUUID();
      await take(ticketId);
      failures['revokeScreen']!.push(new Error('ECONNREFUSED'));
      assert.deepEqual(await take(ticketId), { version: 2, what: 'live', endedAnother: true });
      await eventually(async () => revoked.length > 0, 'the first is revoked', 60_000);
      await process(ticketId).result();
      assert.deepEqual(revoked, [{ ticketId, upToVersion: 1 }]);
      await record('screen.moved', process(ticketId));
    });
  });

  it('asked for again is the same, and what was refused leaves nothing open', async () => {
    const { activities, take, process, failures } = hall();
    await withWorkers(server, activities, async () => {
      const [ticketId, screenId] = [randomUUID(), randomUUID()];
      failures['openScreen']!.push(no('WatchClosed'));
      await assert.rejects(take(ticketId, screenId), says('WatchClosed'));
      await process(ticketId).result();
      await record('screen.refused', process(ticketId));
      for (const _ of 'twice') assert.equal((await take(ticketId, screenId)).version, 1);
    });
  });

  it('of one viewer waits for no other: more than a process takes at once are under way together', async () => {
    const { activities, take } = hall();
    const many = 20;
    let here = 0;
    let opened = () => {};
    const all = new Promise<void>((resolve) => {
      opened = resolve;
    });
    const { openScreen } = activities;
    activities.openScreen = async (asked) => {
      here += 1;
      if (here >= many) opened();
      await all;
      return openScreen(asked);
    };
    await withWorkers(server, activities, async () => {
      const answers = await Promise.all(Array.from({ length: many }, () => take(randomUUID())));
      assert.deepEqual(new Set(answers.map(({ version }) => version)), new Set([1]));
    });
  });
});
