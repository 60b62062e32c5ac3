/** Somebody in a room of LiveKit without a browser: its signalling over a WebSocket, its pictures and sound over WebRTC. */
import { once } from 'node:events';
import {
  AddTrackRequest,
  DisconnectReason,
  LeaveRequest,
  SessionDescription,
  SignalRequest,
  SignalResponse,
  SignalTarget,
  TrackSource,
  TrackType,
  TrickleRequest,
} from '@livekit/protocol';
import { MediaStreamTrack, RTCPeerConnection, RtpHeader, RtpPacket, useOPUS, useVP8 } from 'werift';

export type LiveKitPerson = {
  /** The server has hung up on them. */
  isOut(): boolean;
  /** @returns whether the server takes it: a guest's it does not. */
  send(kind: 'video' | 'audio'): Promise<boolean>;
  /** What the server has told them of this track of theirs. */
  isMuted(kind: 'video' | 'audio'): boolean;
  leave(): Promise<void>;
};

/** Milliseconds that the server has for an answer. */
const patience = 20_000;
type Message = NonNullable<SignalRequest['message']>;

/** @param url ws://… @returns 'refused' when the entrance opens nothing */
export async function enterLiveKit({ url, token }: { url: string; token: string }): Promise<LiveKitPerson | 'refused'> {
  const about = new URLSearchParams({ access_token: token, protocol: '15', auto_subscribe: '1', sdk: 'js', version: '2.15.0' });
  const socket = new WebSocket(`${url}/rtc?${about}`);
  socket.binaryType = 'arraybuffer';
  const opened = await Promise.race([once(socket, 'open').then(() => true), once(socket, 'error').then(() => false)]);
  if (!opened) return 'refused';
  return new Person(socket).entered();
}

class Person implements LiveKitPerson {
  readonly #socket: WebSocket;
  readonly #connections: Record<'publisher' | 'subscriber', RTCPeerConnection>;
  readonly #waiting = new Set<{ wants(response: SignalResponse): boolean; resolve(response: SignalResponse): void }>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #muted = new Map<string, boolean>();
  #out = false;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#connections = { publisher: connection(), subscriber: connection() };
    for (const [name, { onIceCandidate }] of Object.entries(this.#connections))
      onIceCandidate.subscribe((candidate) => {
        const target = name === 'publisher' ? SignalTarget.PUBLISHER : SignalTarget.SUBSCRIBER;
        if (candidate)
          this.#tell({ case: 'trickle', value: new TrickleRequest({ candidateInit: JSON.stringify(candidate), target }) });
      });
    socket.addEventListener(
      'message',
      ({ data }) => void this.#hear(SignalResponse.fromBinary(new Uint8Array(data as ArrayBuffer))),
    );
    socket.addEventListener('close', () => this.#ended());
  }

  async entered(): Promise<this> {
    const { message } = await this.#told(({ message }) => message.case === 'join');
    if (message.case !== 'join') throw new Error('no join');
    this.#timers.push(setInterval(() => this.#tell({ case: 'ping', value: BigInt(Date.now()) }), 5000));
    return this;
  }

  isOut = () => this.#out;
  isMuted = (kind: 'video' | 'audio') => this.#muted.get(kind) ?? false;

  async send(kind: 'video' | 'audio'): Promise<boolean> {
    const track = new MediaStreamTrack({ kind, id: `my-${kind}` });
    const [type, source] = kind === 'video' ? [TrackType.VIDEO, TrackSource.CAMERA] : [TrackType.AUDIO, TrackSource.MICROPHONE];
    const answered = this.#told(
      ({ message: { case: what, value } }) =>
        (what === 'trackPublished' && value.cid === track.id) ||
        (what === 'requestResponse' && value.request.case === 'addTrack'),
    );
    this.#tell({ case: 'addTrack', value: new AddTrackRequest({ cid: track.id!, name: kind, type, source }) });
    if ((await answered).message.case !== 'trackPublished') return false;
    const { publisher } = this.#connections;
    publisher.addTransceiver(track, { direction: 'sendonly' });
    const offer = await publisher.createOffer();
    await publisher.setLocalDescription(offer);
    const answer = this.#told(({ message }) => message.case === 'answer');
    this.#tell({ case: 'offer', value: new SessionDescription({ type: 'offer', sdp: offer.sdp }) });
    const { message } = await answer;
    if (message.case === 'answer') await publisher.setRemoteDescription({ type: 'answer', sdp: message.value.sdp });
    this.#timers.push(setInterval(() => track.writeRtp(packet(kind)), 20));
    return true;
  }

  async leave(): Promise<void> {
    this.#tell({ case: 'leave', value: new LeaveRequest({ reason: DisconnectReason.CLIENT_INITIATED }) });
    this.#ended();
    this.#socket.close();
    await Promise.all(Object.values(this.#connections).map((one) => one.close()));
  }

  async #hear(response: SignalResponse): Promise<void> {
    const { message } = response;
    const { publisher, subscriber } = this.#connections;
    if (message.case === 'offer') {
      await subscriber.setRemoteDescription({ type: 'offer', sdp: message.value.sdp });
      const answer = await subscriber.createAnswer();
      await subscriber.setLocalDescription(answer);
      this.#tell({ case: 'answer', value: new SessionDescription({ type: 'answer', sdp: answer.sdp, id: message.value.id }) });
    } else if (message.case === 'trickle') {
      const to = message.value.target === SignalTarget.PUBLISHER ? publisher : subscriber;
      await to.addIceCandidate(JSON.parse(message.value.candidateInit)).catch(() => {});
    } else if (message.case === 'mute') this.#muted.set('audio', message.value.muted);
    else if (message.case === 'leave') this.#ended();
    for (const one of this.#waiting) if (one.wants(response)) one.resolve(response);
  }

  #told(wants: (response: SignalResponse) => boolean): Promise<SignalResponse> {
    return new Promise((resolve, reject) => {
      const waiter = { wants, resolve: (response: SignalResponse) => done(() => resolve(response)) };
      const late = setTimeout(() => done(() => reject(new Error('LiveKit did not answer'))), patience);
      const done = (end: () => void) => {
        clearTimeout(late);
        this.#waiting.delete(waiter);
        end();
      };
      this.#waiting.add(waiter);
    });
  }

  #tell(message: Message): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(new SignalRequest({ message }).toBinary());
  }

  #ended(): void {
    this.#out = true;
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
  }
}

const connection = (): RTCPeerConnection =>
  new RTCPeerConnection({
    codecs: { video: [useVP8()], audio: [useOPUS()] },
    ...{ bundlePolicy: 'max-bundle', iceServers: [], iceUseIpv6: false, iceAdditionalHostAddresses: ['127.0.0.1'] },
  });

let sequence = 0;
/** No picture that anybody could see, but packets that a server passes on: a key frame of VP8 of 16 × 16, a silence of Opus. */
function packet(kind: 'video' | 'audio'): RtpPacket {
  sequence = (sequence + 1) % 65_536;
  const video = [0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x10, 0x00, 0x10, 0x00, 0x00];
  const header = new RtpHeader({ sequenceNumber: sequence, timestamp: sequence * (kind === 'video' ? 1800 : 960), marker: true });
  return new RtpPacket(header, Buffer.from(kind === 'video' ? video : [0xf8, 0xff, 0xfe]));
}

/** OBS, as far as a server sees it: comes by WHIP, sends, and hears nothing. @returns 'refused' when its key opens nothing */
export async function encodeToLiveKit({
  url,
  key,
}: {
  url: string;
  key: string;
}): Promise<{ stop(): Promise<void> } | 'refused'> {
  const publisher = connection();
  const tracks = (['video', 'audio'] as const).map((kind) => ({ kind, track: new MediaStreamTrack({ kind }) }));
  for (const { track } of tracks) publisher.addTransceiver(track, { direction: 'sendonly' });
  await publisher.setLocalDescription(await publisher.createOffer());
  const response = await fetch(url, {
    ...{ method: 'POST', headers: { 'content-type': 'application/sdp', authorization: `Bearer ${key}` } },
    body: publisher.localDescription!.sdp,
  });
  const sdp = await response.text();
  if (response.status !== 201) {
    await publisher.close();
    return 'refused';
  }
  await publisher.setRemoteDescription({ type: 'answer', sdp });
  const timers = tracks.map(({ kind, track }) => setInterval(() => track.writeRtp(packet(kind)), 20));
  return {
    async stop() {
      for (const timer of timers) clearInterval(timer);
      const session = new URL(response.headers.get('location') ?? '', url);
      await fetch(session, { method: 'DELETE', headers: { authorization: `Bearer ${key}` } });
      await publisher.close();
    },
  };
}
