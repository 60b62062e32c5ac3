/** What an audience is told by the servers that people are connected to, and asked by its moderators. */
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { ReactionCounts } from '../../domain/audience.ts';
import type { AudienceAction } from '../../domain/audience-actions.ts';
import type { Sealed } from '../../domain/sealed.ts';

export type AudienceInput = {
  tenantId: string;
  showId: string;
  /** Set by continue-as-new only. */
  resume?: { batches: number };
};
export const audienceWorkflowId = (showId: string): string => `audience:${showId}`;

/** As its server took it; `text` and `name` are what a person typed, so lines travel sealed. */
export type BatchLine = {
  id: string;
  key: string;
  personId: string;
  ticketId: string | null;
  name: string;
  badge: 'organiser' | null;
  text: string;
  /** ISO 8601. */
  at: string;
};
/** Of one minute, what is new since the last batch; `viewers` and `countries` are the most at once, whatever came before. */
export type MinuteFigures = {
  /** ISO 8601, the minute's beginning. */
  minute: string;
  viewers: number;
  joins: number;
  leaves: number;
  lines: number;
  reactions: ReactionCounts;
  stalls: number;
  stalledMs: number;
  errors: number;
  /** kbit/s, summed over `bitrateCount` reports. */
  bitrateSum: number;
  bitrateCount: number;
  countries: Record<string, number>;
};
/** Of one ticket's holder, what is new since the last batch. */
export type WatchedFigures = {
  ticketId: string;
  personId: string;
  seconds: number;
  joins: number;
  stalls: number;
  stalledMs: number;
  errors: number;
  lines: number;
  reactions: number;
  country: string | null;
};
/** At most 500 ms of one server; it comes again as it is until it is accepted. */
export type AudienceBatch = {
  /** <server>:<number> */
  id: string;
  hub: string;
  /** `BatchLine[]`, sealed. */
  lines: Sealed | null;
  count: number;
  minutes: MinuteFigures[];
  watched: WatchedFigures[];
  /** Viewers at once on all servers, as this one knows. */
  viewers: number;
};
/** `seq` is the audience's newest number; `refused` are lines whose ids belong to somebody else's. */
export type BatchAccepted = { seq: number; refused: string[] };
/** @throws Busy while the process continues as new: the same batch comes again */
export const acceptBatch = defineUpdate<BatchAccepted, [AudienceBatch]>('acceptBatch');

/** `by` works for the organisation; the step checks it once more. Words are what a person typed: sealed. */
export type SentAction = Exclude<AudienceAction, { do: 'words' }> | { do: 'words'; words: Sealed };
export type ModerationAsked = { by: string; requestId: string; action: SentAction };
export type Moderated = { actionId: string; seq: number };
export const moderate = defineUpdate<Moderated, [ModerationAsked]>('moderate');

export type AudienceView = { batches: number; waitsFor: string };
export const audienceView = defineQuery<AudienceView>('audienceView');
