/** One of the two that are compared, as a process: the playback door with its gate, or a node server that knows no questions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { playbackTokens } from '../../domain/playback-token.ts';
import { streamKeys } from '../../domain/stream-key.ts';
import { Channels } from '../../media/channels/channels.ts';
import { segmentName } from '../../media/live/live-playlist.ts';
import { Packager } from '../../media/live/packager.ts';
import { createDoor, refuse } from '../../media/playback/door.ts';
import { createGate } from '../../media/playback/gate.ts';
import { createLive } from '../../media/playback/live.ts';
import { Archive } from '../../media/recording/archive.ts';

const [kind = '', bytes = '', secret = ''] = process.argv.slice(2);
const channelId = 'bench-channel';
const first = 100;
const PARTS = 5;
const part = Buffer.alloc(Math.ceil(Number(bytes) / PARTS), 1);

/** A window of a few segments, the last of them still growing. */
function filled(): Packager {
  const packager = new Packager({ firstNumber: first, window: 60 });
  packager.begin(1, Buffer.from('head'));
  packager.goOnAir();
  for (let index = 0; index < 4 * PARTS + 1; index += 1)
    packager.add({ bytes: part, duration: 0.2, independent: index % PARTS === 0, video: true, audio: true });
  return packager;
}

async function guarded(packager: Packager): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'rampa-bench-live-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const nothing = () => undefined;
  const archive = new Archive(join(folder, 'recordings'));
  const channels = new Channels(folder, { ffmpeg: '', keys: streamKeys(secret), archive, tell: nothing, report: nothing });
  const channel = await channels.provision(channelId, { keyRevision: 1, label: '', record: false });
  await channel.setOnAir(true);
  // As if somebody had published it.
  Object.defineProperty(channel, 'packager', { value: packager });
  const live = createLive(createGate(playbackTokens(secret), channels), refuse);
  const none = async () => undefined;
  const whip = { open: async () => ({ refused: 'tornDown' as const }), end: () => false, close: nothing };
  return createDoor({ live, recorded: none, whip, origins: [], report: nothing });
}

/** The same bytes, joined as ours are, and the same head. */
function plain(packager: Packager): Server {
  return createServer((req, res) => {
    const segment = packager.segment('viewer', Number(/s(\d+)\.m4s$/.exec(req.url ?? '')?.[1]));
    if (!segment) return void res.writeHead(404, { 'content-length': 0 }).end();
    const cache = 'private, max-age=300';
    res.writeHead(200, { 'content-type': 'video/mp4', 'content-length': segment.length, 'cache-control': cache }).end(segment);
  });
}

const packager = filled();
const server = kind === 'guarded' ? await guarded(packager) : plain(packager);
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send!({ port, channelId, segment: segmentName(first + 1), growing: first + 4 });
});
process.on('message', (message) => {
  if (message === 'memory') {
    (globalThis as { gc?: () => void }).gc?.();
    process.send!({ rss: process.memoryUsage().rss });
  }
});
process.once('disconnect', () => process.exit(0));
