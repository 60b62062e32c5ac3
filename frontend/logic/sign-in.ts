/** What the page of signing in knows apart from its looks. */
import type { SignInBegun } from '../api/types.ts';
import type { KeyValue } from './order-attempt.ts';

const key = 'rampa:sign-in';

/** A phone may drop the page while its person is in Telegram: what was begun goes on in this tab. */
export function keepBegun(storage: KeyValue, begun: SignInBegun | undefined): void {
  if (begun) storage.setItem(key, JSON.stringify(begun));
  else storage.removeItem(key);
}

export function keptBegun(storage: KeyValue, now: number): SignInBegun | undefined {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? 'null') as SignInBegun | null;
    return typeof kept?.secret === 'string' && Date.parse(kept.expiresAt) > now ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** A letter's link: its id and secret, in the fragment. */
export function linkOf(hash: string): { id: string; secret: string } | undefined {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const [id, secret] = [said.get('id'), said.get('secret')];
  return id && secret ? { id, secret } : undefined;
}

/** Where the person was going: a page of ours and nothing else. */
export const nextOf = (asked: unknown): string | undefined =>
  typeof asked === 'string' && /^\/(?![/\\])/.test(asked) ? asked : undefined;

/** It cannot go on: the person begins again. Anything else passes. */
export const isOver = (code: string): boolean => ['SignInExpired', 'SignInDeclined', 'SignInTaken', 'NotFound'].includes(code);
