/** A session on the web as the browser keeps it. */
import type { SignedIn } from '../api/types.ts';
import type { KeyValue } from './order-attempt.ts';

const key = 'rampa:session';

/** Undefined when there is none, it is over, or somebody else wrote there. */
export function keptSession(storage: KeyValue, now: number): SignedIn | undefined {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? 'null') as SignedIn | null;
    return typeof kept?.token === 'string' && Date.parse(kept.expiresAt) > now ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepSession(storage: KeyValue, session: SignedIn | undefined): void {
  if (session) storage.setItem(key, JSON.stringify(session));
  else storage.removeItem(key);
}
