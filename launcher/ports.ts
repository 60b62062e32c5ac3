/** Are the ports free? Asked of all at once, before anything starts. */
import { type AddressInfo, createServer, type Server } from 'node:net';

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

/** As many free ports as asked, all different: each is held until all are known. */
export async function freePorts(host: string, count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(host, 0)));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map(close));
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
