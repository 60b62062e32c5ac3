/** What opens a picture where we check by ourselves: `<claims>.<HMAC-SHA256>`, both base64url, safe in a path and in a query. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PlaybackGrant } from './port.ts';

export type PlaybackClaims = {
  channelId: string;
  viewerId: string;
  version: number;
  audience: PlaybackGrant['audience'];
  recordingId: string | null;
  /** Seconds since 1970. */
  expires: number;
};

type Packed = [
  channelId: string,
  viewerId: string,
  version: number,
  audience: string,
  recordingId: string | null,
  expires: number,
];

/** @returns the token and when it ends, ISO 8601. */
export function signPlayback(secret: string, grant: PlaybackGrant): { token: string; expiresAt: string } {
  const { channelId, viewerId, version, audience, recordingId = null, now, seconds } = grant;
  const expires = Math.floor(now.getTime() / 1000) + seconds;
  const packed: Packed = [channelId, viewerId, version, audience, recordingId, expires];
  const claims = Buffer.from(JSON.stringify(packed)).toString('base64url');
  const token = `${claims}.${signatureOf(secret, claims).toString('base64url')}`;
  return { token, expiresAt: new Date(expires * 1000).toISOString() };
}

/** @returns undefined for what was not signed with this secret. Whether it still counts is for the caller: see `expires`. */
export function readPlayback(secret: string, token: string): PlaybackClaims | undefined {
  const [claims = '', signature = '', more] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const wanted = signatureOf(secret, claims);
  // Base64url has spellings that mean the same; only one of them is ours.
  if (more !== undefined || given.toString('base64url') !== signature) return undefined;
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
  const packed = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as Packed;
  const [channelId, viewerId, version, audience, recordingId, expires] = packed;
  return { channelId, viewerId, version, audience: audience === 'preview' ? 'preview' : 'viewer', recordingId, expires };
}

const signatureOf = (secret: string, claims: string): Buffer =>
  createHmac('sha256', secret).update(`playback:${claims}`).digest();
