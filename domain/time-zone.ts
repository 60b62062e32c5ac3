/** Time zones by their IANA names, as a show has one: an offset knows nothing of summer time, and names no city. */

/** Whether a clock can be shown by it: names, and offsets too. */
export function isClock(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** `Europe/Moscow`, `Asia/Kolkata`, `Etc/GMT+3`; not `+03:00`, which Intl takes as well. */
export const isTimeZone = (zone: string): boolean => /^[A-Za-z]/.test(zone) && isClock(zone);
