/** Events of IVS real-time by EventBridge: best effort, in any order, hours late. https://docs.aws.amazon.com/ivs/latest/RealTimeUserGuide/eventbridge.html */
import { eventBridgeHeader, type IvsEvent, verifyIvs } from '../../media/ivs/webhook.ts';
import type { MediaNotice } from '../../media/port.ts';
import type { MediaVerifier } from '../../media/webhook.ts';
import { readParticipantId, revisionOf } from './participant-id.ts';

/**
 * IVS tells of those who publish, and of nobody else. That one has stopped is not told on: another artist may go on, and a reading finds
 * it out.
 * @returns an empty list for what is of no interest, or tells of no stage
 */
export function ivsStageNotices({ id, time, resources, detail, ...event }: IvsEvent): MediaNotice[] {
  const [channelId] = resources;
  if (typeof channelId !== 'string' || !/^arn:[\w-]+:ivs:[\w-]*:\d+:stage\/[\w-]+$/.test(channelId)) return [];
  if (event['detail-type'] !== 'IVS Stage Update' || detail['event_name'] !== 'Participant Published') return [];
  const about = { channelId, at: new Date(time).toISOString() };
  const person = readParticipantId(String(detail['participant_id']));
  const picture = person?.role === 'artist' || revisionOf(String(detail['user_id'])) !== null;
  return [
    ...(person
      ? [{ ...about, id: `ivs:${id}:entered`, kind: 'entered' as const, viewerId: person.viewerId, version: person.version }]
      : []),
    ...(picture ? [{ ...about, id: `ivs:${id}`, kind: 'picture' as const }] : []),
  ];
}

/** For the door of all media servers. @returns null for whatever is not proven. */
export const ivsStageVerifier =
  (secret: string): MediaVerifier =>
  (raw, headers) => {
    const event = verifyIvs(raw, String(headers[eventBridgeHeader] ?? ''), secret, new Date());
    return event ? ivsStageNotices(event) : null;
  };
