/** Requests that come to a process at once: their steps never run side by side, and what it did can be replayed. On the real server. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { devServer, remembering } from '../support/dev-server.ts';
import { record } from '../support/histories.ts';
import { eventually } from '../support/http.ts';
import { testBundle, withWorkers } from '../support/workers.ts';
import { asked, settings, startsAt, theatre } from './theatre.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** Whether the requests come with one task is chance: the control goes on until they did. */
const showsAtMost = 20;

type Seen = { atOnce: number; order: string[]; faults: string[] };

/**
 * While a show keeps its settings somebody scans tickets, which takes long, and changes the settings again, which does not.
 * @returns the most steps that were under way together, how they ended, and what the replays say
 */
async function storm(workflowBundle: WorkflowBundleOption, shows: number, kept?: string): Promise<Seen> {
  const server = await devServer({ ...remembering, workflowBundle });
  const seen: Seen = { atOnce: 0, order: [], faults: [] };
  try {
    for (let number = 0; number < shows && seen.faults.length === 0; number += 1) {
      const { ids, activities, shows: commands, of, handle } = theatre(server.client);
      let underWay = 0;
      const lasting =
        <I, O>(step: (input: I) => Promise<O>, name: (input: I) => string, ms: (input: I) => number) =>
        async (input: I): Promise<O> => {
          underWay += 1;
          seen.atOnce = Math.max(seen.atOnce, underWay);
          const answer = await step(input);
          await sleep(ms(input));
          underWay -= 1;
          seen.order.push(name(input));
          return answer;
        };
      type Kept = { capacity: number };
      const saveShowSettings = lasting(
        activities.saveShowSettings as unknown as (input: Kept) => Promise<void>,
        ({ capacity }) => `capacity ${capacity}`,
        ({ capacity }) => (capacity === 5 ? 400 : 0),
      );
      const recordCheckIns = lasting(
        activities.recordCheckIns,
        () => 'scan',
        () => 100,
      );
      const scans = [{ id: randomUUID() as string, at: startsAt, ticket: null }];
      await withWorkers(server, { ...activities, saveShowSettings, recordCheckIns } as never, async () => {
        const first = commands.changeSettings(ids, { ...asked(), ...settings });
        await eventually(async () => of('settings').length === 1, 'the first step is under way');
        const scanned = commands.checkIn(ids, { by: randomUUID(), device: randomUUID(), scans });
        // As a rule later than the scan, with the same task.
        await sleep(50);
        const second = commands.changeSettings(ids, { ...asked(), ...settings, capacity: 6 });
        await Promise.all([first, scanned, second]);
        const history = await handle().fetchHistory();
        await Worker.runReplayHistory({ workflowBundle }, history).catch((error) => seen.faults.push(String(error)));
        if (kept) await record(kept, handle());
      });
    }
  } finally {
    await server.teardown();
  }
  return seen;
}

describe('a process that is asked for several things at once', () => {
  it('does one after another, and can be replayed', async () => {
    const { atOnce, order, faults } = await storm(await testBundle(), 1, 'show.at-once');
    assert.deepEqual(
      { atOnce, order: order.sort(), faults },
      { atOnce: 1, order: ['capacity 5', 'capacity 6', 'scan'], faults: [] },
    );
  });

  it('could not, were they done side by side', async () => {
    const { codePath } = (await testBundle()) as { codePath: string };
    const code = readFileSync(codePath, 'utf8');
    const planted = code.replace('underWay > 0 &&', 'false &&');
    assert.ok(planted !== code, 'the guard is off');
    const { atOnce, faults } = await storm({ code: planted }, showsAtMost);
    assert.equal(atOnce, 2);
    assert.match(String(faults[0]), /Nondeterminism error/);
  });
});
