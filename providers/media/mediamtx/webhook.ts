/** MediaMTX at our door: who may publish and watch, and what it tells of itself. Pure: whoever asks brings what the rows say. https://mediamtx.org/docs/features/authentication */
import type { IncomingHttpHeaders } from 'node:http';
import { type PlaybackClaims, readPlayback } from '../playback-token.ts';
import type { MediaNotice } from '../port.ts';
import { sameSecret } from '../same-secret.ts';
import { houseName, streamKey } from './account.ts';

export type { MediaNotice } from '../port.ts';

const actions = ['publish', 'read', 'playback', 'api', 'metrics', 'pprof'] as const;

/** Its question, without the address and the program of whoever asks: nobody needs them. */
export type AccessRequest = {
  action: (typeof actions)[number];
  /** The path: a channel's id, if it is one of ours. */
  channelId: string;
  protocol: string;
  user: string;
  password: string;
  token: string;
  /** Of a recording that is asked for. */
  recordingId: string | null;
};

/** What the stage's row says of the channel and of the viewer whom `claimsOf` names. */
export type AccessFacts = {
  /** null: no stage has this channel. */
  channel: { keyRevision: number; tornDown: boolean; onAir: boolean; publishing: boolean } | null;
  /** The viewer's tokens up to this version are revoked; 0: none is. */
  revokedUpTo: number;
};

export type AccessRefusal =
  | 'unknownChannel'
  | 'tornDown'
  | 'wrongKey'
  | 'notAllowed'
  | 'forged'
  | 'otherChannel'
  | 'expired'
  | 'revoked'
  | 'notOnAir';
/** `second`: somebody publishes there already; MediaMTX itself turns this one away, and does not say so. */
export type AccessDecision = { allowed: true; second: boolean } | { allowed: false; why: AccessRefusal };

/** Is it our MediaMTX that asks? Its address of us holds name and secret: http://rampa:<secret>@… */
export function isMediaMtx(authorization: string | undefined, secret: string): boolean {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ');
  const known = sameSecret(Buffer.from(value, 'base64').toString('utf8'), `${houseName}:${secret}`);
  return known && scheme.toLowerCase() === 'basic';
}

/** @returns undefined for what is no such question. */
export function accessRequestOf(raw: Buffer): AccessRequest | undefined {
  const body = objectOf(raw);
  const action = actions.find((name) => name === body?.['action']);
  if (!body || !action) return undefined;
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  const query = new URLSearchParams(text('query'));
  return {
    ...{ action, channelId: text('path'), protocol: text('protocol'), user: text('user'), password: text('password') },
    token: text('token') || (query.get('token') ?? ''),
    recordingId: query.get('start'),
  };
}

/** Whose facts must be looked up. @returns undefined when no token of ours came along. */
export const claimsOf = ({ token }: AccessRequest, secret: string): PlaybackClaims | undefined => readPlayback(secret, token);

export function decideAccess(
  request: AccessRequest,
  facts: AccessFacts,
  { secret, now }: { secret: string; now: Date },
): AccessDecision {
  if (request.action === 'publish') return mayPublish(request, facts, secret);
  const itself = request.user === houseName && sameSecret(request.password, secret);
  if (itself && request.action !== 'read') return allowed;
  if (request.action === 'playback' || (request.action === 'read' && request.protocol === 'hls'))
    return mayWatch(request, facts, claimsOf(request, secret), now);
  return refused('notAllowed');
}

const allowed: AccessDecision = { allowed: true, second: false };
const refused = (why: AccessRefusal): AccessDecision => ({ allowed: false, why });

function mayPublish({ channelId, token }: AccessRequest, { channel }: AccessFacts, secret: string): AccessDecision {
  if (!channel) return refused('unknownChannel');
  if (channel.tornDown) return refused('tornDown');
  if (!sameSecret(token, streamKey(secret, channelId, channel.keyRevision))) return refused('wrongKey');
  return { allowed: true, second: channel.publishing };
}

function mayWatch(
  { action, channelId, recordingId }: AccessRequest,
  { channel, revokedUpTo }: AccessFacts,
  claims: PlaybackClaims | undefined,
  now: Date,
): AccessDecision {
  if (!claims) return refused('forged');
  // A token for one evening opens neither another one nor the recording.
  const asked = action === 'playback' ? recordingId : null;
  if (claims.channelId !== channelId || claims.recordingId !== asked || (action === 'playback' && asked === null))
    return refused('otherChannel');
  if (claims.expires * 1000 <= now.getTime()) return refused('expired');
  if (claims.version <= revokedUpTo) return refused('revoked');
  if (!channel) return refused('unknownChannel');
  if (action === 'playback') return allowed;
  if (channel.tornDown) return refused('tornDown');
  return channel.onAir || claims.audience === 'preview' ? allowed : refused('notOnAir');
}

/** What the stage must hear of a decision. One refusal a minute is one piece of news: encoders try again every second. */
export function refusalNotice({ action, channelId }: AccessRequest, decision: AccessDecision, now: Date): MediaNotice | null {
  if (action !== 'publish') return null;
  const why = decision.allowed
    ? decision.second
      ? 'secondPublisher'
      : undefined
    : publishing.find((one) => one === decision.why);
  if (!why) return null;
  const at = now.toISOString();
  return { id: `mediamtx:refused:${why}:${channelId}:${at.slice(0, 16)}`, channelId, at, kind: 'refused', why };
}
const publishing = ['unknownChannel', 'wrongKey', 'tornDown'] as const;

/** Seconds that its clock may be ahead. */
const tolerance = 300;

/** What its hooks tell (deploy/mediamtx-notify.sh), a form. @returns undefined for what is no news of a channel of ours. */
export function mediaMtxNotice(raw: Buffer, now: Date): MediaNotice | undefined {
  const form = new URLSearchParams(raw.toString('utf8'));
  const { kind, path: channelId = '', source = '', at: time = '', segment = '', seconds = '' } = Object.fromEntries(form);
  const at = Date.parse(time);
  if (channelId === '' || Number.isNaN(at) || at > now.getTime() + tolerance * 1000) return undefined;
  const notice = (what: string) => ({ id: `mediamtx:${what}:${channelId}`, channelId, at: new Date(at).toISOString() });
  if (kind === 'online' && source) return { ...notice(`picture:${source}`), kind: 'picture' };
  if (kind === 'offline' && source) return { ...notice(`loss:${source}`), kind: 'loss' };
  const recordingId = startOf(segment);
  if (kind !== 'recorded' || !recordingId || !/^\d+(\.\d+)?$/.test(seconds)) return undefined;
  return { ...notice(`recorded:${recordingId}`), kind: 'recorded', recordingId, seconds: Number(seconds) };
}

/** For the door of all media servers. @returns null for whatever is not proven, an empty list for what nobody acts on. */
export const mediaMtxVerifier =
  (secret: string) =>
  (raw: Buffer, { authorization }: IncomingHttpHeaders): MediaNotice | MediaNotice[] | null =>
    isMediaMtx(authorization, secret) ? (mediaMtxNotice(raw, new Date()) ?? []) : null;

/** A segment's file is named by its start; its playback server writes the same moment so. */
function startOf(segment: string): string | undefined {
  const match = /(\d{4}-\d\d-\d\d)_(\d\d)-(\d\d)-(\d\d)-(\d{6})\.mp4$/.exec(segment);
  if (!match) return undefined;
  const [, day, hours, minutes, seconds, micros = ''] = match;
  const fraction = micros.replace(/0+$/, '');
  return `${day}T${hours}:${minutes}:${seconds}${fraction && `.${fraction}`}Z`;
}

function objectOf(raw: Buffer): Record<string, unknown> | undefined {
  try {
    const body: unknown = JSON.parse(raw.toString('utf8'));
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
