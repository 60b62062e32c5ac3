/** The queue of a run: the longest first, never more than there is room for, and alone what bears no company. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Load } from './load.ts';
import { runQueue } from './queue.ts';

/** Each job lasts until all others had their chance to begin. */
function jobsOf(loads: Record<string, Partial<Load> & { after?: Promise<unknown> }>) {
  const now = new Set<string>();
  const began: string[] = [];
  /** Who ran when somebody began. */
  const company: string[][] = [];
  const jobs = Object.entries(loads).map(([name, { after, ...load }]) => ({
    load: { seconds: 1, share: 1, alone: false, ...load },
    after,
    async work() {
      now.add(name);
      began.push(name);
      company.push([...now]);
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      now.delete(name);
    },
  }));
  return { jobs, began, company };
}

describe('the queue of a run', () => {
  it('begins the longest first, as many at once as there is room for', async () => {
    const { jobs, began, company } = jobsOf({ a: { seconds: 1 }, b: { seconds: 9 }, c: { seconds: 5 }, d: { seconds: 7 } });
    await runQueue(jobs, 2);
    assert.deepEqual(began, ['b', 'd', 'c', 'a']);
    assert.equal(Math.max(...company.map((names) => names.length)), 2);
  });

  it('gives those who mostly wait half a place each', async () => {
    const { jobs, company } = jobsOf({ a: { share: 0.5 }, b: { share: 0.5 }, c: {}, d: {} });
    await runQueue(jobs, 2);
    assert.deepEqual(company[2], ['a', 'b', 'c']);
    assert.ok(company.every((names) => names.length <= 3));
  });

  it('lets nothing else run beside one that must be alone', async () => {
    const { jobs, began, company } = jobsOf({ a: { alone: true, seconds: 100 }, b: {}, c: { alone: true }, d: {} });
    await runQueue(jobs, 2);
    assert.deepEqual(began, ['b', 'd', 'a', 'c']);
    assert.deepEqual(company.slice(2), [['a'], ['c']]);
  });

  it('goes on with others while one waits for what it needs', async () => {
    const servers = Promise.withResolvers<void>();
    const { jobs, began } = jobsOf({ a: { seconds: 9, after: servers.promise }, b: {}, c: {} });
    const last = jobs[2]!;
    const { work } = last;
    last.work = () => work().then(servers.resolve);
    await runQueue(jobs, 1);
    assert.deepEqual(began, ['b', 'c', 'a']);
  });

  it('does not hide that the runner itself broke', async () => {
    const { jobs } = jobsOf({ a: {}, b: {} });
    jobs[1]!.work = () => Promise.reject(new Error('the runner itself broke'));
    await assert.rejects(runQueue(jobs, 1), /itself broke/);
  });
});
