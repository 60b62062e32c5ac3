/** Takes pictures from a browser or OBS by WHIP (RFC 9725): an offer comes, an answer goes back, RTP is handed to ffmpeg. */
import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { type MediaStreamTrack, RTCPeerConnection, useH264, useOPUS } from 'werift';
import type { Channel } from '../channels/channel.ts';
import type { Channels } from '../channels/channels.ts';
import type { Refusal } from '../channels/deps.ts';
import type { Publisher } from '../channels/publication.ts';
import { collectParameterSets, spropOf } from './h264.ts';
import { freeRtpPort } from './udp-ports.ts';

export type WhipAnswer = { sessionId: string; sdp: string };
export type Whip = {
  /** @param offer SDP. @throws BadOffer when it is none that we can take. */
  open(channelId: string, key: string, offer: string): Promise<WhipAnswer | { refused: Refusal }>;
  /** @returns false when there is no such session. Its id is a secret that only its publisher was told. */
  end(channelId: string, sessionId: string): boolean;
  close(): void;
};

export class BadOffer extends Error {
  override name = 'BadOffer';
}

/** Each asks for a key frame: segments begin with one. */
const KEY_FRAME_EVERY = 1000;
/** For a connection that never comes. */
const CONNECT_WITHIN = 15_000;

/** @param addresses where publishers reach us beside the interfaces' own: loopback, while nobody else shall. */
export function createWhip(channels: Channels, { addresses }: { addresses: string[] }): Whip {
  const sessions = new Map<string, { channelId: string; end: () => void }>();
  return {
    async open(channelId, key, offer) {
      const admitted = channels.admit(channelId, key);
      if ('refused' in admitted) return admitted;
      const sessionId = randomUUID();
      const { sdp, end } = await connect(admitted.channel, key, offer, addresses, () => sessions.delete(sessionId));
      sessions.set(sessionId, { channelId, end });
      return { sessionId, sdp };
    },
    end(channelId, sessionId) {
      const session = sessions.get(sessionId);
      if (session?.channelId !== channelId) return false;
      session.end();
      return true;
    },
    close() {
      for (const { end } of sessions.values()) end();
    },
  };
}

type Tracks = Partial<Record<'video' | 'audio', { payloadType: number }>>;

async function connect(channel: Channel, key: string, offer: string, addresses: string[], onEnd: () => void) {
  const connection = new RTCPeerConnection({
    codecs: { video: [useH264()], audio: [useOPUS()] },
    ...{ iceServers: [], iceUseIpv6: false, iceAdditionalHostAddresses: addresses },
  });
  const udp = createSocket('udp4').on('error', () => undefined);
  const [videoPort, audioPort] = [await freeRtpPort(), await freeRtpPort()];
  const tracks: Tracks = {};
  let received = 0;
  let publisher: Publisher | undefined;
  const parameterSets = {};
  let over = false;
  let keyFrames: NodeJS.Timeout | undefined;

  const end = () => {
    if (over) return;
    over = true;
    clearInterval(keyFrames);
    clearTimeout(late);
    if (publisher) channel.left(publisher);
    connection.close().catch(() => undefined);
    udp.close();
    onEnd();
  };
  const late = setTimeout(() => !publisher && end(), CONNECT_WITHIN);

  const begin = (sprop: string) => {
    // Somebody else may have begun since the offer.
    if (channel.refusal(key)) return end();
    publisher = whipPublisher(sdpFor(tracks, { videoPort, audioPort, sprop }), () => received, end);
    channel.publish(publisher);
  };
  const askForKeyFrames = (track: MediaStreamTrack) => {
    const receiver = connection.getTransceivers().find(({ kind }) => kind === 'video')?.receiver;
    const ask = () => receiver?.sendRtcpPLI(track.ssrc ?? 0).catch(() => undefined);
    keyFrames = setInterval(ask, KEY_FRAME_EVERY);
    ask();
  };
  connection.onTrack.subscribe((track) => {
    const kind = track.kind === 'video' ? 'video' : 'audio';
    const port = kind === 'video' ? videoPort : audioPort;
    tracks[kind] = { payloadType: track.codec?.payloadType ?? 0 };
    track.onReceiveRtp.subscribe((packet) => {
      if (over) return;
      if (kind === 'video' && !keyFrames) askForKeyFrames(track);
      if (kind === 'video' && !publisher) collectParameterSets(parameterSets, packet.payload);
      const sprop = publisher ? undefined : spropOf(parameterSets);
      if (sprop) begin(sprop);
      const bytes = packet.serialize();
      received += bytes.length;
      if (publisher && !over) forward(udp, bytes, port);
    });
  });
  connection.connectionStateChange.subscribe((state) => {
    if (state === 'closed' || state === 'failed' || state === 'disconnected') end();
  });

  try {
    await connection.setRemoteDescription({ type: 'offer', sdp: offer });
    await connection.setLocalDescription(await connection.createAnswer());
    if (!tracks.video) throw new Error('no video in H.264');
  } catch (error) {
    end();
    throw new BadOffer(`The offer cannot be answered: ${(error as Error).message}`, { cause: error });
  }
  return { sdp: connection.localDescription!.sdp, end };
}

const forward = (udp: Socket, bytes: Buffer, port: number): void => udp.send(bytes, port, '127.0.0.1');

function whipPublisher(sdp: string, received: () => number, cut: () => void): Publisher {
  const wait = ['-analyzeduration', '300000', '-probesize', '500000', '-reorder_queue_size', '50'];
  return {
    by: 'whip',
    source: { input: ['-protocol_whitelist', 'pipe,udp,rtp', ...wait, '-f', 'sdp', '-i', 'pipe:0'], audio: 'aac' },
    received,
    feed: ({ input }) => void input.end(sdp),
    cut,
  };
}

type SdpParts = { videoPort: number; audioPort: number; sprop: string };

function sdpFor(tracks: Tracks, { videoPort, audioPort, sprop }: SdpParts): string {
  const lines = ['v=0', 'o=- 0 0 IN IP4 127.0.0.1', 's=whip', 'c=IN IP4 127.0.0.1', 't=0 0'];
  const { video, audio } = tracks;
  if (video) {
    lines.push(`m=video ${videoPort} RTP/AVP ${video.payloadType}`, `a=rtpmap:${video.payloadType} H264/90000`);
    lines.push(`a=fmtp:${video.payloadType} packetization-mode=1; sprop-parameter-sets=${sprop}`);
  }
  if (audio) lines.push(`m=audio ${audioPort} RTP/AVP ${audio.payloadType}`, `a=rtpmap:${audio.payloadType} opus/48000/2`);
  return `${lines.join('\n')}\n`;
}
