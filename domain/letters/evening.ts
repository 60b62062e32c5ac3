/** The evening that a letter is about, in its reader's words: title, theatre, when and in whose clock. */
import { type CalendarEvent, calendarContentType, calendarFile } from '../calendar.ts';
import { formatCityTime } from '../dates.ts';
import type { Language, LocalText } from '../language.ts';
import type { Block, InBoth, LetterAttachment } from './letter.ts';
import { plain } from './plain.ts';

export type Evening = {
  title: LocalText;
  theatre: LocalText;
  startsAt: Date;
  /** The reader's; IANA. */
  timeZone: string;
};

/** What a calendar entry needs beside the evening. */
export type CalendarEntry = Pick<CalendarEvent, 'orderId' | 'showId' | 'revision' | 'changedAt' | 'minutes'>;

type Labels = { when: string; theatre: string; show: string; alarm: (title: string) => string; order: string };
const labels: InBoth<Labels> = {
  ru: { when: 'Когда', theatre: 'Театр', show: 'Спектакль', alarm: (title) => `Через час: «${title}»`, order: 'Ваш заказ' },
  en: { when: 'When', theatre: 'Theatre', show: 'Show', alarm: (title) => `In an hour: ${title}`, order: 'Your order' },
};

export const titleOf = ({ title }: Pick<Evening, 'title'>, language: Language): string => plain(title[language]);

/** «Чайка» in guillemets, “The Seagull” in quotation marks. */
export const quoted = (evening: Pick<Evening, 'title'>, language: Language): string =>
  language === 'ru' ? `«${titleOf(evening, language)}»` : `“${titleOf(evening, language)}”`;

/** With its city: a letter is read anywhere, and the browser only guessed where its reader lives. */
export const whenOf = ({ startsAt, timeZone }: Pick<Evening, 'startsAt' | 'timeZone'>, language: Language): string =>
  formatCityTime(startsAt, timeZone, language);

export function eveningFacts(evening: Evening, language: Language): Extract<Block, { kind: 'facts' }> {
  const { when, theatre } = labels[language];
  return {
    kind: 'facts',
    rows: [
      { label: when, value: whenOf(evening, language) },
      { label: theatre, value: plain(evening.theatre[language]) },
    ],
  };
}

/** The file that puts the evening into a calendar, moves it there, or takes it out. */
export function calendarAttachment(
  evening: Evening,
  entry: CalendarEntry,
  { language, url, cancelled = false }: { language: Language; url: string; cancelled?: boolean },
): LetterAttachment {
  const title = titleOf(evening, language);
  const { alarm, order } = labels[language];
  const event: CalendarEvent = {
    ...entry,
    ...{ cancelled, title, url, alarm: alarm(title) },
    ...{ place: plain(evening.theatre[language]), description: `${order}: ${url}`, startsAt: evening.startsAt },
  };
  return { filename: 'rampa.ics', contentType: calendarContentType(event), content: calendarFile(event) };
}
