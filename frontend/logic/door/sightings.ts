/** Turns camera frames into scans: a code held before the camera is one scan, however long it stays. */

/** Out of sight for so long (ms), it may be shown once more: a camera loses a code for moments while a hand trembles. */
const gone = 2000;

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
  };
}
