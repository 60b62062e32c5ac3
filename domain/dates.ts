/** Dates as a person reads them: in their language, in a named time zone. */
import { russianCities } from './cities.ts';
import type { Language } from './language.ts';

const locale: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB' };

const styles = {
  day: { weekday: 'short', day: 'numeric', month: 'long' },
  shortDay: { weekday: 'short', day: 'numeric', month: 'short' },
  time: { hour: '2-digit', minute: '2-digit' },
} as const;
/** Made once each: making one takes a hundred times as long as asking it. There are as many as time zones, no more. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: Date, style: keyof typeof styles, timeZone: string, language: Language): string {
  const key = `${style} ${timeZone} ${language}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale[language], { ...styles[style], timeZone });
    formats.set(key, made);
  }
  return made.format(at);
}

/** «сб, 28 ноября, 19:00», “Sat 28 November, 19:00”. */
export function formatShowTime(startsAt: Date, timeZone: string, language: Language): string {
  return `${format(startsAt, 'day', timeZone, language)}, ${formatTime(startsAt, timeZone, language)}`;
}

/** «сб, 28 ноября, 19:00 (Москва)»: for whoever may live by another clock. */
export const formatCityTime = (startsAt: Date, timeZone: string, language: Language): string =>
  `${formatShowTime(startsAt, timeZone, language)} (${cityOf(timeZone, language)})`;

/** In the reader's own clock; where that is not known, in the theatre's with its city named. */
export const whenFor = (
  { startsAt, timeZone }: { startsAt: Date; timeZone: string },
  reader: { language: Language; timeZone: string | null },
): string =>
  reader.timeZone
    ? formatShowTime(startsAt, reader.timeZone, reader.language)
    : formatCityTime(startsAt, timeZone, reader.language);

/** «28 ноя, 19:00»: short enough for a button. */
export function formatShortTime(startsAt: Date, timeZone: string, language: Language): string {
  return `${format(startsAt, 'shortDay', timeZone, language)}, ${formatTime(startsAt, timeZone, language)}`;
}

export const formatTime = (at: Date, timeZone: string, language: Language): string => format(at, 'time', timeZone, language);

/** The city that names a time zone, e.g. «Москва». */
export function cityOf(timeZone: string, language: Language): string {
  const city = timeZone.split('/').at(-1)!.replaceAll('_', ' ');
  return language === 'ru' ? (russianCities[timeZone] ?? city) : city;
}
