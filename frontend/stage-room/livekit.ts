/** A stage's room at a LiveKit server. Fetched by the pages of immersive shows, and by no other. */
import {
  ConnectionState,
  DisconnectReason,
  LogLevel,
  type Participant,
  ParticipantEvent,
  type RemoteTrack,
  Room,
  RoomEvent,
  setLogLevel,
  Track,
  type TrackPublication,
  VideoPresets,
} from 'livekit-client';
import type { Farewell, OnStage, RoomNews, RoomSight, Sending } from '../logic/stage-room/port.ts';
import { roadOf, type Stat } from '../logic/stage-room/road.ts';
import type { RoomEngine } from './types.ts';

/** What goes wrong is told by events; its console is for nobody. */
setLogLevel(LogLevel.silent);

const farewells: Partial<Record<DisconnectReason, Farewell>> = {
  [DisconnectReason.DUPLICATE_IDENTITY]: 'elsewhere',
  [DisconnectReason.PARTICIPANT_REMOVED]: 'putOut',
  [DisconnectReason.ROOM_DELETED]: 'over',
  [DisconnectReason.ROOM_CLOSED]: 'over',
};
const told = [
  ...[RoomEvent.ConnectionStateChanged, RoomEvent.ParticipantConnected, RoomEvent.ParticipantDisconnected],
  ...[RoomEvent.TrackPublished, RoomEvent.TrackUnpublished, RoomEvent.TrackSubscribed, RoomEvent.TrackUnsubscribed],
  ...[RoomEvent.TrackMuted, RoomEvent.TrackUnmuted, RoomEvent.LocalTrackPublished, RoomEvent.LocalTrackUnpublished],
  ...[RoomEvent.ActiveSpeakersChanged, RoomEvent.AudioPlaybackStatusChanged, RoomEvent.ParticipantPermissionsChanged],
  ...[RoomEvent.ParticipantAttributesChanged, RoomEvent.ParticipantNameChanged],
] as const;

const ofKind = (person: Participant, kind: Track.Kind): TrackPublication[] =>
  [...person.trackPublications.values()].filter((one) => one.kind === kind);
/** A programme such as OBS does not say that its picture is a camera. */
const pictureOf = (person: Participant, what: 'camera' | 'screen'): TrackPublication | undefined =>
  ofKind(person, Track.Kind.Video).find(
    (one) => !one.isMuted && one.track && (one.source === Track.Source.ScreenShare) === (what === 'screen'),
  );

/** By the house's word: nobody changes their own attributes. */
const roleOf = ({ attributes }: Participant): OnStage['role'] => (attributes['role'] === 'artist' ? 'artist' : 'participant');

function onStage(person: Participant): OnStage {
  return {
    id: person.identity,
    role: roleOf(person),
    name: person.name ?? '',
    mine: person.isLocal,
    speaking: person.isSpeaking,
    microphone: ofKind(person, Track.Kind.Audio).some((one) => !one.isMuted && one.source !== Track.Source.ScreenShareAudio),
    camera: pictureOf(person, 'camera')?.trackSid ?? null,
    screen: pictureOf(person, 'screen')?.trackSid ?? null,
  };
}

/** @param large the person stands large on the stage: their picture is worth more of the network. */
export function openRoom(news: RoomNews, large: boolean): RoomEngine {
  const size = large ? VideoPresets.h720 : VideoPresets.h360;
  const room = new Room({
    ...{ adaptiveStream: true, dynacast: true, stopLocalTrackOnUnpublish: true, disconnectOnPageLeave: true },
    videoCaptureDefaults: { resolution: size.resolution },
    audioCaptureDefaults: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
  const me = room.localParticipant;
  const sounds = document.createElement('div');
  sounds.hidden = true;
  document.body.append(sounds);
  let entered = false;
  let closed = false;
  let hushing = false;
  let road: RoomSight['road'] = null;

  const everybody = (): Participant[] => [me, ...room.remoteParticipants.values()];
  const tell = (): void => {
    if (closed) return;
    const sending = everybody().filter(({ trackPublications }) => trackPublications.size > 0);
    news.seen({
      state: room.state === ConnectionState.Connected ? 'here' : entered ? 'reconnecting' : 'entering',
      onStage: sending.map(onStage),
      guests: everybody().filter((one) => !sending.includes(one) && roleOf(one) !== 'artist').length,
      maySend: me.permissions?.canPublish ?? false,
      soundBlocked: !room.canPlaybackAudio,
      road,
    });
  };
  for (const event of told) room.on(event, tell);

  room.on(RoomEvent.TrackSubscribed, (track: RemoteTrack) => {
    if (track.kind === Track.Kind.Audio) sounds.append(track.attach());
  });
  room.on(RoomEvent.TrackUnsubscribed, (track: RemoteTrack) => {
    for (const element of track.detach()) if (element.parentNode === sounds) element.remove();
  });
  // The hall has taken its permission back: the camera's lamp goes out, too.
  me.on(ParticipantEvent.ParticipantPermissionsChanged, () => {
    if (!me.permissions?.canPublish) void retreat();
  });
  me.on(ParticipantEvent.TrackMuted, (track: TrackPublication) => {
    if (track.source === Track.Source.Microphone && !hushing && !closed) news.hushed();
  });
  room.on(RoomEvent.Disconnected, (reason) => leftBy((reason !== undefined && farewells[reason]) || 'lost'));
  // What a short gap does not mend the library would begin anew by the former entrance, and on a server that was started anew it
  // does not get the pictures again. There is one way back in: the house is asked whether it still wants them here.
  room.on(RoomEvent.Reconnecting, () => {
    leftBy('lost');
    void room.disconnect(true);
  });
  function leftBy(why: Farewell): void {
    if (!entered || closed) return;
    close();
    news.left(why);
  }

  async function retreat(): Promise<void> {
    for (const { track } of [...me.trackPublications.values()]) {
      if (!track) continue;
      await me.unpublishTrack(track, true).catch(() => {});
      track.stop();
    }
    tell();
  }

  const asking = setInterval(async () => {
    const tracks = everybody().flatMap((person) => [...person.trackPublications.values()].flatMap(({ track }) => track ?? []));
    const report = await tracks[0]?.getRTCStatsReport().catch(() => undefined);
    if (!report || closed) return;
    const now = roadOf((report as unknown as Map<string, Stat>).values());
    if (now === road || now === null) return;
    road = now;
    tell();
  }, 5000);
  function close(): void {
    closed = true;
    clearInterval(asking);
    for (const { track } of me.trackPublications.values()) track?.stop();
    sounds.remove();
  }

  const turn: Record<Sending, (on: boolean, deviceId?: string) => Promise<unknown>> = {
    camera: (on, deviceId) => me.setCameraEnabled(on, deviceId ? { deviceId, resolution: size.resolution } : undefined),
    microphone: (on, deviceId) => me.setMicrophoneEnabled(on, deviceId ? { deviceId } : undefined),
    screen: (on) => me.setScreenShareEnabled(on, { audio: true }),
  };

  return {
    async enter({ url, token }) {
      try {
        await room.connect(url, token);
        entered = true;
        tell();
      } catch (fault) {
        close();
        throw fault;
      }
    },
    async send(what, on, deviceId) {
      hushing = what === 'microphone';
      try {
        await turn[what](on, deviceId);
      } finally {
        hushing = false;
        tell();
      }
    },
    retreat,
    show(id, what, element) {
      const person = everybody().find(({ identity }) => identity === id);
      const track = person && pictureOf(person, what)?.track;
      track?.attach(element);
      return () => void track?.detach(element);
    },
    startSound: () => room.startAudio(),
    leave() {
      close();
      void room.disconnect(true);
    },
  };
}
