/** What a moderator can do, what it looks like while it is under way, and how it is told afterwards. */
import type { components } from '../../api/schema.d.ts';
import type { BookLine } from './line-book.ts';

type Schemas = components['schemas'];
export type AudienceDesk = Schemas['AudienceDesk'];
export type AudienceAction = Schemas['ModerationAsked']['action'];
export type DoneAction = AudienceDesk['actions'][number];
export type Silenced = AudienceDesk['silenced'][number];
export type SlowSeconds = Extract<AudienceAction, { do: 'slow' }>['seconds'];
export type MuteMinutes = Extract<AudienceAction, { do: 'mute' }>['minutes'];

export const slowModes: readonly SlowSeconds[] = [0, 5, 10, 30, 60, 300];
export const muteLengths: readonly MuteMinutes[] = [1, 10, 60, 1440];

export const lineActions = ['delete', 'mute', 'ban', 'pin'] as const;
export type LineAction = (typeof lineActions)[number];

/** Presses that would be refused are not offered: the theatre's own people keep their voice, what is gone cannot be pinned. */
export function actionsFor({ line, removed }: Pick<BookLine, 'line' | 'removed'>): LineAction[] {
  const theirs = line.badge === null;
  return lineActions.filter((what) => (what === 'delete' || what === 'pin' ? !removed : theirs));
}
export const actionOn = (what: LineAction, lineId: string, minutes: MuteMinutes): AudienceAction =>
  what === 'mute' ? { do: 'mute', lineId, minutes } : { do: what, lineId };

/** The place on the page that a press belongs to: one thing at a time is asked of it. */
export function placeOf(action: AudienceAction): string {
  if ('lineId' in action) return `line:${action.lineId}`;
  if (action.do === 'release') return `author:${action.author}`;
  if (action.do === 'undo') return `done:${action.actionId}`;
  return action.do === 'unpin' ? 'pinned' : action.do;
}

/** Keys while the lines have the focus, by their place on the keyboard: in Russian letters too. */
export const keyActions: Record<string, LineAction> = { KeyD: 'delete', KeyM: 'mute', KeyB: 'ban', KeyP: 'pin' };
export const keySteps: Record<string, number> = { KeyJ: 1, KeyK: -1, ArrowDown: 1, ArrowUp: -1 };

/** What can be taken back of a removed line, when one press removed it alone. */
export const removalOf = (actions: readonly DoneAction[], lineId: string): DoneAction | undefined =>
  actions.find((one) => one.kind === 'delete' && one.lineId === lineId && one.mayUndo);

/** The list of what was done; an undoing stands on what it undid. */
export const toldActions = (actions: readonly DoneAction[]): DoneAction[] => actions.filter(({ kind }) => kind !== 'undo');

export const silenceOf = (silenced: readonly Silenced[], author: string): Silenced | undefined =>
  silenced.find((one) => one.author === author);

/** One a line, without doubles. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
];
export const longestWord = 40;
export const longestWordList = 500;
export const longestLine = 500;

/** ms until the desk is asked again; while the socket tells what is new, this is only for what others did. */
export const deskPace = ({ live }: Pick<AudienceDesk, 'live'>, connected: boolean): number =>
  live ? (connected ? 10_000 : 3000) : 30_000;
