/** Looking at an order again and again, by a clock that only moves when told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWatch, type WatchClock } from '../../frontend/logic/order-watch.ts';

function fakeClock() {
  let now = 0;
  const timers = new Set<{ at: number; run: () => void }>();
  const clock: WatchClock = {
    now: () => now,
    after(milliseconds, run) {
      const timer = { at: now + milliseconds, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const settle = () => new Promise<void>((done) => setImmediate(done));
  return {
    clock,
    waiting: () => [...timers].map((timer) => timer.at - now),
    /** Lets that much time pass, timer by timer. */
    async pass(milliseconds: number) {
      const until = now + milliseconds;
      await settle();
      for (;;) {
        const next = [...timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        now = next.at;
        timers.delete(next);
        next.run();
        await settle();
      }
      now = until;
    },
  };
}

function watching(
  look: () => Promise<string>,
  pace: (value: string, watched: number) => number = () => 1500,
  askedToWait?: () => number,
) {
  const { clock, pass, waiting } = fakeClock();
  const seen: string[] = [];
  const failed: unknown[] = [];
  let looks = 0;
  const watch = createWatch<string>({
    look: () => {
      looks++;
      return look();
    },
    seen: (value) => seen.push(value),
    failed: (problem) => failed.push(problem),
    pace,
    clock,
    ...(askedToWait ? { askedToWait } : {}),
  });
  return { watch, pass, waiting, seen, failed, looks: () => looks };
}

test('looks at once, then at the pace that the answer sets', async () => {
  const { watch, pass, looks } = watching(
    () => Promise.resolve('held'),
    (_, watched) => (watched < 3000 ? 1500 : 10_000),
  );
  watch.start();
  await pass(0);
  assert.equal(looks(), 1);
  await pass(3000);
  assert.equal(looks(), 3);
  await pass(9999);
  assert.equal(looks(), 3);
  await pass(1);
  assert.equal(looks(), 4);
});

test('never looks while paused, and at once when resumed', async () => {
  const { watch, pass, looks, waiting } = watching(() => Promise.resolve('held'));
  watch.start();
  await pass(0);
  watch.pause();
  await pass(600_000);
  assert.equal(looks(), 1);
  assert.deepEqual(waiting(), []);
  watch.resume();
  await pass(0);
  assert.equal(looks(), 2);
  watch.resume();
  await pass(0);
  assert.equal(looks(), 2, 'resuming what runs is no look');
});

test('a page opened hidden looks when it is first seen', async () => {
  const { watch, pass, looks } = watching(() => Promise.resolve('held'));
  watch.pause();
  watch.start();
  await pass(10_000);
  assert.equal(looks(), 0);
  watch.resume();
  await pass(0);
  assert.equal(looks(), 1);
});

test('failures make it gentler, an answer brings the pace back', async () => {
  let broken = true;
  const { watch, pass, waiting, failed, seen } = watching(() =>
    broken ? Promise.reject(new Error('down')) : Promise.resolve('paid'),
  );
  watch.start();
  await pass(0);
  assert.deepEqual(waiting(), [2000]);
  await pass(2000);
  assert.deepEqual(waiting(), [4000]);
  await pass(4000 + 8000 + 16_000 + 30_000);
  assert.deepEqual(waiting(), [30_000], 'never seldomer than twice a minute');
  assert.ok(failed.length >= 5);
  broken = false;
  await pass(30_000);
  assert.deepEqual(seen, ['paid']);
  assert.deepEqual(waiting(), [1500]);
});

test('waits as long as the house asked for', async () => {
  const { watch, pass, waiting } = watching(
    () => Promise.reject(new Error('429')),
    () => 1500,
    () => 45_000,
  );
  watch.start();
  await pass(0);
  assert.deepEqual(waiting(), [45_000]);
});

test('one look at a time: who asks meanwhile gets the next one', async () => {
  const answers: ((value: string) => void)[] = [];
  const { watch, pass, looks, seen } = watching(() => new Promise((resolve) => answers.push(resolve)));
  watch.start();
  watch.lookNow();
  watch.lookNow();
  await pass(0);
  assert.equal(looks(), 1);
  answers[0]?.('held');
  await pass(0);
  assert.equal(looks(), 2);
  answers[1]?.('paid');
  await pass(0);
  assert.deepEqual(seen, ['held', 'paid']);
});

test('after the stop neither a late answer nor a timer comes through', async () => {
  let answer: ((value: string) => void) | undefined;
  const { watch, pass, seen, looks, waiting } = watching(() => new Promise((resolve) => (answer = resolve)));
  watch.start();
  await pass(0);
  watch.stop();
  answer?.('paid');
  await pass(60_000);
  assert.deepEqual(seen, []);
  assert.equal(looks(), 1);
  assert.deepEqual(waiting(), []);
});
