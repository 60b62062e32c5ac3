/** A show as a calendar entry: a file for the browser, an address for a phone inside Telegram. RFC 5545. */
export type CalendarEntry = { id: string; title: string; place: string; startsAt: string; minutes: number; url: string };

const stamp = (at: number): string => `${new Date(at).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n');
const endOf = ({ startsAt, minutes }: CalendarEntry): number => Date.parse(startsAt) + minutes * 60_000;

export function calendarFile(entry: CalendarEntry, now: number): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Rampa//Tickets//EN',
    'BEGIN:VEVENT',
    `UID:${entry.id}@rampa`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(Date.parse(entry.startsAt))}`,
    `DTEND:${stamp(endOf(entry))}`,
    `SUMMARY:${escaped(entry.title)}`,
    `LOCATION:${escaped(entry.place)}`,
    `URL:${entry.url}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(entry.title)}`,
    'TRIGGER:-PT1H',
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

export function calendarAddress(entry: CalendarEntry): string {
  const query = new URLSearchParams({
    action: 'TEMPLATE',
    text: entry.title,
    dates: `${stamp(Date.parse(entry.startsAt))}/${stamp(endOf(entry))}`,
    location: entry.place,
    details: entry.url,
  });
  return `https://calendar.google.com/calendar/render?${query}`;
}
