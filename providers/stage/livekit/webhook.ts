/** LiveKit's webhooks: a JWT of the shared key that holds the body's SHA-256. https://docs.livekit.io/intro/basics/rooms-participants-tracks/webhooks-events */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { TrackType, WebhookEvent } from '@livekit/protocol';
import type { MediaNotice } from '../../media/port.ts';
import { sameSecret } from '../../media/same-secret.ts';
import type { MediaVerifier } from '../../media/webhook.ts';
import type { LiveKitAccount } from './account.ts';
import { channelKeyOf } from './account.ts';
import { isArtist, revisionOf, versionOf, viewerOf } from './people.ts';

type Key = Pick<LiveKitAccount, 'apiKey' | 'apiSecret'>;
type Claims = { iss?: unknown; exp?: unknown; nbf?: unknown; sha256?: unknown };

/** Seconds that its clock may be off. */
const tolerance = 60;
/** It signs for five minutes; what claims to last longer is none of its. Seconds. */
const longest = 600;

/**
 * @param rawBody exactly the bytes received
 * @param authorization the token, bare or after «Bearer»
 * @returns undefined for whatever was not signed with this key, for these bytes and for now, or is no event of it
 */
export function verifyLiveKit(rawBody: Buffer, authorization: string | undefined, key: Key, now: Date) {
  const claims = claimsOf((authorization ?? '').replace(/^Bearer /i, ''), key.apiSecret);
  if (!claims || claims.iss !== key.apiKey || !isNow(claims, now.getTime() / 1000)) return undefined;
  if (typeof claims.sha256 !== 'string' || !sameSecret(claims.sha256, sumOf(rawBody))) return undefined;
  try {
    const event = WebhookEvent.fromJsonString(rawBody.toString('utf8'), { ignoreUnknownFields: true });
    return Number(event.createdAt) > now.getTime() / 1000 + tolerance ? undefined : event;
  } catch {
    return undefined;
  }
}

const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('base64');

function isNow({ exp, nbf = 0 }: Claims, now: number): boolean {
  if (typeof exp !== 'number' || typeof nbf !== 'number') return false;
  return exp > now - tolerance && exp < now + longest + tolerance && nbf < now + tolerance;
}

/** @returns undefined for a token that this secret did not sign, or by another algorithm than HS256. */
function claimsOf(token: string, secret: string): Claims | undefined {
  const [header = '', payload = '', signature = '', more] = token.split('.');
  const wanted = createHmac('sha256', secret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (more !== undefined || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  return jsonOf(header)?.['alg'] === 'HS256' ? jsonOf(payload) : undefined;
}

function jsonOf(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A track that ends is not told on: the event names that track alone, and another artist may go on sending. Whether the picture is lost
 * is found out by reading, within a second while anybody watches.
 * @returns null for what is of no interest, or tells of no show's room
 */
export function liveKitNotice({ event, id, createdAt, room, participant, track }: WebhookEvent): MediaNotice | null {
  if (!room || !channelKeyOf(room.name) || id === '') return null;
  // Whole seconds: the end of this one, or news that a reading brought in the middle of it would seem newer.
  const at = new Date(Number(createdAt) * 1000 + 999).toISOString();
  const about = { id: `livekit:${id}`, channelId: room.name, at };
  if (event === 'room_finished') return { ...about, kind: 'ended' };
  if (!participant) return null;
  const { identity, attributes } = participant;
  const keyRevision = revisionOf(identity);
  if (event === 'track_published') {
    if (!isArtist(identity) || track?.type !== TrackType.VIDEO) return null;
    return { ...about, kind: 'picture', ...(keyRevision === null ? {} : { keyRevision }) };
  }
  const version = versionOf(attributes);
  if (event !== 'participant_joined' || version === null || keyRevision !== null) return null;
  return { ...about, kind: 'entered', viewerId: viewerOf(identity), version };
}

/** For the door of all media servers. @returns null for whatever is not proven, an empty list for what nobody acts on. */
export const liveKitVerifier =
  (key: Key): MediaVerifier =>
  (raw, { authorization }) => {
    const event = verifyLiveKit(raw, authorization, key, new Date());
    return event ? (liveKitNotice(event) ?? []) : null;
  };
