/** What travels over a socket, both ways. */
import { z } from 'zod';
import { type AudienceState, type Line, longestName, type ReactionCounts, reactions } from '../../domain/audience.ts';
import type { ErrorCode } from '../../domain/errors.ts';

/** Of the handshake. `cursor` is the newest number that the page has seen. */
export const Entering = z.strictObject({
  pass: z.string().max(1700),
  cursor: z.int().min(0).max(2_000_000_000).nullish(),
  language: z.enum(['ru', 'en']).catch('ru'),
});
/** The text may be longer than is allowed: its writer is told so in words. */
export const Saying = z.strictObject({
  id: z.guid().transform((id) => id.toLowerCase()),
  text: z.string().max(6000),
  name: z
    .string()
    .max(4 * longestName)
    .default(''),
});
export const Reacting = z.strictObject({ kind: z.enum(reactions), count: z.int().min(1).max(20) });
/** What a player saw since its last word. */
export const Beating = z.strictObject({
  playing: z.boolean(),
  stalls: z.int().min(0).max(100).default(0),
  stalledMs: z.int().min(0).max(120_000).default(0),
  errors: z.int().min(0).max(100).default(0),
  /** kbit/s. */
  bitrate: z.int().min(0).max(100_000).nullable().default(null),
});

/** To whoever said something. `key` is where it stands; a refusal says what to do, and when to come again (s). */
export type Said = { ok: true; key: string } | { ok: false; error: ErrorCode; message: string; how: string; retryAfter?: number };

export type Rules = Omit<AudienceState, 'pinned'> & { pinned: Line | null };
/** The first word to a page. */
export type Welcome = {
  /** The newest number that `lines` go up to. */
  seq: number;
  /** True: what the page has of accepted lines is too old, and these take its place. */
  reset: boolean;
  /** Accepted, after the page's cursor or the newest. */
  lines: Line[];
  /** Shown and not accepted yet. */
  pending: Line[];
  /** Out of sight since the page's cursor. */
  removed: string[];
  rules: Rules;
  viewers: number;
  you: You;
};
export type You = { author: string; name: string; theatre: boolean; muted: boolean };
/** Whatever is new since the last word, together. */
export type News = {
  seq?: number;
  lines?: Line[];
  accepted?: string[];
  removed?: string[];
  rules?: Rules;
  viewers?: number;
  reactions?: ReactionCounts;
};
/** Why this page is out; it may come again with a new pass, if it gets one. */
export type Over = { error: ErrorCode };

export type ToServer = {
  say: (said: unknown, answer: (answer: Said) => void) => void;
  react: (reacted: unknown) => void;
  beat: (beat: unknown) => void;
};
export type ToPage = {
  welcome: (welcome: Welcome) => void;
  news: (news: News) => void;
  you: (you: Partial<You>) => void;
  over: (over: Over) => void;
};
/** Between servers; texts of less than 7.5 kB, since Postgres loses what is longer than 8,000 bytes. */
export type BetweenServers = {
  lines: (showId: string, lines: Line[]) => void;
  felt: (showId: string, counts: ReactionCounts) => void;
  here: (hub: string, viewers: Record<string, number>, first: boolean) => void;
};
