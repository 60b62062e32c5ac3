/** An evening as a calendar file, so that a moved or cancelled one moves or goes in the calendar too. RFC 5545, RFC 5546. */
import { nameUuid } from './uuid.ts';

export type CalendarEvent = {
  orderId: string;
  showId: string;
  /** Grows with each change of the show; a calendar ignores what is older than what it has. */
  revision: number;
  /** When this revision was made; the same letter twice is the same file. */
  changedAt: Date;
  cancelled: boolean;
  title: string;
  /** The theatre, or where the evening takes place. */
  place: string;
  description: string;
  startsAt: Date;
  minutes: number;
  /** The order's page. */
  url: string;
  /** What the alarm an hour before says. */
  alarm: string;
};

const HOUR_BEFORE = '-PT1H';

export function calendarFile(event: CalendarEvent): string {
  const { cancelled, startsAt, minutes } = event;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Rampa//Tickets//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${calendarMethod(event)}`,
    'BEGIN:VEVENT',
    `UID:${nameUuid('calendar', event.orderId, event.showId)}@rampa`,
    `SEQUENCE:${event.revision}`,
    `DTSTAMP:${stamp(event.changedAt)}`,
    `DTSTART:${stamp(startsAt)}`,
    `DTEND:${stamp(new Date(startsAt.getTime() + minutes * 60_000))}`,
    `SUMMARY:${escaped(event.title)}`,
    `LOCATION:${escaped(event.place)}`,
    `DESCRIPTION:${escaped(event.description)}`,
    `URL:${address(event.url)}`,
    `STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    ...(cancelled ? [] : alarmLines(event.alarm)),
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

export const calendarMethod = ({ cancelled }: Pick<CalendarEvent, 'cancelled'>): 'PUBLISH' | 'CANCEL' =>
  cancelled ? 'CANCEL' : 'PUBLISH';

export const calendarContentType = (event: Pick<CalendarEvent, 'cancelled'>): string =>
  `text/calendar; charset=utf-8; method=${calendarMethod(event)}`;

const alarmLines = (words: string): string[] => [
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  `DESCRIPTION:${escaped(words)}`,
  `TRIGGER:${HOUR_BEFORE}`,
  'END:VALARM',
];

/** UTC, so that no calendar needs to know our time zones: 20261128T160000Z. */
const stamp = (at: Date): string => `${at.toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`;

/** TEXT: control characters have no place in it, a line break is written, the four signs are escaped. */
const escaped = (text: string): string =>
  text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it removes
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n');

/** URI: taken apart and put together again, so that it can hold no line break. */
const address = (url: string): string => new URL(url).href;

/** At most 75 octets a line, never cutting a character: a Cyrillic letter is two octets, an emoji four. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      pieces.push(piece);
      // The space that marks the line as a continuation counts.
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join('\r\n');
}
