/** The live bench measures what it says: guarded bytes beside plain ones, and keeps its own sums. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadBytes } from './live-load.ts';
import { compareLive } from './live-rounds.ts';
import { liveAim, liveTable } from './live-table.ts';
import { isKept, thisMachine } from './table.ts';

test('it runs, and tells both rates, their ratio and the memory of a viewer', async () => {
  const size = { requests: 40, atOnce: 4, bytes: 10_000 };
  const lines: string[] = [];
  const figures = await compareLive({ ...size, rounds: 3, held: 50, say: (line) => lines.push(line) });
  assert.equal(lines.length, 6, 'three rounds of each');
  assert.ok(figures.guarded > 0 && figures.plain > 0 && Number.isFinite(figures.viewerBytes));
  const middle = (kind: string) =>
    lines
      .filter((line) => line.includes(kind))
      .map((line) => Number(/: (\d+)/.exec(line)![1]))
      .sort((a, b) => a - b)[1]!;
  for (const kind of ['guarded', 'plain'] as const) assert.ok(Math.abs(figures[kind] - middle(kind)) <= 1, kind);
  const text = liveTable({ ...figures, size, machine: thisMachine(0) });
  assert.ok(text.includes((figures.guarded / figures.plain).toFixed(2)) && text.includes('memory of a viewer'));
});

test('its aim is kept from nine tenths on', () => {
  assert.deepEqual(
    [899, 900, 1100].map((guarded) => isKept(liveAim({ guarded, plain: 1000 }))),
    [false, true, true],
  );
});

test('a rate in gigabits is bytes times eight', () => {
  const size = { requests: 1, atOnce: 1, bytes: 1_000_000 };
  const text = liveTable({
    guarded: 1000,
    plain: 2000,
    guardedCpu: 100,
    plainCpu: 50,
    viewerBytes: 2048,
    size,
    machine: thisMachine(0),
  });
  assert.match(text, /✗ 0\.50 .*\n.*1000 segments\/s \(8\.0 Gbit\/s\), plain 2000 \(16\.0 Gbit\/s\).*\n.*: 0\.50\n.* 2\.0 kB/);
});

test('an answer that is none is not counted', async () => {
  await assert.rejects(loadBytes(9, '/', { requests: 1, atOnce: 1 }));
});
