/** Calendar files are read back by a parser of their own here, so that what a calendar would see is what is checked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check, constantFrom, date, integer, property, string, stringMatching } from 'fast-check';
import { type CalendarEvent, calendarContentType, calendarFile } from '../../domain/calendar.ts';

const event: CalendarEvent = {
  orderId: '00000000-0000-8000-8000-000000000001',
  showId: '00000000-0000-8000-8000-000000000002',
  revision: 0,
  changedAt: new Date('2026-11-20T10:00:00Z'),
  cancelled: false,
  title: 'Вишнёвый сад; комедия, в четырёх действиях, которая оказалась длиннее одной строки календаря 🎭🎭🎭',
  place: 'Театр «Рампа»',
  description: 'Билеты: 7F-2K-91-AC\nВход — за 15 минут.\\ До встречи, ждём!',
  startsAt: new Date('2026-11-28T16:00:00Z'),
  minutes: 155,
  url: 'https://rampa.test/orders/1?token=a%2Cb&x=1',
  alarm: 'Через час — «Вишнёвый сад»',
};

type Read = { lines: Array<[name: string, value: string]>; get(name: string): string | undefined };

/** Unfolds, splits at the first colon, unescapes: RFC 5545, 3.1 and 3.3.11. */
function read(file: string): Read {
  assert.ok(file.endsWith('\r\n'));
  assert.doesNotMatch(file, /(?<!\r)\n|\r(?!\n)/, 'every line ends with CRLF');
  const lines = file
    .slice(0, -2)
    .replaceAll('\r\n ', '')
    .split('\r\n')
    .map((line): [string, string] => {
      const colon = line.indexOf(':');
      assert.match(line.slice(0, colon), /^[A-Z-]+$/, line);
      return [line.slice(0, colon), line.slice(colon + 1)];
    });
  const text = (value: string) =>
    value.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
  const textual = ['SUMMARY', 'LOCATION', 'DESCRIPTION'];
  return {
    lines,
    get: (name) => {
      const value = lines.find(([one]) => one === name)?.[1];
      return value !== undefined && textual.includes(name) ? text(value) : value;
    },
  };
}

test('what went in comes out, in both alphabets and with every sign that means something', () => {
  const file = read(calendarFile(event));
  assert.equal(file.get('SUMMARY'), event.title);
  assert.equal(file.get('LOCATION'), event.place);
  assert.equal(file.get('DESCRIPTION'), event.description);
  assert.equal(file.get('URL'), event.url);
  assert.deepEqual([file.get('DTSTART'), file.get('DTEND')], ['20261128T160000Z', '20261128T183500Z']);
  assert.deepEqual([file.get('METHOD'), file.get('STATUS'), file.get('SEQUENCE')], ['PUBLISH', 'CONFIRMED', '0']);
  assert.equal(file.get('TRIGGER'), '-PT1H');
  assert.equal(calendarContentType(event), 'text/calendar; charset=utf-8; method=PUBLISH');
});

test('begins and ends are paired', () => {
  const open: string[] = [];
  for (const [name, value] of read(calendarFile(event)).lines) {
    if (name === 'BEGIN') open.push(value);
    if (name === 'END') assert.equal(open.pop(), value);
  }
  assert.deepEqual(open, []);
});

test('a moved show keeps its entry, and a calendar knows which is newer', () => {
  const first = read(calendarFile(event));
  const moved = read(calendarFile({ ...event, revision: 1, startsAt: new Date('2026-12-05T16:00:00Z') }));
  assert.equal(moved.get('UID'), first.get('UID'));
  assert.equal(moved.get('SEQUENCE'), '1');
  const exchanged = read(calendarFile({ ...event, showId: '00000000-0000-8000-8000-000000000003' }));
  assert.notEqual(exchanged.get('UID'), first.get('UID'));
  const another = read(calendarFile({ ...event, orderId: '00000000-0000-8000-8000-000000000009' }));
  assert.notEqual(another.get('UID'), first.get('UID'));
});

test('a cancelled show takes its entry out of the calendar, and rings no more', () => {
  const cancelled = { ...event, cancelled: true, revision: 2 };
  const file = read(calendarFile(cancelled));
  assert.deepEqual([file.get('METHOD'), file.get('STATUS'), file.get('SEQUENCE')], ['CANCEL', 'CANCELLED', '2']);
  assert.equal(file.get('UID'), read(calendarFile(event)).get('UID'));
  assert.equal(file.get('TRIGGER'), undefined);
  assert.match(calendarContentType(cancelled), /method=CANCEL$/);
});

test('the same letter twice is the same file', () => {
  assert.equal(calendarFile(event), calendarFile({ ...event }));
});

test('no text, however made, breaks a line, adds a property or is longer than 75 octets a line', () => {
  const wild = string({ unit: 'binary', maxLength: 200 });
  const nasty = constantFrom(
    'x\r\nATTENDEE:mailto:a@b',
    'x\nEND:VEVENT',
    '\u2028ATTACH:x',
    '\u0000',
    '\\',
    ';,\\n',
    '🎭'.repeat(80),
  );
  const names = read(calendarFile(event)).lines.map(([name]) => name);
  for (const texts of [wild, nasty])
    check(
      property(
        texts,
        texts,
        stringMatching(/^[a-zA-Zа-яё&?=,;]{0,200}$/),
        integer({ min: 0, max: 99 }),
        date({ noInvalidDate: true, min: new Date(0), max: new Date('9998-01-01') }),
        (title, description, path, revision, startsAt) => {
          const file = calendarFile({
            ...event,
            title,
            description,
            alarm: title,
            revision,
            startsAt,
            url: `https://rampa.test/${path}`,
          });
          for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
          assert.ok(
            !file.includes('\uFFFD') ||
              /\uFFFD/.test(title + description) ||
              !title.isWellFormed() ||
              !description.isWellFormed(),
          );
          assert.deepEqual(
            read(file).lines.map(([name]) => name),
            names,
          );
        },
      ),
      { numRuns: 200 },
    );
});

test('an address cannot bring a line of its own, and one that is none is refused rather than written', () => {
  const file = calendarFile({ ...event, url: 'https://rampa.test/\r\nATTENDEE:y' });
  assert.equal(read(file).get('URL'), 'https://rampa.test/ATTENDEE:y');
  assert.throws(() => calendarFile({ ...event, url: 'orders/1' }));
});
