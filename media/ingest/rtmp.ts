/** Takes pictures by RTMP: `rtmp://host/live/<channel>?key=<key>`. Nobody plays here. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import NodeMediaServer, { type Session, type Tap } from 'node-media-server';
import logger from 'node-media-server/src/core/logger.js';
import type { Channels } from '../channels/channels.ts';
import type { Publisher } from '../channels/publication.ts';

export const RTMP_APP = 'live';

export type RtmpServer = { close(): void };

/** One in a process: the library keeps its state in its module. */
export async function startRtmp({ host, port }: { host: string; port: number }, channels: Channels): Promise<RtmpServer> {
  // The library lets in whoever shows its own signature, which only we can make: our check decides who gets one.
  const secret = randomBytes(32).toString('hex');
  const server = new NodeMediaServer({ bind: host, rtmp: { port }, auth: { publish: true, play: true, secret } });
  logger.level = 'error';
  const admitted = new WeakSet<Session>();

  server.on('prePublish', (session) => {
    const { streamQuery } = session;
    session.streamQuery = {};
    // Its half minute of patience would keep a picture that we call lost.
    session.broadcast.publishGraceMs = 0;
    const asked = session.streamApp === RTMP_APP ? channels.admit(session.streamName, textOf(streamQuery['key'])) : undefined;
    if (!asked || 'refused' in asked || session.broadcast.publisher) return refuse(session);
    session.streamQuery = { sign: signature(session.streamPath, secret) };
    admitted.add(session);
  });
  server.on('postPublish', (session) => {
    const channel = admitted.has(session) && channels.get(session.streamName);
    if (!channel) return;
    const publisher = publisherOf(session);
    channel.publish(publisher);
    session.socket.once('close', () => channel.left(publisher));
  });
  server.on('prePlay', refuse);

  server.rtmpServer.run();
  await once(server.rtmpServer.tcpServer, 'listening');
  return { close: () => server.rtmpServer.stop() };
}

/** The library closes politely and goes on taking packets, which would reach the picture of whoever publishes rightly. */
function refuse(session: Session): void {
  session.rtmp.onPacketCallback = () => undefined;
  session.socket.destroy();
}

function publisherOf(session: Session): Publisher {
  let tap: Tap | undefined;
  return {
    by: 'rtmp',
    source: { input: ['-analyzeduration', '300000', '-probesize', '100000', '-f', 'flv', '-i', 'pipe:0'], audio: 'copy' },
    received: () => session.inBytes,
    feed({ input }) {
      // Another ffmpeg begins with the heads and the last key frame, which the library keeps.
      if (tap) session.broadcast.donePlay(tap);
      tap = { id: randomBytes(8).toString('hex'), ip: '', protocol: 'flv', sendBuffer: (bytes) => void input.write(bytes) };
      session.broadcast.postPlay(tap);
      const mine = tap;
      session.socket.once('close', () => session.broadcast.donePlay(mine));
    },
    cut: () => void session.socket.destroy(),
  };
}

const signature = (path: string, secret: string): string => {
  const expires = Math.floor(Date.now() / 1000) + 60;
  return `${expires}-${createHash('md5').update(`${path}-${expires}-${secret}`).digest('hex')}`;
};

const textOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');
