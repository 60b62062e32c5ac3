/**
 * Where a line stands among all lines of its show, whichever server took it: a hybrid logical clock (Kulkarni et al., 2014).
 * Keys are compared as text; a server's next key is greater than each that it has made or seen.
 */

export type LineKeys = {
  next(now?: number): string;
  /** A key of another server. One from the future by more than `tolerance` moves nothing. */
  saw(key: string, now?: number): void;
};

const tolerance = 5000;

/** @param hub tells servers apart: letters and digits, the same length everywhere */
export function lineKeys(hub: string): LineKeys {
  let last = 0;
  let count = 0;
  return {
    next(now = Date.now()) {
      if (now > last) [last, count] = [now, 0];
      else count += 1;
      return keyAt(last, count, hub);
    },
    saw(key, now = Date.now()) {
      const [ms, n] = [Number.parseInt(key.slice(0, 9), 36), Number.parseInt(key.slice(10, 14), 36)];
      if (!(ms <= now + tolerance) || Number.isNaN(n)) return;
      if (ms > last) [last, count] = [ms, n];
      else if (ms === last) count = Math.max(count, n);
    },
  };
}

export const keyAt = (ms: number, count: number, hub: string): string =>
  `${ms.toString(36).padStart(9, '0')}.${count.toString(36).padStart(4, '0')}.${hub}`;
/** Of the server that made it. */
export const hubOfKey = (key: string): string => key.slice(15);
