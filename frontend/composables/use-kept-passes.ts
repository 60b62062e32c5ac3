/** Tickets that were claimed in this browser, with their tokens: a companion without a sign-in has no other key to them. */
import { longStorage } from './storage.ts';

const key = 'rampa:passes';
const most = 40;

function read(): Record<string, string> {
  try {
    const kept: unknown = JSON.parse(longStorage.getItem(key) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {};
  }
}

export const passToken = (ticketId: string): string | undefined => read()[ticketId];

export function keepPass(ticketId: string, token: string): void {
  const { [ticketId]: _, ...others } = read();
  const kept = Object.fromEntries([[ticketId, token], ...Object.entries(others)].slice(0, most));
  longStorage.setItem(key, JSON.stringify(kept));
}
