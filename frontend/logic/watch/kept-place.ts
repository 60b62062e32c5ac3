/** Where somebody stopped watching a recording: a phone that put the page away begins there again. */
import type { KeyValue } from '../order-attempt.ts';

const place = (ticketId: string) => `rampa:place:${ticketId}`;
/** Seconds told again, to find the way back. */
const again = 5;

/** Seconds; undefined where there is nothing to go on with. */
export function keptPlace(storage: KeyValue, ticketId: string): number | undefined {
  const seconds = Number(storage.getItem(place(ticketId)) ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 2 * again ? seconds - again : undefined;
}

/** @param length seconds of the recording: whoever saw the end begins anew. */
export function keepPlace(storage: KeyValue, ticketId: string, seconds: number, length: number): void {
  if (seconds > length - 10) storage.removeItem(place(ticketId));
  else storage.setItem(place(ticketId), String(Math.floor(seconds)));
}
