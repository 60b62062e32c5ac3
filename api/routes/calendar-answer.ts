/** An evening as a file for a calendar. */
import { calendarContentType, calendarFile } from '../../domain/calendar.ts';
import type { Language } from '../../domain/language.ts';
import type { CalendarRow } from '../../queries/orders/calendar.ts';
import type { Answer } from '../route.ts';

/** @param id of the order, or of a companion's ticket: the same evening stays one entry. */
export function calendarAnswer(
  event: CalendarRow,
  { id, url, language }: { id: string; url: string; language: Language },
): Answer {
  const title = event.title[language];
  const alarm = language === 'ru' ? `Через час: «${title}»` : `In an hour: ${title}`;
  const entry = { ...event, orderId: id, url, alarm, description: url, place: event.theatre[language], title };
  return { type: calendarContentType(entry), cacheSeconds: 0, content: calendarFile(entry), filename: 'rampa.ics' };
}
