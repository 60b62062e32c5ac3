/** What somebody chose for the chat, kept in this browser: the next show begins with it. */
import type { KeyValue } from '../order-attempt.ts';
import { tidyName } from '../stage-room/kept-choice.ts';

const [namePlace, shownPlace] = ['rampa:chat-name', 'rampa:chat-shown'];

/** Undefined: never asked. Empty: asked, and gave none. */
export const keptName = (storage: KeyValue): string | undefined => {
  const kept = storage.getItem(namePlace);
  return kept === null ? undefined : tidyName(kept);
};
export function keepName(storage: KeyValue, typed: string): string {
  const name = tidyName(typed);
  storage.setItem(namePlace, name);
  return name;
}

export const chatShown = (storage: KeyValue): boolean => storage.getItem(shownPlace) !== 'no';
export const keepShown = (storage: KeyValue, shown: boolean): void => storage.setItem(shownPlace, shown ? 'yes' : 'no');
