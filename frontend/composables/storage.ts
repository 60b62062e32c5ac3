/** The browser's storage, or memory where it is forbidden: a private window must still sell tickets. */
import type { KeyValue } from '../logic/order-attempt.ts';

function inMemory(): KeyValue {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

function usable(open: () => Storage): KeyValue {
  try {
    const storage = open();
    storage.setItem('rampa:probe', '1');
    storage.removeItem('rampa:probe');
    return storage;
  } catch {
    return inMemory();
  }
}

/** Stays with the browser. */
export const longStorage = usable(() => localStorage);
/** Stays with the tab. */
export const tabStorage = usable(() => sessionStorage);

const deviceKey = 'rampa:device';

/** A random id of this browser, told to nobody but the house. */
export function deviceId(): string {
  const known = longStorage.getItem(deviceKey);
  if (known) return known;
  const made = crypto.randomUUID();
  longStorage.setItem(deviceKey, made);
  return made;
}
