/** Dates and lengths in a person's words: their language, their time zone, the theatre's zone named when it differs. */
import type { Language } from '../api/types.ts';
import { russianCities } from './cities.ts';
import { localeOf } from './language.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(localeOf(language), options);
  formatters.set(key, known);
  return known;
}

export const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

const year = (at: Date, timeZone: string): string => formatter('en', { year: 'numeric', timeZone }).format(at);

/** «сб, 28 ноября», with the year when it is another one than now. */
export function dayOf(iso: string, language: Language, timeZone: string, now = new Date()): string {
  const at = new Date(iso);
  const other = year(at, timeZone) !== year(now, timeZone);
  return formatter(language, {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    timeZone,
    ...(other ? { year: 'numeric' } : {}),
  }).format(at);
}

/** «28 ноября»: for a ticket, where the weekday would be noise. */
export const shortDayOf = (iso: string, language: Language, timeZone: string): string =>
  formatter(language, { day: 'numeric', month: 'long', timeZone }).format(new Date(iso));

/** «19:00». */
export const timeOf = (iso: string, language: Language, timeZone: string): string =>
  formatter(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(new Date(iso));

/** «28 ноября, 19:00». */
export const momentOf = (iso: string, language: Language, timeZone: string): string =>
  `${shortDayOf(iso, language, timeZone)}, ${timeOf(iso, language, timeZone)}`;

/** The zone in a word: «Москва», “Moscow”. */
export function zoneName(timeZone: string, language: Language): string {
  const city = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  return language === 'ru' ? (russianCities[timeZone] ?? city) : city;
}

/** Whether clocks in both zones show the same at that moment. */
export const sameClock = (iso: string, one: string, other: string): boolean =>
  one === other ||
  (timeOf(iso, 'en', one) === timeOf(iso, 'en', other) && shortDayOf(iso, 'en', one) === shortDayOf(iso, 'en', other));

/** «2 ч 20 мин». */
export function lengthOf(minutes: number, language: Language): string {
  const part = (value: number, unit: 'hour' | 'minute') =>
    value > 0 ? [new Intl.NumberFormat(localeOf(language), { style: 'unit', unit, unitDisplay: 'short' }).format(value)] : [];
  return [...part(Math.floor(minutes / 60), 'hour'), ...part(minutes % 60, 'minute')].join(' ');
}

/** Days since 1970 on the calendar of that zone. */
function calendarDay(at: number, timeZone: string): number {
  const parts = formatter('en', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day')) / 86_400_000;
}

/** «через 2 дня», «через 40 минут», “tomorrow”: in the unit that says enough; days are those of the viewer's calendar. */
export function fromNow(iso: string, language: Language, now = Date.now(), timeZone = viewerZone()): string {
  const at = Date.parse(iso);
  const minutes = Math.round((at - now) / 60_000);
  const words = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  if (Math.abs(minutes) < 24 * 60) return words.format(Math.round(minutes / 60), 'hour');
  return words.format(calendarDay(at, timeZone) - calendarDay(now, timeZone), 'day');
}

/** Whether the date falls on a Saturday or Sunday of the viewer. */
export const onWeekend = (iso: string, timeZone: string): boolean =>
  ['Sat', 'Sun'].includes(formatter('en', { weekday: 'short', timeZone }).format(new Date(iso)).slice(0, 3));
