/** Whether a door is opened on a day that is not its show's. */
import type { Language } from '../../api/types.ts';
import { fromNow, momentOf } from '../dates.ts';

/** Nobody stands at a door so long (ms) before its show or after its beginning. */
const far = 12 * 3_600_000;

/** @returns undefined on the day of the show; otherwise when it is or was, by the theatre's clock. */
export function otherDay(startsAt: string, timeZone: string, language: Language, now: number) {
  const apart = Date.parse(startsAt) - now;
  if (Math.abs(apart) <= far) return undefined;
  return {
    over: apart < 0,
    words: { how: fromNow(startsAt, language, now, timeZone), when: momentOf(startsAt, language, timeZone) },
  };
}
