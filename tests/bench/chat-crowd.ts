/** The pages of a chat, as a process: they write in turn, and count what they hear and how late it was. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { News } from '../../api/live/messages.ts';
import { CrowdPage } from '../support/crowd.ts';
import { eventually } from '../support/http.ts';

export type Enter = { do: 'enter'; web: string; passes: string[] };
/** So many lines: one every so many ms, or so many under way at once. */
export type Talk = { do: 'talk'; kind: 'rampa' | 'bare'; lines: number } & ({ every: number } | { underWay: number });
export type Heard = {
  deliveries: number;
  /** Messages that they came in. */
  frames: number;
  bytes: number;
  seconds: number;
  /** ms → how many came so late; the last for all that came later. */
  late: number[];
};

const latest = 10_000;
let pages: CrowdPage[] = [];
let heard = { deliveries: 0, frames: 0, bytes: 0, late: new Uint32Array(latest + 1) };

/** A line's text begins with the moment at which it was written. */
class Counting extends CrowdPage {
  protected override hear([event, word]: [string, never], bytes: number): void {
    if (event !== 'news') super.hear([event, word], bytes);
    const lines = event === 'news' ? (word as News).lines : undefined;
    if (!lines) return;
    heard.frames += 1;
    heard.bytes += bytes;
    for (const { text } of lines) {
      heard.deliveries += 1;
      const late = Math.min(latest, Math.max(0, Date.now() - Number(text.slice(0, 13))));
      heard.late[late] = heard.late[late]! + 1;
    }
  }
}

async function enter({ web, passes }: Enter): Promise<void> {
  pages = [];
  // A hundred at once: a door opens slower for more.
  for (let n = 0; n < passes.length; n += 100) {
    pages.push(...passes.slice(n, n + 100).map((pass) => new Counting(() => web, pass)));
    await eventually(async () => pages.every(({ inside }) => inside), 'they are in', 120_000);
  }
}

const words = 'bravo! what an evening it is, and what a light';
function write(n: number, kind: Talk['kind']): void {
  const page = pages[n % pages.length]!;
  const text = `${Date.now()} ${words}`;
  if (kind === 'rampa') return void page.say(text);
  // As Rampa's own look, to the byte.
  const at = new Date().toISOString();
  const line = { id: randomUUID(), key: '0mpw3n9k1.0000.a1b2c3', kind: 'line', author: '0a1b2c3d', name: 'Viewer 0a1b' };
  page.throwAt(`42${JSON.stringify(['news', { lines: [{ ...line, badge: null, text, money: null, at }] }])}`);
}

async function talk(asked: Talk): Promise<Heard> {
  heard = { deliveries: 0, frames: 0, bytes: 0, late: new Uint32Array(latest + 1) };
  const began = performance.now();
  const done = (lines: number) => heard.deliveries >= lines * pages.length;
  for (let n = 0; n < asked.lines; n += 1) {
    write(n, asked.kind);
    if ('every' in asked) await sleep(Math.max(0, began + (n + 1) * asked.every - performance.now()));
    else while (!done(n + 1 - asked.underWay)) await new Promise((next) => setImmediate(next));
  }
  while (!done(asked.lines)) {
    await sleep(1);
    if (performance.now() - began > 300_000) throw new Error(`only ${heard.deliveries} deliveries of ${asked.lines} lines`);
  }
  const seconds = (performance.now() - began) / 1000;
  return { ...heard, seconds, late: [...heard.late] };
}

process.on('message', async (asked: Enter | Talk) => {
  if (asked.do === 'talk') return process.send!(await talk(asked));
  await enter(asked);
  process.send!({ entered: pages.length });
});
process.once('disconnect', () => process.exit(0));
