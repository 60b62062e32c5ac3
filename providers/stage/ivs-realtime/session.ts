/** Who is on a stage now: connected, and sending or not. Lists lag by seconds. */
import {
  type Event,
  GetStageCommand,
  type IVSRealTimeClient,
  type ParticipantSummary,
  paginateListParticipantEvents,
  paginateListParticipants,
  type Stage,
} from '@aws-sdk/client-ivs-realtime';
import { during, unless } from '../../media/ivs/account.ts';
import { type Participant, readParticipantId, revisionOf } from './participant-id.ts';

export type Connected = {
  participantId: string;
  /** null: an encoder, or somebody whom we never let in. */
  person: Participant | null;
  /** Of an encoder. */
  keyRevision: number | null;
  everSent: boolean;
};
type Session = { stageArn: string; sessionId: string };

export function sessions(client: IVSRealTimeClient) {
  return {
    /** @returns undefined when there is no such stage. */
    async stage(arn: string, signal?: AbortSignal): Promise<Stage | undefined> {
      const found = await unless('ResourceNotFoundException', client.send(new GetStageCommand({ arn }), during(signal)));
      return found?.stage;
    },

    async connected({ arn, activeSessionId }: Stage, signal?: AbortSignal): Promise<Connected[]> {
      if (!activeSessionId) return [];
      const people: Connected[] = [];
      const asked = { stageArn: arn, sessionId: activeSessionId, filterByState: 'CONNECTED', maxResults: 100 } as const;
      for await (const { participants = [] } of paginateListParticipants({ client }, asked, during(signal)))
        people.push(...participants.flatMap(connectedOf));
      return people;
    },

    /** @returns since when they send, or null. IVS keeps what happened, not how it is. */
    async sendsSince(session: Session, { participantId, everSent }: Connected, signal?: AbortSignal): Promise<Date | null> {
      if (!everSent) return null;
      const turns: Event[] = [];
      for await (const { events = [] } of paginateListParticipantEvents(
        { client },
        { ...session, participantId },
        during(signal),
      ))
        turns.push(...events.filter(({ name }) => name === 'PUBLISH_STARTED' || name === 'PUBLISH_STOPPED'));
      const last = turns.sort((one, other) => Number(one.eventTime) - Number(other.eventTime)).at(-1);
      return last?.name === 'PUBLISH_STARTED' ? (last.eventTime ?? null) : null;
    },
  };
}

function connectedOf({ participantId, userId = '', published = false }: ParticipantSummary): Connected[] {
  if (!participantId) return [];
  const about = { person: readParticipantId(participantId), keyRevision: revisionOf(userId) };
  return [{ participantId, ...about, everSent: published }];
}
