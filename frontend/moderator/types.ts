/** What travels over the socket of an audience, as a moderator's page meets it. */
import type { components } from '../api/schema.d.ts';

type Schemas = components['schemas'];
export type Line = Omit<Schemas['AudienceLine'], 'removed'>;
export type Rules = { open: boolean; slowSeconds: number; links: boolean; pinned: Line | null };
export type Welcome = {
  /** The newest number that `lines` go up to. */
  seq: number;
  /** The accepted lines that the page has are too old: these take their place. */
  reset: boolean;
  lines: Line[];
  /** Shown and not accepted yet. */
  pending: Line[];
  removed: string[];
  viewers: number;
  you: { author: string; name: string };
};
export type News = {
  seq?: number;
  lines?: Line[];
  accepted?: string[];
  removed?: string[];
  rules?: Rules;
  viewers?: number;
};
export type Said = { ok: true; key: string } | { ok: false; error: string; message: string; how: string; retryAfter?: number };

/** Of whoever listens. */
export type ChatEars = {
  /** For each connection: the pass, and the newest number that the page has seen. */
  auth: () => Promise<{ pass: string; cursor: number | null; language: string }>;
  welcome: (word: Welcome) => void;
  news: (word: News) => void;
  /** Cut off; it comes again by itself, unless a code of the house says why not. */
  lost: (why?: string) => void;
};
export type ChatSocket = {
  /** Rejects when nobody answered in time. */
  say: (line: { id: string; text: string; name: string }) => Promise<Said>;
  /** After a refusal: once more, with a new pass. */
  again: () => void;
  close: () => void;
};
