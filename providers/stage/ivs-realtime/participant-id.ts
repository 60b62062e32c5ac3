/**
 * Whom a participant's id names. With tokens of our own it is the token's `jti`: lists and events hold it, and their attributes they do
 * not. IVS takes 64 letters, digits and dashes, once each.
 */
import { randomBytes } from 'node:crypto';
import type { StageRole } from '../port.ts';

export type Participant = { viewerId: string; version: number; role: StageRole };

const letters = { artist: 'a', participant: 'p', guest: 'g' } as const satisfies Record<StageRole, string>;
const roles: Record<string, StageRole> = { a: 'artist', p: 'participant', g: 'guest' };

/** Another one each time: an id that was put out does not come in again. */
export const participantIdOf = ({ viewerId, version, role }: Participant): string =>
  `${letters[role]}-${version}-${viewerId}-${randomBytes(5).toString('hex')}`;

/** @returns null for an id that is none of ours, such as an encoder's. */
export function readParticipantId(id: string): Participant | null {
  const [, letter = '', version, viewerId = ''] = /^([apg])-(\d{1,6})-([0-9a-f-]{36})-[0-9a-f]{10}$/.exec(id) ?? [];
  const role = roles[letter];
  return role ? { role, version: Number(version), viewerId } : null;
}

const encoder = 'encoder-';
/** By which an encoder is known: the revision of its key. */
export const encoderOf = (keyRevision: number): string => `${encoder}${keyRevision}`;
/** @returns null for a person. */
export const revisionOf = (userId: string): number | null =>
  /^encoder-\d+$/.test(userId) ? Number(userId.slice(encoder.length)) : null;
