/** What time it is for the house: a phone with a wrong clock must not show a wrong countdown. */
let offset = 0;

/** Takes the `Date` header of an answer; a few seconds apart is only the header's rounding. */
export function noteServerTime(header: string | null, now = Date.now()): void {
  const theirs = Date.parse(header ?? '');
  if (Number.isNaN(theirs)) return;
  const apart = theirs + 500 - now;
  offset = Math.abs(apart) > 5000 ? apart : 0;
}

export const serverNow = (now = Date.now()): number => now + offset;
