/** What is asked of a stage, and what it is told. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ShowKind } from '../../domain/shows.ts';
import type { ArchiveWindows, CountryRule, StageState } from '../../domain/stage.ts';
import type { MediaNotice } from '../../providers/media/port.ts';
import type { ShowInput } from './messages.ts';
import type { Broadcast } from './stage-story.ts';

export type BroadcastInput = ShowInput & {
  /** Set by continue-as-new only. */
  resume?: Broadcast;
};
export const broadcastWorkflowId = (showId: string): string => `broadcast:${showId}`;

export type StageSettings = {
  countries: CountryRule | null;
  mark: boolean;
  archive: ArchiveWindows;
  /** Of a show that is played elsewhere. */
  address: string | null;
};
/** What a stage manager tells the stage to do. */
export type Direction =
  | { do: 'start' | 'resume' | 'end' | 'rotateKey' }
  | { do: 'interval'; minutes: number }
  | { do: 'word'; text: string | null }
  | ({ do: 'settings' } & StageSettings);
/** `by` works for the organisation; the step checks it once more. The same request again changes nothing. */
export type DirectionAsked = { by: string; requestId: string; direction: Direction };
export const directStage = defineUpdate<void, [DirectionAsked]>('directStage');

/** The door has checked whose ticket it is. */
export type ScreenAsked = { ticketId: string; screenId: string; personId: string };
export type ScreenAnswer = { version: number; what: 'live' | 'recording'; endedAnother: boolean };
export const takeScreen = defineUpdate<ScreenAnswer, [ScreenAsked]>('takeScreen');

/** Of a media server, or of Telegram about the video chat: late, twice and out of order. */
export type StageNotice = MediaNotice;
export const stageNotice = defineSignal<[StageNotice]>('stageNotice');
/** Somebody sits at the desk: the picture is watched for a while. */
export const lookAtStage = defineSignal('lookAtStage');
/** The show has changed: its rows say how. */
export const showOfStageChanged = defineSignal('showOfStageChanged');

export type StageView = { state: StageState; kind: ShowKind; onAir: boolean; waitsFor: string };
export const stageView = defineQuery<StageView>('stageView');
