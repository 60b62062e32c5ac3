/** What the pages know of an audience, whichever library carries it: the words of the house's sockets. */
import type { Money } from '../api/types.ts';

export const reactions = ['applause', 'bravo', 'heart', 'laugh', 'wow', 'tears'] as const;
export type Reaction = (typeof reactions)[number];
export type ReactionCounts = Partial<Record<Reaction, number>>;

/** Characters. */
export const longestLine = 500;

export type Line = {
  id: string;
  /** Lines stand in its order, compared as text. */
  key: string;
  kind: 'line' | 'donation';
  author: string;
  name: string;
  badge: 'organiser' | null;
  text: string;
  /** Of a donation. */
  money: Money | null;
  /** ISO 8601. */
  at: string;
};
export type Rules = { open: boolean; slowSeconds: number; links: boolean; pinned: Line | null };
export type You = { author: string; name: string; theatre: boolean; muted: boolean };
/** The first word to a page. `reset`: its `lines` take the place of all that were accepted. */
export type Welcome = {
  seq: number;
  reset: boolean;
  lines: Line[];
  pending: Line[];
  removed: string[];
  rules: Rules;
  viewers: number;
  you: You;
};
export type News = {
  seq?: number;
  lines?: Line[];
  accepted?: string[];
  removed?: string[];
  rules?: Rules;
  viewers?: number;
  reactions?: ReactionCounts;
};
/** Why a line was not taken; `retryAfter` in seconds. */
export type Refusal = { error: string; message: string; how: string; retryAfter?: number };
export type Said = { ok: true; key: string } | ({ ok: false } & Refusal);
/** What a player saw since its last word; bitrate in kbit/s. */
export type Beat = { playing: boolean; stalls: number; stalledMs: number; errors: number; bitrate: number | null };

/** The line to the house. */
export type AudienceLine = {
  connect(): void;
  /** Undefined when no answer came in time. */
  say(said: { id: string; text: string; name: string }): Promise<Said | undefined>;
  react(reacted: { kind: Reaction; count: number }): void;
  beat(beat: Beat): void;
  close(): void;
};
export type AudienceNews = {
  welcome(word: Welcome): void;
  news(word: News): void;
  you(word: Partial<You>): void;
  over(error: string): void;
  /** Cut; `itself`: it comes back by itself. */
  cut(itself: boolean): void;
  /** Not let in. */
  refused(error: string): void;
};
/** `cursor`: the newest number that the page has seen. */
export type Entering = { pass: string; cursor: number | null; language: string };
