/** The screen of a ticket in this tab: a reload is the same screen, another tab is another. */
import type { WatchView } from '../../api/types.ts';
import type { KeyValue } from '../order-attempt.ts';

type What = NonNullable<WatchView['what']>;
const place = (ticketId: string) => `rampa:screen:${ticketId}`;

/** Undefined when this tab has shown nothing of that kind: a recording is not begun by a reload after the live show. */
export function keptScreen(storage: KeyValue, ticketId: string, what: What | null): string | undefined {
  const [kept, screenId] = storage.getItem(place(ticketId))?.split(' ') ?? [];
  return kept === what ? screenId : undefined;
}
export const keepScreen = (storage: KeyValue, ticketId: string, what: What, screenId: string): void =>
  storage.setItem(place(ticketId), `${what} ${screenId}`);
export const forgetScreen = (storage: KeyValue, ticketId: string): void => storage.removeItem(place(ticketId));
