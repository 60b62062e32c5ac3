/** Are the ports free? Asked of all at once, before anything starts. */
import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:net';

export interface WantedPort {
  /** The variable that moves it. */
  readonly variable: string;
  readonly host: string;
  readonly port: number;
  /** Who would listen there, for a person. */
  readonly user: string;
}

/** One line a problem, with the variable that solves it. */
export async function portProblems(wanted: readonly WantedPort[]): Promise<string[]> {
  const checks = wanted.map(async (want, index) => {
    const twin = wanted.slice(0, index).find(({ port }) => port === want.port);
    if (twin)
      return `${want.variable}: ${want.port} is the port of ${twin.user} already (${twin.variable}); give ${want.user} another`;
    const code = await tryPort(want.host, want.port);
    if (code === undefined) return undefined;
    const reason = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be opened (${code})`;
    return `${want.variable}: port ${want.port} of ${want.user} ${reason}; free it, or set ${want.variable} to another`;
  });
  return (await Promise.all(checks)).filter((line) => line !== undefined);
}

/** Below those that Linux (32768) and macOS (49152) lend to outgoing connections: such a port could be lent before its user comes. */
const first = 20_000;
const last = 32_767;
const given = new Set<number>();

/** As many free ports as asked, none twice in this process. Whoever gets one may come for it seconds later. */
export async function freePorts(host: string, count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    if (given.size > last - first) throw new Error(`No port between ${first} and ${last} is left`);
    const port = randomInt(first, last + 1);
    if (given.has(port)) continue;
    given.add(port);
    if ((await tryPort(host, port)) === undefined) ports.push(port);
  }
  return ports;
}

async function tryPort(host: string, port: number): Promise<string | undefined> {
  try {
    await close(await listen(host, port));
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function listen(host: string, port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
