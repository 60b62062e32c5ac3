/** The API's routes beside an empty express route that answers the same bytes, each in a process of its own, in turn. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually } from '../support/http.ts';
import { freePort } from '../support/servers.ts';
import { cpuTimes } from './cpu.ts';
import type { Kind } from './hands.ts';
import { askOnce, type HttpRequest, load } from './http-load.ts';
import type { Stage } from './stage.ts';
import { median } from './statistics.ts';

type Side = {
  /** Requests a second. */ rate: number /** Processor time of the server's process a request, ms. */;
  cpuMs: number;
};
export type ApiFigures = { name: string; route: Side; empty: Side };

const routes: Array<HttpRequest & { name: string }> = [
  { name: 'GET /api/house: nothing is read', path: '/api/house' },
  { name: 'POST /api/orders: refused for its form', path: '/api/orders', method: 'POST', body: '{"orderId":"1","lines":[]}' },
  { name: 'GET /api/shows: one statement in Postgres', path: '/api/shows' },
];

export async function compareApi<K extends Kind>(
  stage: Stage<K>,
  { rounds, requests, atOnce, say }: { rounds: number; requests: number; atOnce: number; say: (line: string) => void },
): Promise<ApiFigures[]> {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  const [apiPort, emptyPort] = [await freePort(), await freePort()];
  const api = start(fileURLToPath(new URL('../../api/main.ts', import.meta.url)), {
    ...{ ...env, PORT: String(apiPort), RAMPA_DATA: stage.data, DATABASE_URL: stage.db.readerUrl, LOG_LEVEL: 'info' },
    ...{ TEMPORAL_ADDRESS: stage.address, TEMPORAL_NAMESPACE: Object.values<{ namespace: string }>(stage.hands)[0]!.namespace },
    // What is measured is the counting of requests, not the refusing of them.
    RATE_LIMIT: '10000000',
  });
  await eventually(() => askOnce(apiPort, { path: '/healthz' }), 'the API answers');
  const answers = await Promise.all(routes.map(async (route) => ({ path: route.path, ...(await askOnce(apiPort, route)) })));
  const empty = start(fileURLToPath(new URL('./empty-express.ts', import.meta.url)), {
    ...{ ...env, PORT: String(emptyPort), RAMPA_BENCH_ANSWERS: JSON.stringify(answers) },
  });
  await eventually(() => askOnce(emptyPort, { path: '/api/house' }), 'the empty one answers');

  const measured: ApiFigures[] = [];
  for (const [index, route] of routes.entries()) {
    const { status } = answers[index]!;
    const side = async (port: number, process: ChildProcess): Promise<Side> => {
      const before = cpuTimes({ server: process.pid! })['server']!;
      const rate = await load(port, route, { requests, atOnce, status });
      return { rate, cpuMs: (cpuTimes({ server: process.pid! })['server']! - before) / requests };
    };
    const sides: Array<{ route: Side; empty: Side }> = [];
    await side(apiPort, api); // what is compiled at the first request is no part of a request
    await side(emptyPort, empty);
    while (sides.length < rounds) sides.push({ route: await side(apiPort, api), empty: await side(emptyPort, empty) });
    const middle = (of: (one: { route: Side; empty: Side }) => Side): Side => ({
      ...{ rate: median(sides.map((one) => of(one).rate)), cpuMs: median(sides.map((one) => of(one).cpuMs)) },
    });
    measured.push({ name: route.name, route: middle((one) => one.route), empty: middle((one) => one.empty) });
    say(`  ${route.name}: ${measured.at(-1)!.route.rate.toFixed(0)} beside ${measured.at(-1)!.empty.rate.toFixed(0)} a second`);
  }
  api.kill('SIGKILL');
  empty.kill('SIGKILL');
  return measured;
}

/** Its log goes where nobody reads it, and is written all the same. */
function start(file: string, env: Record<string, string | undefined>): ChildProcess {
  const child = fork(file, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}
