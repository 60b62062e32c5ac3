/** Turns camera frames into scans: a code held before the camera is one scan, however long it stays. */

/** Out of sight for so long (ms), it may be shown once more: a camera loses a code for moments while a hand trembles. */
const gone = 2000;
/** Between two looks at most this much counts (ms): a device too busy to look has not seen a code leave. */
const longest = 400;

/** Time as the camera knows it: it passes while somebody looks, or while the camera is off. */
export function createLookClock() {
  let time = 0;
  let last: number | undefined;
  const pass = (now: number, most: number): number => {
    time += Math.min(now - (last ?? now), most);
    last = now;
    return time;
  };
  return {
    look: (now: number): number => pass(now, longest),
    /** After having been off, when nothing could be seen. */
    opened: (now: number): number => pass(now, Number.POSITIVE_INFINITY),
  };
}

export function createSightings() {
  const lastSeen = new Map<string, number>();
  return {
    /** @returns whether this is a new showing. */
    see(text: string, now: number): boolean {
      for (const [other, at] of lastSeen) if (now - at > gone) lastSeen.delete(other);
      const known = lastSeen.has(text);
      lastSeen.set(text, now);
      return !known;
    },
    /** Nobody is scanned just now: what is known stays known, and what is new is left for later. */
    stay(text: string, now: number): void {
      const at = lastSeen.get(text);
      if (at !== undefined && now - at <= gone) lastSeen.set(text, now);
    },
  };
}
