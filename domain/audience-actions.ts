/** What a moderator may do in an audience. */

/** Each but `release`, `unpin` and `undo` can be undone; whoever it concerns is named by one of their lines, or by the name that all see. */
export type AudienceAction =
  | { do: 'delete' | 'pin'; lineId: string }
  /** Minutes; for this show. */
  | { do: 'mute'; lineId: string; minutes: number }
  /** In all shows of the theatre, until it is undone; what they wrote in this one goes. */
  | { do: 'ban'; lineId: string }
  /** Whoever was muted or banned may write again. */
  | { do: 'release'; author: string }
  | { do: 'unpin' }
  | { do: 'slow'; seconds: number }
  | { do: 'open' | 'links'; on: boolean }
  | { do: 'words'; words: string[] }
  | { do: 'undo'; actionId: string };
export type ActionKind = AudienceAction['do'];
export const undoable: readonly ActionKind[] = ['delete', 'mute', 'ban', 'pin', 'slow', 'open', 'links', 'words'];

/** What it takes to say what was done, and to undo it. */
export type ActionDetails = {
  /** Of whom it concerns, as all saw them. */
  name?: string;
  author?: string;
  minutes?: number;
  seconds?: number;
  on?: boolean;
  words?: number;
  /** What stood before. */
  before?: { slowSeconds?: number; open?: boolean; links?: boolean; words?: string[]; pinned?: string | null };
  /** Ids of lines that it removed or brought back. */
  lines?: string[];
  /** Of `undo`. */
  of?: string;
};
