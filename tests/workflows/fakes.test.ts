/** The fakes that workflow tests are played with count what happened, not how often a server asked for it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { MockActivityEnvironment } from '@temporalio/testing';
import { knowsRepetitions } from '../support/workers.ts';

const run = { workflowId: 'order:1', runId: randomUUID() };
const asked = { isLocal: true, workflowExecution: run, activityId: '1', activityType: 'readShow', attempt: 1 };
type Asked = Partial<typeof asked> & { given?: unknown };

async function timesTaken(...infos: Asked[]): Promise<{ taken: number; answers: number[] }> {
  let taken = 0;
  const known = knowsRepetitions();
  const step = async () => {
    taken += 1;
    return taken;
  };
  const answers: number[] = [];
  for (const { given = 'this', ...info } of infos)
    answers.push((await new MockActivityEnvironment({ ...asked, ...info }).run(() => known([given], step))) as number);
  return { taken, answers };
}

describe('a fake step', () => {
  it('that is taken again because its workflow task was lost is counted once, and answers the same', async () => {
    assert.deepEqual(await timesTaken({}, {}), { taken: 1, answers: [1, 1] });
  });

  it('that failed and is taken again answers the same failure', async () => {
    const known = knowsRepetitions();
    let taken = 0;
    const failing = async () => {
      taken += 1;
      throw new Error(`failure ${taken}`);
    };
    for (const _ of [1, 2])
      await assert.rejects(
        new MockActivityEnvironment(asked).run(() => known([], failing)),
        /failure 1$/,
      );
  });

  it('counts each attempt, each step, each run, and whatever is no local step', async () => {
    assert.equal((await timesTaken({}, { attempt: 2 })).taken, 2);
    assert.equal((await timesTaken({}, { activityId: '2' })).taken, 2);
    assert.equal((await timesTaken({}, { workflowExecution: { ...run, runId: randomUUID() } })).taken, 2);
    assert.equal((await timesTaken({ isLocal: false }, { isLocal: false })).taken, 2);
  });

  it('in whose place another one is taken answers for itself', async () => {
    assert.deepEqual(await timesTaken({}, { activityType: 'saveStage' }, {}), { taken: 2, answers: [1, 2, 1] });
    assert.deepEqual(await timesTaken({}, { given: 'that' }, {}), { taken: 2, answers: [1, 2, 1] });
  });
});
