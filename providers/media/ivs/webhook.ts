/** IVS's events by EventBridge: best effort, in any order, hours late, more than once. https://docs.aws.amazon.com/ivs/latest/LowLatencyUserGuide/eventbridge.html */
import type { IncomingHttpHeaders } from 'node:http';
import type { MediaNotice } from '../port.ts';
import { sameSecret } from '../same-secret.ts';

/** The API destination's connection sends it with each event. */
export const eventBridgeHeader = 'x-rampa-event-secret';

export type IvsEvent = {
  id: string;
  'detail-type': string;
  /** ISO 8601. */
  time: string;
  /** The channel's ARN first. */
  resources: string[];
  detail: Record<string, unknown>;
};

/** Seconds that its clock may be ahead. */
const tolerance = 300;

/**
 * @param rawBody exactly the bytes received.
 * @param given what came in `eventBridgeHeader`.
 * @returns undefined for whatever has another secret, comes from the future or is no event of IVS.
 */
export function verifyIvs(rawBody: Buffer, given: string | undefined, secret: string, now: Date): IvsEvent | undefined {
  if (given === undefined || !sameSecret(given, secret)) return undefined;
  const event = parsed(rawBody);
  if (event?.source !== 'aws.ivs' || typeof event.id !== 'string' || typeof event['detail-type'] !== 'string') return undefined;
  if (!Array.isArray(event.resources) || typeof event.detail !== 'object' || event.detail === null) return undefined;
  const at = Date.parse(String(event.time));
  return Number.isNaN(at) || at > now.getTime() + tolerance * 1000 ? undefined : (event as IvsEvent);
}

/** A new session is no picture yet, and an encoder that went may come back: only what changes the picture is told. */
const kinds: Record<string, 'picture' | 'loss' | 'ended'> = {
  'Stream Start': 'picture',
  'Session Ended': 'loss',
  'Stream End': 'ended',
  'Stream Failure': 'loss',
  'Starvation Start': 'loss',
  'Starvation End': 'picture',
};

/** @returns null for what is of no interest, or tells of no channel. */
export function ivsNotice({ id, time, resources, detail, ...event }: IvsEvent): MediaNotice | null {
  const [channelId] = resources;
  if (typeof channelId !== 'string' || !/^arn:[\w-]+:ivs:[\w-]*:\d+:channel\/\w+$/.test(channelId)) return null;
  const about = { id: `ivs:${id}`, channelId, at: new Date(time).toISOString() };
  if (event['detail-type'] === 'IVS Recording State Change') return recordingNotice(about, detail);
  if (!['IVS Stream State Change', 'IVS Stream Health Change'].includes(event['detail-type'])) return null;
  const name = String(detail['event_name']);
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  return kind ? { ...about, kind } : null;
}

/** For the door of all media servers. @returns null for whatever is not proven, an empty list for what nobody acts on. */
export const ivsVerifier =
  (secret: string) =>
  (raw: Buffer, headers: IncomingHttpHeaders): MediaNotice | MediaNotice[] | null => {
    const event = verifyIvs(raw, String(headers[eventBridgeHeader] ?? ''), secret, new Date());
    return event ? (ivsNotice(event) ?? []) : null;
  };

function recordingNotice(about: { id: string; channelId: string; at: string }, detail: IvsEvent['detail']): MediaNotice | null {
  const prefix = detail['recording_s3_key_prefix'];
  const recordingId = typeof prefix === 'string' && prefix !== '' ? prefix.replace(/\/$/, '') : null;
  const milliseconds = Number(detail['recording_duration_ms'] ?? 0);
  switch (detail['recording_status']) {
    case 'Recording End':
      return recordingId ? { ...about, kind: 'recorded', recordingId, seconds: milliseconds / 1000 } : null;
    case 'Recording Start Failure':
    case 'Recording End Failure':
      return { ...about, kind: 'recordingFailed', recordingId };
    default:
      return null;
  }
}

function parsed(raw: Buffer): (Partial<IvsEvent> & { source?: unknown }) | undefined {
  try {
    const body: unknown = JSON.parse(raw.toString('utf8'));
    return typeof body === 'object' && body !== null ? (body as Partial<IvsEvent>) : undefined;
  } catch {
    return undefined;
  }
}
