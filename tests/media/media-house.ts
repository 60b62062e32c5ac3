/** A media server as a process of its own, the API that it tells its news to, and the two that ask it: client and signer. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from '../../database/data-folder.ts';
import { noticeSignatureHeader } from '../../domain/signed-notice.ts';
import { freePorts } from '../../launcher/ports.ts';
import { embeddedMedia } from '../../providers/media/embedded/client.ts';
import { embeddedSigner } from '../../providers/media/embedded/signer.ts';
import { verifyEmbeddedNotice } from '../../providers/media/embedded/webhook.ts';
import type { MediaNotice, MediaProvider, PlaybackGrant, PlaybackSigner } from '../../providers/media/port.ts';
import { eventually } from '../support/http.ts';

export type MediaHouse = {
  media: MediaProvider;
  signer: PlaybackSigner;
  /** Notices that the API has taken, in order. */
  notices: MediaNotice[];
  /** What the API answers from now on. */
  answer: (status: number) => void;
  /** Requests that the API has seen, taken or not. */
  asked: () => number;
  url: string;
  control: { url: string; secret: string };
  folder: string;
  pid: () => number;
  log: () => string;
  /** As the kernel would, out of memory. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

export const webOrigin = 'http://localhost:3999';

export async function openMediaHouse(env: NodeJS.ProcessEnv = {}): Promise<MediaHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'rampa-media-'));
  const data = openDataFolder(folder);
  const [playback, rtmp, control, figures] = await freePorts('127.0.0.1', 4);
  const notices: MediaNotice[] = [];
  let status = 204;
  let asked = 0;
  const api = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    asked += 1;
    const signature = req.headers[noticeSignatureHeader] as string | undefined;
    const notice = verifyEmbeddedNotice(Buffer.concat(chunks), signature, data.secret('media-notices'));
    const right = req.method === 'POST' && req.url === '/webhooks/media/embedded' && notice !== undefined;
    if (right && status === 204) notices.push(notice);
    res.writeHead(right ? status : 400).end();
  }).listen(0, '127.0.0.1');
  await once(api, 'listening');
  const url = `http://127.0.0.1:${playback}`;
  const logFile = join(folder, 'media.log');
  let child: ChildProcess | undefined;

  const start = async () => {
    const output = openSync(logFile, 'a');
    child = spawn(process.execPath, ['media/main.ts'], {
      env: {
        ...{ PATH: process.env['PATH'], HOME: process.env['HOME'], HOST: '127.0.0.1', RAMPA_DATA: folder },
        ...{ PORT: String((api.address() as { port: number }).port), PUBLIC_URL: webOrigin, LOG_LEVEL: 'info' },
        ...{ MEDIA_PORT: String(playback), RTMP_PORT: String(rtmp), MEDIA_CONTROL_PORT: String(control) },
        ...{ MEDIA_METRICS_PORT: String(figures), ...env },
      },
      stdio: ['ignore', output, output],
    });
    await eventually(async () => (await fetch(`${url}/healthz`)).ok, `the media server is up: ${readFileSync(logFile, 'utf8')}`);
  };
  const end = async (signal: NodeJS.Signals) => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const exited = once(running, 'exit');
    running.kill(signal);
    await exited;
  };
  await start();
  const controlUrl = `http://127.0.0.1:${control}`;
  const controlSecret = data.secret('media-control');
  return {
    media: embeddedMedia({
      ...{ controlUrl, controlSecret, streamKeySecret: data.secret('media-stream-keys') },
      ...{ publicUrl: url, rtmpUrl: `rtmp://127.0.0.1:${rtmp}` },
    }),
    signer: embeddedSigner({ secret: data.secret('media-playback'), publicUrl: url }),
    ...{ notices, url, folder, start },
    control: { url: controlUrl, secret: controlSecret },
    answer: (next) => {
      status = next;
    },
    asked: () => asked,
    pid: () => child!.pid!,
    log: () => readFileSync(logFile, 'utf8'),
    kill: () => end('SIGKILL'),
    async close() {
      await end('SIGTERM');
      api.close();
      api.closeAllConnections();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** For ten minutes, the first screen of one viewer. */
export const grant = (channelId: string, more: Partial<PlaybackGrant> = {}): PlaybackGrant => ({
  ...{ channelId, playbackUrl: '', viewerId: 'ticket-1', version: 1, audience: 'viewer' },
  ...{ now: new Date(), seconds: 600, ...more },
});
