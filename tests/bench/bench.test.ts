/** The bench measures what it says, and an order stays as cheap as it is: counted in state transitions, not in time. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { testTemporal } from '../support/servers.ts';
import { cpuSince, cpuTimes } from './cpu.ts';
import { growth } from './growth.ts';
import { compare } from './rounds.ts';
import { openStage, type Stage } from './stage.ts';
import { quantile } from './statistics.ts';
import { aims, isKept, table, thisMachine } from './table.ts';
import { type Transitions, transitionsOf } from './transitions.ts';

/** From tap to ticket; each is some six milliseconds of a processor. */
const most = 8;
const assertCheap = ({ toTicket }: Transitions) => assert.ok(toTicket <= most, `${toTicket} state transitions, at most ${most}`);

describe('the bench', () => {
  let stage: Stage<'house' | 'normal'>;
  before(async () => {
    stage = await openStage((await testTemporal()).address, ['house', 'normal']);
  });
  after(() => stage?.close());

  it('counts what an order costs: from tap to ticket at most eight state transitions', async () => {
    const order = await transitionsOf(stage.hands.house, stage, 2);
    assertCheap(order);
    assert.ok(order.toTicket > 3 && order.toTicket < order.delivered, 'the messages cost something, and so does the delivery');
  });

  it('notices steps that are no longer local', async () => {
    const order = await transitionsOf(stage.hands.normal, stage, 1);
    assert.throws(() => assertCheap(order), /at most 8/);
  });

  it('tells a round by its rate, its processor time and how long people waited', async () => {
    const size = { orders: 4, atOnce: 2, rounds: 1 };
    const { house, normal } = await compare(stage.hands, stage, {}, { ...size, say: () => {} });
    for (const { rate, cpu, link, ticket } of [house, normal]) {
      assert.ok(rate > 0 && cpu['worker']! > 0);
      for (const { p50, p99 } of [link, ticket]) assert.ok(p50 > 0 && p99 >= p50);
    }
    const transitions = { toTicket: 7, delivered: 10, events: 28 };
    const result = {
      ...{ compared: { house, sale: house, empty: normal, messages: normal }, growth: [], api: [] },
      transitions: { house: transitions, sale: transitions, empty: transitions, messages: transitions },
    };
    const text = table({ ...result, machine: thisMachine(0), size });
    for (const { name } of aims(result)) assert.ok(text.includes(name), name);
  });

  it('opens as many orders as it says before it measures, beside a bare workflow, and compares how both grow', async () => {
    const hands = { sale: stage.hands.house, messages: stage.hands.normal };
    const levels = await growth(hands, stage, {}, { levels: [10, 14], rounds: 1, orders: 2, atOnce: 2, say: () => {} });
    assert.deepEqual(
      levels.map(({ open }) => open),
      [10, 14],
    );
    for (const { temporal } of Object.values(hands)) {
      const { count } = await temporal.workflow.count(`ExecutionStatus = 'Running'`);
      assert.ok(count >= 14, `${count} are open`);
    }
    const costs = (cpuMs: number) => ({ ...levels[0]!.sale, figures: { ...levels[0]!.sale.figures, cpuMs } });
    const grown = [
      { open: 1, sale: costs(100), messages: costs(20) },
      { open: 9, sale: costs(120), messages: costs(25) },
    ];
    const same = costs(1).figures;
    const transitions = { toTicket: 7, delivered: 10, events: 28 };
    const told = aims({
      ...{ compared: { sale: same, house: same, empty: same, messages: same }, growth: grown, api: [] },
      transitions: { sale: transitions, house: transitions, empty: transitions, messages: transitions },
    });
    const byName = (words: RegExp) => told.find(({ name }) => words.test(name))!.is.toFixed(2);
    assert.deepEqual([byName(/with 9 open, of that with 1/), byName(/same growth/)], ['1.20', '0.96']);
  });
});

describe('its figures', () => {
  it('are the middle and what one in a hundred waits longer than', () => {
    const hundred = Array.from({ length: 101 }, (_, value) => 100 - value);
    assert.deepEqual([quantile(hundred, 0.5), quantile(hundred, 0.99)], [50, 99]);
    assert.deepEqual([quantile([3], 0.99), quantile([1, 2], 0.5)], [3, 1.5]);
  });

  it('hold an aim from the side that it is meant', () => {
    assert.deepEqual(
      [0.59, 0.6, 0.61].map((is) => isKept({ name: '', is, aim: 0.6, atLeast: true })),
      [false, true, true],
    );
    assert.equal(isKept({ name: '', is: 9, aim: 8, atLeast: false }), false);
  });

  it('count the processor time of a process that works, and of nobody else', () => {
    const before = cpuTimes({ own: process.pid, nobody: 2 ** 30 });
    const until = process.cpuUsage().user + 200_000;
    while (process.cpuUsage().user < until);
    const { own, nobody } = cpuSince(before, cpuTimes({ own: process.pid, nobody: 2 ** 30 }));
    assert.ok(own! >= 150 && nobody === 0, `${own} ms`);
  });
});
