/** When a show is, by the theatre's clock and by the person's own. */
import { formatCityTime, formatShortTime, formatShowTime, formatTime } from '../domain/dates.ts';
import type { ShowDateView } from '../queries/shows/playbill.ts';
import type { Visit } from './context.ts';
import { zoneCity } from './zones.ts';

type Played = Pick<ShowDateView, 'startsAt' | 'timeZone'>;

/** «сб, 28 ноября, 19:00 (Москва)», and what that is for somebody who lives by another clock. */
export function whenOf({ startsAt, timeZone }: Played, { language, timeZone: own, words }: Visit): string {
  const at = new Date(startsAt);
  const theirs = formatCityTime(at, timeZone, language);
  if (!own || formatShowTime(at, own, language) === formatShowTime(at, timeZone, language)) return theirs;
  const sameDay = formatShortTime(at, own, language).slice(0, -5) === formatShortTime(at, timeZone, language).slice(0, -5);
  const when = sameDay ? formatTime(at, own, language) : formatShortTime(at, own, language);
  return `${theirs}, ${words.yourTime(when, zoneCity(own, language))}`;
}

/** For a button. */
export const shortWhen = ({ startsAt, timeZone }: Played, { language }: Visit): string =>
  formatShortTime(new Date(startsAt), timeZone, language);
