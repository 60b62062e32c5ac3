/** Rounds of the same requests to both servers in turn, by a process that costs less than they do. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { playbackTokens } from '../../domain/playback-token.ts';
import { cpuSince, cpuTimes } from './cpu.ts';
import { askOnce } from './http-load.ts';
import { loadBytes } from './live-load.ts';
import { median } from './statistics.ts';

export type LiveSize = { requests: number; atOnce: number; bytes: number };
export type LiveFigures = {
  /** Segments a second: with a token check, and without any question. */
  guarded: number;
  plain: number;
  /** Microseconds of a processor for each segment: what a busy machine falsifies less. */
  guardedCpu: number;
  plainCpu: number;
  /** Bytes that one more held request costs the server; undefined when it was not measured. */
  viewerBytes: number | undefined;
};
type Options = LiveSize & { rounds: number; held: number; say: (line: string) => void };
type Running = { child: ChildProcess; port: number; channelId: string; segment: string; growing: number };

const expires = () => Math.floor(Date.now() / 1000) + 3600;

export async function compareLive({ rounds, held, say, ...size }: Options): Promise<LiveFigures> {
  const secret = randomBytes(32).toString('base64url');
  const [guarded, plain] = await Promise.all([start('guarded', size.bytes, secret), start('plain', size.bytes, secret)]);
  try {
    const token = (viewerId: string) =>
      playbackTokens(secret).sign(
        { channelId: guarded.channelId },
        { viewerId, version: 1, audience: 'viewer', expires: expires() },
      );
    const base = (viewerId: string) => `/live/${token(viewerId)}/${guarded.channelId}`;
    await assertGuarded(guarded, base('bench'));
    const path = `${base('bench')}/${guarded.segment}`;
    const rates = { guarded: [] as number[], plain: [] as number[] };
    const used = { guarded: [] as number[], plain: [] as number[] };
    for (let turn = 0; turn <= rounds; turn += 1)
      for (const [kind, { port, child }] of turn % 2 === 0 ? entries(guarded, plain) : entries(guarded, plain).reverse()) {
        const before = cpuTimes({ server: child.pid! });
        const rate = await loadBytes(port, path, size);
        // The first of each only warms up.
        if (turn === 0) continue;
        rates[kind].push(rate);
        const { server = 0 } = cpuSince(before, cpuTimes({ server: child.pid! }));
        used[kind].push((server * 1000) / size.requests);
        say(`  round ${turn}, ${kind}: ${rate.toFixed(0)} segments/s`);
      }
    const viewerBytes = held > 0 ? await bytesOfHeld(guarded, base, held) : undefined;
    const [guardedCpu, plainCpu] = [median(used.guarded), median(used.plain)];
    return { guarded: median(rates.guarded), plain: median(rates.plain), guardedCpu, plainCpu, viewerBytes };
  } finally {
    for (const { child } of [guarded, plain]) child.kill();
  }
}

const entries = (guarded: Running, plain: Running) =>
  [
    ['guarded', guarded],
    ['plain', plain],
  ] as Array<['guarded' | 'plain', Running]>;

async function start(kind: 'guarded' | 'plain', bytes: number, secret: string): Promise<Running> {
  const child = fork(new URL('./live-server.ts', import.meta.url), [kind, String(bytes), secret], { execArgv: ['--expose-gc'] });
  const [told] = (await once(child, 'message')) as [Omit<Running, 'child'>];
  return { child, ...told };
}

/** What is measured must be what is promised: without a good token there is nothing. */
async function assertGuarded({ port, segment }: Running, base: string): Promise<void> {
  const tampered = base.replace(/(?<=\/live\/)./, (letter) => (letter === 'A' ? 'B' : 'A'));
  const { status } = await askOnce(port, { path: `${tampered}/${segment}` });
  if (status !== 403) throw new Error(`a tampered token was answered with ${status}`);
}

/** What held requests of so many viewers cost, each with a connection of its own. */
async function bytesOfHeld(server: Running, base: (viewerId: string) => string, held: number): Promise<number> {
  const before = await memoryOf(server.child);
  const sockets: Socket[] = [];
  for (let viewer = 0; viewer < held; viewer += 1) {
    const socket = connect({ port: server.port, host: '127.0.0.1' });
    await once(socket, 'connect');
    const path = `${base(`viewer ${viewer}`)}/index.m3u8?_HLS_msn=${server.growing}&_HLS_part=4`;
    socket.write(`GET ${path} HTTP/1.1\r\nhost: rampa.example\r\n\r\n`);
    socket.on('error', () => undefined).resume();
    sockets.push(socket);
  }
  const after = await memoryOf(server.child);
  for (const socket of sockets) socket.destroy();
  return (after - before) / held;
}

async function memoryOf(child: ChildProcess): Promise<number> {
  child.send('memory');
  const [{ rss }] = (await once(child, 'message')) as [{ rss: number }];
  return rss;
}
