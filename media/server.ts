/** The embedded media server, put together: pictures in by RTMP and WHIP, out as low-latency HLS, kept on the disk. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { playbackTokens } from '../domain/playback-token.ts';
import { streamKeys } from '../domain/stream-key.ts';
import { Channels } from './channels/channels.ts';
import { createControl } from './control/door.ts';
import { createRequests } from './control/requests.ts';
import { figuresServer } from './figures.ts';
import { findFfmpeg } from './ingest/ffmpeg.ts';
import { startRtmp } from './ingest/rtmp.ts';
import { createWhip } from './ingest/whip.ts';
import { Outbox } from './notices/outbox.ts';
import { createDoor, refuse } from './playback/door.ts';
import { createGate } from './playback/gate.ts';
import { createLive } from './playback/live.ts';
import { createRecorded } from './playback/recorded.ts';
import { Archive } from './recording/archive.ts';

type Place = { host: string; port: number };
export type MediaServerOptions = {
  /** Its own folder: channels, recordings, notices on their way. */
  folder: string;
  playback: Place;
  rtmp: Place;
  control: Place;
  figures: Place;
  secrets: Record<'playback' | 'streamKeys' | 'control' | 'notices', string>;
  /** Where notices go. */
  noticesUrl: string;
  /** Origins of the pages that may play and publish. */
  origins: readonly string[];
  report: (what: string, details: Record<string, unknown>) => void;
};

export async function startMediaServer(options: MediaServerOptions): Promise<{ close(): Promise<void> }> {
  const { folder, secrets, report } = options;
  const ffmpeg = await findFfmpeg();
  const archive = new Archive(join(folder, 'recordings'));
  const outbox = new Outbox({ folder: join(folder, 'notices'), url: options.noticesUrl, secret: secrets.notices, report });
  const tell = (news: Parameters<Outbox['tell']>[0]) =>
    void outbox.tell(news).catch((error: Error) => report('notice not kept', { message: error.message }));
  const channels = new Channels(join(folder, 'channels'), {
    ffmpeg,
    keys: streamKeys(secrets.streamKeys),
    archive,
    tell,
    report,
  });
  await outbox.open();
  await channels.open();

  const gate = createGate(playbackTokens(secrets.playback), channels);
  const isLocal = options.playback.host === '127.0.0.1';
  const whip = createWhip(channels, { addresses: isLocal ? ['127.0.0.1'] : [] });
  const door = createDoor({
    ...{ whip, report, origins: options.origins },
    live: createLive(gate, refuse),
    recorded: createRecorded({ gate, archive, ffmpeg }, refuse),
  });
  const control = createControl({ secret: secrets.control, asked: createRequests(channels, archive), report });
  const figures = figuresServer(channels, outbox);
  await listen(figures, options.figures);
  await listen(control, options.control);
  const rtmp = await startRtmp(options.rtmp, channels);
  await listen(door, options.playback);

  return {
    async close() {
      rtmp.close();
      whip.close();
      await channels.close();
      await Promise.all([door, control, figures].map(closed));
      await outbox.close();
    },
  };
}

async function listen(server: Server, { host, port }: Place): Promise<void> {
  server.listen(port, host);
  await once(server, 'listening');
}

function closed(server: Server): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  // Players hold requests: they come again to whoever is there then.
  server.closeAllConnections();
  return done;
}
