/** Who is in a LiveKit room: names of ours ↔ its identities and attributes. */
import { type ParticipantInfo, ParticipantPermission, TrackSource, TrackType } from '@livekit/protocol';
import { type StagePerson, type StageRole, stageRoles } from '../port.ts';

/**
 * News of a track names nothing but an identity, so that an artist's must show what they are. A role never changes between artist and not.
 * Of two with the same identity the later one stays: a ticket's has its screen's version, or a screen that has ended would put out the
 * one that came after it.
 */
const artists = 'artist-';
const encoder = 'artist-obs-';

export const identityOf = (role: StageRole, viewerId: string, version: number): string =>
  role === 'artist' ? `${artists}${viewerId}` : `${viewerId}.${version}`;
/** OBS or another encoder that came with this revision of the key. */
export const encoderOf = (keyRevision: number): string => `${encoder}${keyRevision}`;
/** @returns null for a person. */
export const revisionOf = (identity: string): number | null =>
  identity.startsWith(encoder) ? Number(identity.slice(encoder.length)) : null;
export const isArtist = (identity: string): boolean => identity.startsWith(artists);
export const viewerOf = (identity: string): string =>
  isArtist(identity) ? identity.slice(artists.length) : identity.replace(/\.\d+$/, '');

/** As strings, which attributes are. Only the house changes them. */
export const attributesOf = (role: StageRole, version: number): Record<string, string> => ({ role, version: String(version) });

/** @returns null for attributes that we never wrote. */
export function versionOf({ version = '' }: Record<string, string>): number | null {
  return /^\d{1,9}$/.test(version) ? Number(version) : null;
}

/** @returns null for an encoder, and for whoever has no attributes of ours. */
export function personOf({ identity, attributes, tracks }: ParticipantInfo): StagePerson | null {
  const role = stageRoles.find((one) => one === attributes['role']);
  const version = versionOf(attributes);
  if (!role || version === null || revisionOf(identity) !== null) return null;
  const sends = (type: TrackType) => tracks.some((track) => track.type === type && !track.muted);
  return { personId: viewerOf(identity), version, role, video: sends(TrackType.VIDEO), audio: sends(TrackType.AUDIO) };
}

const face = [TrackSource.CAMERA, TrackSource.MICROPHONE];
/** What each may send: an artist also their screen, a guest nothing. */
export const sourcesOf: Record<StageRole, TrackSource[]> = {
  artist: [...face, TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
  participant: face,
  guest: [],
};

/** The same that an entrance of this role says, for somebody who is in. */
export const permissionOf = (role: StageRole): ParticipantPermission =>
  new ParticipantPermission({
    canSubscribe: true,
    canPublish: role !== 'guest',
    canPublishData: role !== 'guest',
    canPublishSources: sourcesOf[role],
  });
