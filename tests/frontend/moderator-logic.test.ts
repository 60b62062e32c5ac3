/** The moderator's lines and presses without a browser: what is removed stays in sight, what is under way is known for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { muteLengths as houseMutes, slowModes as houseSlow } from '../../domain/audience.ts';
import { undoable } from '../../domain/audience-actions.ts';
import {
  actionOn,
  actionsFor,
  type DoneAction,
  deskPace,
  muteLengths,
  placeOf,
  removalOf,
  slowModes,
  toldActions,
  wordsOf,
} from '../../frontend/logic/moderator/actions.ts';
import { createLineBook } from '../../frontend/logic/moderator/line-book.ts';
import type { Line, Welcome } from '../../frontend/moderator/types.ts';

const line = (n: number, more: Partial<Line> = {}): Line => ({
  ...{ id: `line-${n}`, key: `key-${String(n).padStart(5, '0')}`, kind: 'line', author: 'AAAA1111', name: 'Анна', badge: null },
  ...{ text: `строка ${n}`, money: null, at: '2026-11-28T16:00:00.000Z' },
  ...more,
});
const welcome = (more: Partial<Welcome> = {}): Welcome => ({
  ...{ seq: 1, reset: false, lines: [], pending: [], removed: [], viewers: 1, you: { author: 'T', name: 'Театр' } },
  ...more,
});
const ids = (book: ReturnType<typeof createLineBook>) => book.ordered().map((told) => told.line.id);

test('lines stand by their keys, whichever way they came', () => {
  const book = createLineBook();
  book.news({ lines: [line(3)] });
  book.desk([
    { ...line(1), removed: false },
    { ...line(2), removed: true },
  ]);
  book.welcome(welcome({ lines: [line(4)], pending: [line(5)] }));
  assert.deepEqual(ids(book), ['line-1', 'line-2', 'line-3', 'line-4', 'line-5']);
  assert.deepEqual(
    book.ordered().map(({ accepted, removed }) => [accepted, removed]),
    [
      [true, false],
      [true, true],
      [false, false],
      [true, false],
      [false, false],
    ],
  );
  book.news({ accepted: ['line-3', 'line-5', 'unknown'] });
  assert.ok(book.ordered().every(({ accepted }) => accepted));
});

test('a removed line stays in sight, and one that comes back is whole again; a line lost with its server goes', () => {
  const book = createLineBook();
  book.news({ lines: [line(1), line(2)], accepted: ['line-1'] });
  book.news({ removed: ['line-1', 'line-2', 'unknown'] });
  assert.deepEqual(ids(book), ['line-1']);
  assert.ok(book.isRemoved('line-1'));
  book.news({ lines: [line(1)], accepted: ['line-1'] });
  assert.ok(!book.isRemoved('line-1'));
});

test('a reset takes away what is too old, but neither removed lines nor what was said here', () => {
  const book = createLineBook();
  book.desk([
    { ...line(1), removed: true },
    { ...line(2), removed: false },
  ]);
  book.own({ id: 'mine', text: 'мы', name: 'Театр', author: 'T' });
  book.welcome(welcome({ reset: true, lines: [line(3)] }));
  assert.deepEqual(ids(book), ['line-1', 'line-3', 'mine']);
});

test('own lines stand last until the house has given them a place, and are said again until they are accepted', () => {
  const book = createLineBook();
  book.own({ id: 'one', text: 'раз', name: 'Театр', author: 'T' });
  book.own({ id: 'two', text: 'два', name: 'Театр', author: 'T' });
  book.own({ id: 'bad', text: 'три', name: 'Театр', author: 'T' });
  book.news({ lines: [line(9)] });
  assert.deepEqual(ids(book), ['line-9', 'one', 'two', 'bad']);
  book.answered('one', { ok: true, key: 'key-00005' });
  book.answered('bad', { ok: false, error: 'LineTooLong', message: 'Длинно.', how: 'Сократите.' });
  assert.deepEqual(ids(book), ['one', 'line-9', 'two', 'bad']);
  assert.deepEqual(
    book.unaccepted().map(({ id }) => id),
    ['one', 'two'],
    'what was refused is not said again by itself',
  );
  book.news({ lines: [line(5, { id: 'one', key: 'key-00005', badge: 'organiser' })], accepted: ['one'] });
  assert.deepEqual(
    book.unaccepted().map(({ id }) => id),
    ['two'],
  );
  assert.deepEqual(book.ordered()[0], {
    line: line(5, { id: 'one', key: 'key-00005', badge: 'organiser' }),
    accepted: true,
    removed: false,
    own: true,
  });
  book.forget('bad');
  assert.deepEqual(ids(book), ['one', 'line-9', 'two']);
});

test('of a long evening the newest lines are at hand', () => {
  const book = createLineBook();
  for (let n = 0; n < 700; n++) book.news({ lines: [line(n)] });
  assert.equal(ids(book).length, 600);
  assert.equal(ids(book).at(0), 'line-100');
  assert.equal(ids(book).at(-1), 'line-699');
});

test('what is offered on a line: the theatre’s own people keep their voice, what is gone is not pinned', () => {
  assert.deepEqual(actionsFor({ line: line(1), removed: false }), ['delete', 'mute', 'ban', 'pin']);
  assert.deepEqual(actionsFor({ line: line(1), removed: true }), ['mute', 'ban']);
  assert.deepEqual(actionsFor({ line: line(1, { badge: 'organiser' }), removed: false }), ['delete', 'pin']);
  assert.deepEqual(actionOn('mute', 'x', 60), { do: 'mute', lineId: 'x', minutes: 60 });
  assert.deepEqual(actionOn('ban', 'x', 60), { do: 'ban', lineId: 'x' });
  assert.deepEqual(
    [
      placeOf({ do: 'ban', lineId: 'x' }),
      placeOf({ do: 'release', author: 'A' }),
      placeOf({ do: 'undo', actionId: 'y' }),
      placeOf({ do: 'unpin' }),
      placeOf({ do: 'slow', seconds: 5 }),
    ],
    ['line:x', 'author:A', 'done:y', 'pinned', 'slow'],
  );
});

test('the lengths that are offered are those that the house takes', () => {
  assert.deepEqual(slowModes, [...houseSlow]);
  assert.deepEqual(muteLengths, [...houseMutes]);
});

test('an undoing stands on what it undid; a line comes back by the press that removed it alone', () => {
  const action = (id: string, kind: DoneAction['kind'], more: Partial<DoneAction> = {}): DoneAction => ({
    ...{ id, kind, by: 'Вера', lineId: null, name: null, minutes: null, seconds: null, on: null, of: null },
    ...{ at: '2026-11-28T16:00:00.000Z', undoneAt: null, undoneBy: null, mayUndo: undoable.includes(kind) },
    ...more,
  });
  const actions = [
    action('4', 'undo', { of: '1' }),
    action('3', 'delete', { lineId: 'x' }),
    action('2', 'ban', { lineId: 'y' }),
    action('1', 'delete', { lineId: 'z', mayUndo: false }),
  ];
  assert.deepEqual(
    toldActions(actions).map(({ id }) => id),
    ['3', '2', '1'],
  );
  assert.equal(removalOf(actions, 'x')?.id, '3');
  assert.equal(removalOf(actions, 'y'), undefined, 'a ban removed more than it');
  assert.equal(removalOf(actions, 'z'), undefined, 'it is undone already');
});

test('a list of words: one a line, trimmed, without doubles', () => {
  assert.deepEqual(wordsOf(' курс* \n\nреклама\r\nкурс*\n'), ['курс*', 'реклама']);
  assert.deepEqual(wordsOf(''), []);
});

test('without the socket the desk is asked more often', () => {
  assert.ok(deskPace({ live: true }, false) < deskPace({ live: true }, true));
  assert.ok(deskPace({ live: true }, true) < deskPace({ live: false }, false));
});
