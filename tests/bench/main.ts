/** `npm run bench`: what an order costs from tap to ticket, beside the least that it could cost on the same server. */
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { compareApi } from './api.ts';
import { warmUp } from './buyers.ts';
import { growth } from './growth.ts';
import { compare } from './rounds.ts';
import { openStage, ownServers } from './stage.ts';
import { type Compared, type Result, table, thisMachine } from './table.ts';
import { transitionsOf } from './transitions.ts';

const usage = 'npm run bench -- [--orders 150] [--rounds 5] [--buyers 16] [--open 3000] [--requests 4000] [--json file]';
const options = {
  help: { type: 'boolean' },
  /** Of a round. */
  orders: { type: 'string', default: '150' },
  rounds: { type: 'string', default: '5' },
  buyers: { type: 'string', default: '16' },
  /** How many orders are open in the end, beside 1,000; 0 leaves it out. */
  open: { type: 'string', default: '3000' },
  requests: { type: 'string', default: '4000' },
  json: { type: 'string' },
} as const;
const values = (() => {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
})();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const say = (line: string) => console.log(line);
const load = loadavg()[0]!;
const size = { orders: Number(values.orders), atOnce: Number(values.buyers) };
const rounds = Number(values.rounds);
const kinds: Compared[] = ['sale', 'house', 'empty', 'messages'];

say('Servers and workers of its own are started');
const servers = await ownServers();
const stage = await openStage(servers.address, kinds);
const each = async <T>(work: (kind: Compared) => Promise<T>) => {
  const all: Array<[Compared, T]> = [];
  for (const kind of kinds) all.push([kind, await work(kind)]);
  return Object.fromEntries(all) as Record<Compared, T>;
};
await each((kind) => warmUp(stage.hands[kind], stage, size));
say('State transitions');
const transitions = await each((kind) => transitionsOf(stage.hands[kind], stage));
say(`Rounds: ${rounds} of ${size.orders} orders for each`);
const compared = await compare(stage.hands, stage, servers.watched, { ...size, rounds, say });
say('The API');
const api = await compareApi(stage, { rounds, requests: Number(values.requests), atOnce: 32, say });
const most = Number(values.open);
if (most > 0) say('Many orders open');
const levels = most > 0 ? [...new Set([Math.min(1000, most), most])] : [];
const grown = await growth(stage.hands, stage, servers.watched, { ...size, levels, rounds, say });
const result: Result = { machine: thisMachine(load), size: { ...size, rounds }, compared, transitions, growth: grown, api };
if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
say(`\n${table(result)}`);
await stage.close();
await servers.stop();
process.exit(0);
