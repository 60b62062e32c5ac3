/** LiveKit: a room a show. Roles are permissions that change while somebody is in; nothing of a person is kept when they leave. */
import { type ParticipantInfo, TrackType } from '@livekit/protocol';
import { RoomServiceClient } from 'livekit-server-sdk';
import type { Ingest, ProvisionRequest } from '../../media/port.ts';
import { type StageProvider, stageSeats } from '../port.ts';
import { asked, channelKeyOf, ifThere, type LiveKitAccount, type Rooms, roomOf } from './account.ts';
import { attributesOf, isArtist, permissionOf, personOf, revisionOf, versionOf, viewerOf } from './people.ts';
import { readingOf } from './reading.ts';
import { encoderToken } from './tokens.ts';

/** Kept in the room for us; whoever is in could read it. */
type Notes = { house: string; label: string; keyRevision: number };

/** Beside the audience: artists, each with an encoder. */
const backstage = 20;
/** Provisioned at the announcement; an empty room costs nothing. Seconds. */
const keptEmpty = 30 * 24 * 3600;
/** Seconds for one answer. */
const patience = 8;

export function liveKitProvider(account: LiveKitAccount, rooms: Rooms = roomsOf(account)): StageProvider {
  const inRoom = async (room: string): Promise<ParticipantInfo[]> => (await ifThere(rooms.listParticipants(room))) ?? [];
  const putOut = (room: string, people: readonly ParticipantInfo[]) =>
    Promise.all(people.map(({ identity }) => ifThere(rooms.removeParticipant(room, identity))));
  const who = async (room: string, viewerId: string) =>
    (await inRoom(room)).filter(({ identity }) => viewerOf(identity) === viewerId && revisionOf(identity) === null);

  async function notesOf(room: string): Promise<Partial<Notes> | undefined> {
    const [found] = await rooms.listRooms([room]);
    return found && read(found.metadata);
  }

  async function make(room: string, notes: Notes): Promise<void> {
    const metadata = JSON.stringify(notes);
    const times = { emptyTimeout: keptEmpty, departureTimeout: keptEmpty, maxParticipants: stageSeats + backstage };
    const made = await rooms.createRoom({ name: room, metadata, ...times });
    // A room that was there keeps what it had.
    if (made.metadata !== metadata || (await rooms.listRooms([room]))[0]?.metadata !== metadata)
      await rooms.updateRoomMetadata(room, metadata);
  }

  async function ingestOf(room: string, keyRevision: number): Promise<Ingest[]> {
    const key = await encoderToken(account, room, keyRevision, new Date());
    return [{ protocol: 'whip', url: new URL('/whip/v1', account.publicUrl.replace(/^ws/, 'http')).href, key }];
  }

  async function provisioned({ channelKey, keyRevision, label }: ProvisionRequest) {
    const room = roomOf(channelKey);
    const before = (await notesOf(room))?.keyRevision ?? 0;
    await make(room, { house: account.house, label, keyRevision: Math.max(before, keyRevision) });
    return { channelId: room, playbackUrl: account.publicUrl };
  }

  /** LiveKit takes every token that is ours, so that an encoder with an old key is let in, and put out at the next look. */
  async function putOutOld(room: string, people: readonly ParticipantInfo[], keyRevision: number) {
    const old = ({ identity }: ParticipantInfo) => (revisionOf(identity) ?? keyRevision) < keyRevision;
    await putOut(room, people.filter(old));
    return people.filter((one) => !old(one));
  }

  async function reading(room: string) {
    const notes = await notesOf(room);
    // After a restart whoever comes back makes the room, without our notes: it is to be provisioned again.
    if (notes?.keyRevision === undefined) return { state: 'gone' } as const;
    return readingOf(await putOutOld(room, await inRoom(room), notes.keyRevision));
  }

  async function rotated(room: string, keyRevision: number) {
    const notes = await notesOf(room);
    if (notes && (notes.keyRevision ?? 0) < keyRevision)
      await make(room, { house: account.house, label: notes.label ?? '', keyRevision });
    await putOutOld(room, await inRoom(room), keyRevision);
    return ingestOf(room, keyRevision);
  }

  async function changeRole(room: string, viewerId: string, role: 'participant' | 'guest') {
    for (const { identity, attributes } of await who(room, viewerId)) {
      if (isArtist(identity)) continue;
      // Sent whole: what is left out would be taken away. Who may not send any more has nothing published any more.
      const change = { permission: permissionOf(role), attributes: attributesOf(role, versionOf(attributes) ?? 0) };
      await ifThere(rooms.updateParticipant(room, identity, change));
    }
  }

  async function silence(room: string, viewerId: string) {
    for (const { identity, tracks } of await who(room, viewerId))
      for (const { sid, type, muted } of tracks)
        if (type === TrackType.AUDIO && !muted) await ifThere(rooms.mutePublishedTrack(room, identity, sid, true));
  }

  async function emptied(room: string) {
    const notes = await notesOf(room);
    // Whoever is put out of a room that is gone does not come back by themselves.
    await ifThere(rooms.deleteRoom(room));
    if (notes) await make(room, { house: account.house, label: notes.label ?? '', keyRevision: notes.keyRevision ?? 1 });
  }

  return {
    provision: (request, signal) => asked(provisioned(request), signal),
    ingest: (room, keyRevision, signal) => asked(ingestOf(room, keyRevision), signal),
    rotateKey: (room, keyRevision, signal) => asked(rotated(room, keyRevision), signal),
    read: (room, signal) => asked(reading(room), signal),
    // Off air nobody but artists gets an entrance.
    setOnAir: async () => {},
    stop: (room, signal) => asked(emptied(room), signal),

    async revoke(room, viewerId, upToVersion, signal) {
      const isOld = ({ attributes }: ParticipantInfo) => (versionOf(attributes) ?? 0) <= upToVersion;
      await asked(
        who(room, viewerId).then((people) => putOut(room, people.filter(isOld))),
        signal,
      );
    },

    recordings: async () => [],
    removeRecording: async () => {},

    async tearDown(room, signal) {
      await asked(ifThere(rooms.deleteRoom(room)), signal);
    },

    async list(signal) {
      const found = await asked(rooms.listRooms(), signal);
      return found.flatMap(({ name, metadata }) => {
        const channelKey = channelKeyOf(name);
        if (channelKey === null) return [];
        // Whoever has an entrance or a key that is not over yet comes in, and makes the room anew when it is gone.
        if (metadata === '') return [{ channelId: name, channelKey, stray: true as const }];
        return read(metadata).house === account.house ? [{ channelId: name, channelKey }] : [];
      });
    },

    async people(room, signal) {
      return (await asked(inRoom(room), signal)).flatMap((one) => personOf(one) ?? []);
    },
    setRole: (room, viewerId, role, signal) => asked(changeRole(room, viewerId, role), signal),
    mute: (room, viewerId, signal) => asked(silence(room, viewerId), signal),
  };
}

const roomsOf = ({ url, apiKey, apiSecret }: LiveKitAccount): Rooms =>
  new RoomServiceClient(url, apiKey, apiSecret, { requestTimeout: patience });

/** Of a room that somebody else made there may be anything. */
function read(metadata: string): Partial<Notes> {
  try {
    const notes: unknown = JSON.parse(metadata);
    return typeof notes === 'object' && notes !== null ? (notes as Partial<Notes>) : {};
  } catch {
    return {};
  }
}
