/** `npm run bench:live`: segments a second with a token check for each, beside the same bytes from a plain node server; memory of a viewer. */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
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
  },
});
if (values.help) {
  console.log('npm run bench:live -- [--requests 8000] [--rounds 5] [--viewers 32] [--bytes 300000] [--held 2000]');
  process.exit(0);
}
const load = loadavg()[0]!;
const say = (line: string) => console.log(line);
const size = { requests: Number(values.requests), atOnce: Number(values.viewers), bytes: Number(values.bytes) };
const figures = await compareLive({ ...size, rounds: Number(values.rounds), held: Number(values.held), say });
say(`\n${liveTable({ ...figures, size, machine: thisMachine(load) })}`);
