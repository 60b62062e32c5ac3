/** The bench of the chat measures what it says: the same lines on both servers, and how late they came. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Chat, type ChatFigures, type ChatSize, compareChat, lateness } from './chat-rounds.ts';
import { chatAims, chatTable } from './chat-table.ts';
import { isKept } from './table.ts';

const size: ChatSize = { pages: 20, rounds: 1, calm: 5, fast: 20 };

test('it runs, and tells both rates, how late lines came, and the memory of a page', async () => {
  const lines: string[] = [];
  const [chat] = await compareChat([size], (line) => lines.push(line));
  assert.equal(lines.length, 2, 'one round of each');
  const { rampa, bare } = chat!;
  for (const side of [rampa, bare]) {
    assert.ok(side.deliveries > 0 && side.p50 >= 0 && side.p99 >= side.p50 && side.cpu >= 0, JSON.stringify(side));
    assert.ok(side.bytes > 200 && side.bytes < 1000, 'one line each, as long as a line is');
  }
  assert.equal(bare.frames, 1, 'bare hands on each as it is');
  assert.ok(rampa.frames <= 1);
  assert.ok(chatTable(chat!).includes((rampa.deliveries / bare.deliveries).toFixed(2)));
});

const figures = (deliveries: number, p99: number): ChatFigures => ({
  ...{ deliveries, p99, p50: 5, frames: 1, cpu: 10, bytes: 300, viewer: 40 },
});
const both = (rampa: ChatFigures): ChatSize & Chat => ({ ...size, rampa, bare: figures(1000, 10) });

test('its aims are kept from half of bare on, and up to a quarter of a second', () => {
  const kept = [figures(499, 10), figures(500, 250), figures(2000, 251)].map((rampa) => chatAims(both(rampa)).map(isKept));
  assert.deepEqual(kept, [
    [false, true],
    [true, true],
    [true, false],
  ]);
});

test('its table says which aim is missed', () => {
  assert.match(chatTable(both(figures(400, 300))), /✗ {2}0\.40 {2}deliveries.*\n✗ {3}300 {2}ms, p99/);
});

test('half of all came within the middle, and the last is within the whole', () => {
  const part = lateness([5, 0, 4, 1]);
  assert.deepEqual([part(0.5), part(0.9), part(0.99), part(1)], [0, 2, 3, 3]);
});
