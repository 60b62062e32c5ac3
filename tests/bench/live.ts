/** `npm run bench:live`: segments a second with a token check for each, beside a plain node server; lines of a chat that reach its pages, beside a bare `ws` server; memory of a viewer. */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { compareChat } from './chat-rounds.ts';
import { chatTable } from './chat-table.ts';
import { compareLive } from './live-rounds.ts';
import { liveTable } from './live-table.ts';
import { thisMachine } from './table.ts';

const { values } = parseArgs({
  options: {
    help: { type: 'boolean' },
    /** Of a round. */
    requests: { type: 'string', default: '8000' },
    rounds: { type: 'string', default: '5' },
    /** Connections at once. */
    viewers: { type: 'string', default: '32' },
    /** Bytes of a segment: 300 kB are one second of 2.4 Mbit/s. */
    bytes: { type: 'string', default: '300000' },
    /** Requests that are held while memory is measured; 0 leaves it out. */
    held: { type: 'string', default: '2000' },
    /** Pages of the chats that are measured, one after another. */
    pages: { type: 'string', default: '1000,5000' },
    /** What is measured: picture, chat or both. */
    only: { type: 'string', default: 'picture,chat' },
  },
});
if (values.help) {
  console.log(
    'npm run bench:live -- [--requests 8000] [--rounds 5] [--viewers 32] [--bytes 300000] [--held 2000] [--pages 1000,5000] [--only picture|chat]',
  );
  process.exit(0);
}
const load = loadavg()[0]!;
const say = (line: string) => console.log(line);
const rounds = Number(values.rounds);
if (values.only.includes('picture')) {
  const size = { requests: Number(values.requests), atOnce: Number(values.viewers), bytes: Number(values.bytes) };
  const figures = await compareLive({ ...size, rounds, held: Number(values.held), say });
  say(`\n${liveTable({ ...figures, size, machine: thisMachine(load) })}\n`);
}
if (values.only.includes('chat')) {
  // As many deliveries of each, or the rounds of many pages would never end.
  const sizes = values.pages
    .split(',')
    .map(Number)
    .map((pages) => ({ pages, rounds, calm: 50, fast: Math.max(40, Math.round(200_000 / pages)) }));
  for (const chat of await compareChat(sizes, say)) say(`\n${chatTable(chat)}`);
}
