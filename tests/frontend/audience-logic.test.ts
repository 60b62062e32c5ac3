/** What the viewer's page makes of the words of its audience: order, resending, what is shown and what is said aloud. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type * as house from '../../api/live/messages.ts';
import type * as words from '../../domain/audience.ts';
import { longestLine, reactions } from '../../domain/audience.ts';
import * as page from '../../frontend/audience/types.ts';
import { authorHue, authorTone } from '../../frontend/logic/audience/author-colour.ts';
import { Book } from '../../frontend/logic/audience/book.ts';
import { basketTotal, buyingIn, givingIn, mostOf, oneLine, sumOf } from '../../frontend/logic/audience/extra-wish.ts';
import { gathering } from '../../frontend/logic/audience/gathering.ts';
import { keepName, keptName } from '../../frontend/logic/audience/kept-chat.ts';
import { cardStays, createQueue } from '../../frontend/logic/audience/queue.ts';
import { createRain, flight, mostInAir } from '../../frontend/logic/audience/rain.ts';
import { createSender } from '../../frontend/logic/audience/sender.ts';
import { slowLeft } from '../../frontend/logic/audience/slow.ts';
import { breath, createSpoken } from '../../frontend/logic/audience/spoken.ts';
import { createStalls } from '../../frontend/logic/audience/stalls.ts';
import { createTaps, perSecond } from '../../frontend/logic/audience/taps.ts';
import { eventually } from '../support/http.ts';
import { mug, programme } from './mock-till.ts';

const line = (id: string, key: string, more: Partial<page.Line> = {}): page.Line => ({
  ...{ id, key, kind: 'line', author: 'A', name: 'Анна', badge: null, text: id, money: null, at: '2026-11-28T16:00:00Z' },
  ...more,
});
const rules = { open: true, slowSeconds: 0, links: false, pinned: null };
const you = { author: 'A', name: 'Зритель', theatre: false, muted: false };
const welcome = (more: Partial<page.Welcome> = {}): page.Welcome => ({
  ...{ seq: 1, reset: false, lines: [], pending: [], removed: [], rules, viewers: 1, you },
  ...more,
});
const said = (id: string) => ({ id, text: id, name: '' });
const ids = (book: Book) => book.shown().map(({ line: { id } }) => id);

test('the page knows the words of the sockets as the house speaks them', () => {
  // Checked by the compiler, both ways.
  const same = <A, B extends A>(_?: A, __?: B): void => {};
  same<page.Welcome, house.Welcome>();
  same<house.Welcome, page.Welcome>();
  same<page.News, house.News>();
  same<house.News, page.News>();
  same<page.Line, words.Line>();
  same<words.Line, page.Line>();
  same<page.Beat, ReturnType<typeof house.Beating.parse>>();
  assert.deepEqual([...page.reactions], [...reactions]);
  assert.equal(page.longestLine, longestLine);
});

describe('the book of lines', () => {
  test('they stand by their keys, a late one in its place', () => {
    const book = new Book();
    book.welcome(welcome({ lines: [line('b', '2'), line('d', '4')] }));
    assert.deepEqual(
      book.news({ lines: [line('e', '5'), line('c', '3')] }).map(({ id }) => id),
      ['c', 'e'],
    );
    assert.deepEqual(ids(book), ['b', 'c', 'd', 'e']);
  });

  test('one that is told twice stands once, under its newest key', () => {
    const book = new Book();
    book.welcome(welcome({ lines: [line('a', '1')], pending: [line('b', '2')] }));
    assert.deepEqual(book.news({ lines: [line('a', '1'), line('b', '9')] }), []);
    book.news({ lines: [line('c', '5')] });
    assert.deepEqual(ids(book), ['a', 'c', 'b']);
  });

  test('an own line stands last at once, in its place when others have it, and is marked when it is accepted', () => {
    const book = new Book();
    book.welcome(welcome({ lines: [line('a', '1')] }));
    book.say(said('mine'), 'now');
    book.news({ lines: [line('b', '3')] });
    assert.deepEqual(ids(book), ['a', 'b', 'mine']);
    assert.equal(book.own('mine')?.state, 'sending');
    book.news({ lines: [line('mine', '2')] });
    assert.deepEqual([ids(book), book.own('mine')?.state], [['a', 'mine', 'b'], 'taken']);
    book.news({ accepted: ['mine'], seq: 2 });
    assert.equal(book.own('mine')?.state, 'accepted');
    // The answer may come after the news of it.
    book.answer('mine', { ok: true, key: '2' });
    assert.equal(book.own('mine')?.state, 'accepted');
    assert.equal(book.cursor, 2);
  });

  test('after a welcome the unaccepted own ones are to be sent again, in their order; refused ones are not', () => {
    const book = new Book();
    book.welcome(welcome());
    for (const id of ['one', 'two', 'three', 'four']) book.say(said(id), 'now');
    book.news({ lines: [line('one', '1'), line('two', '2')], accepted: ['one'] });
    book.answer('three', { ok: false, error: 'LineHasLink', message: '', how: '' });
    book.welcome(welcome({ seq: 3, pending: [line('two', '2')] }));
    assert.deepEqual(
      book.unaccepted().map(({ id }) => id),
      ['two', 'four'],
    );
    // Accepted while the page was away.
    book.welcome(welcome({ seq: 4, lines: [line('four', '4')] }));
    assert.deepEqual(
      book.unaccepted().map(({ id }) => id),
      ['two'],
    );
  });

  test('a reset takes the place of what was accepted; without one it stays', () => {
    const book = new Book();
    book.welcome(welcome({ lines: [line('a', '1'), line('b', '2')] }));
    book.say(said('mine'), 'now');
    book.welcome(welcome({ seq: 5, lines: [line('c', '3')] }));
    assert.deepEqual(ids(book), ['a', 'b', 'c', 'mine']);
    book.welcome(welcome({ seq: 900, reset: true, lines: [line('x', '8'), line('y', '9')] }));
    assert.deepEqual(ids(book), ['x', 'y', 'mine']);
    assert.equal(book.cursor, 900);
  });

  test('what a dead server had shown and nobody accepted is not shown to a page that comes anew', () => {
    const book = new Book();
    book.welcome(welcome({ pending: [line('ghost', '1'), line('still', '2')] }));
    book.welcome(welcome({ seq: 2, pending: [line('still', '2')] }));
    assert.deepEqual(ids(book), ['still']);
  });

  test('a removed line goes, and comes back when it is shown again', () => {
    const book = new Book();
    book.welcome(welcome({ lines: [line('a', '1'), line('b', '2')] }));
    book.news({ removed: ['a'] });
    assert.deepEqual(ids(book), ['b']);
    book.news({ lines: [line('a', '1')], accepted: ['a'] });
    assert.deepEqual(ids(book), ['a', 'b']);
    book.welcome(welcome({ seq: 9, removed: ['b'] }));
    assert.deepEqual(ids(book), ['a']);
  });

  test('an own accepted line that is removed is gone; one that nobody accepted is sent again, once', () => {
    const book = new Book();
    book.welcome(welcome());
    book.say(said('kept'), 'now');
    book.news({ lines: [line('kept', '1')], accepted: ['kept'] });
    book.news({ removed: ['kept'] });
    assert.equal(book.own('kept'), undefined);
    book.say(said('lost'), 'now');
    book.news({ lines: [line('lost', '2')] });
    book.news({ removed: ['lost'] });
    assert.equal(book.own('lost')?.state, 'sending');
    book.news({ lines: [line('lost', '3')] });
    book.news({ removed: ['lost'] });
    assert.equal(book.own('lost'), undefined);
    assert.deepEqual(ids(book), []);
  });

  test('a line that has not changed is the same to the page, so that it is not drawn again', () => {
    const book = new Book();
    book.welcome(welcome({ lines: [line('a', '1')] }));
    book.say(said('mine'), 'now');
    const [first, mine] = book.shown();
    book.news({ lines: [line('b', '2')] });
    const [again, , stillMine] = book.shown();
    assert.equal(again, first);
    assert.equal(stillMine, mine);
    book.answer('mine', { ok: false, error: 'LineHasLink', message: '', how: '' });
    assert.notEqual(book.shown().at(-1), mine);
    assert.equal(book.shown().at(-1)?.own?.state, 'refused');
  });

  test('a page keeps the newest lines only', () => {
    const book = new Book();
    book.welcome(welcome({ lines: Array.from({ length: 50 }, (_, n) => line(`${n}`, String(n).padStart(3, '0'))) }));
    assert.equal(book.shown(20).length, 20);
    assert.equal(book.shown(50).length, 20, 'the older ones are forgotten');
    assert.equal(ids(book).at(-1), '49');
  });
});

describe('sending', () => {
  type Answer = page.Said | undefined;
  function stage() {
    const book = new Book();
    book.welcome(welcome());
    const sent: string[] = [];
    const answers: ((answer: Answer) => void)[] = [];
    const waited: number[] = [];
    const sender = createSender({
      book,
      send: ({ id }) => {
        sent.push(id);
        return new Promise<Answer>((done) => answers.push(done));
      },
      changed: () => {},
      wait: async (ms) => void waited.push(ms),
    });
    const say = (id: string) => {
      book.say(said(id), 'now');
      sender.add(id);
    };
    const answer = (told: Answer) => answers.shift()!(told);
    return {
      book,
      sender,
      sent,
      waited,
      say,
      answer,
      came: (n: number) => eventually(async () => sent.length === n, `${n} sent`),
    };
  }
  const yes: page.Said = { ok: true, key: '1' };

  test('a line waits for the answer to the one before it', async () => {
    const { book, sent, say, answer, came } = stage();
    say('one');
    say('two');
    await came(1);
    assert.deepEqual(sent, ['one']);
    answer(yes);
    await came(2);
    assert.equal(book.own('one')?.state, 'taken');
    answer(undefined);
    await eventually(async () => book.own('two')?.state === 'unsent', 'no answer is said');
  });

  test('after a cut everything unaccepted goes again in its order, and a late answer of before counts for nothing', async () => {
    const { book, sender, sent, say, answer, came } = stage();
    say('one');
    say('two');
    await came(1);
    sender.stop();
    answer({ ok: false, error: 'Busy', message: '', how: '' });
    sender.again();
    await came(2);
    assert.equal(book.own('one')?.state, 'sending');
    answer(yes);
    await came(3);
    answer(yes);
    await eventually(async () => book.own('two')?.state === 'taken', 'both are taken');
    assert.deepEqual(sent, ['one', 'one', 'two']);
  });

  test('what others have seen already is not lost to slow mode; what is new is refused with its reason', async () => {
    const { book, sender, sent, waited, say, answer, came } = stage();
    say('one');
    await came(1);
    answer(yes);
    await eventually(async () => book.own('one')?.state === 'taken', 'it is taken');
    sender.again();
    await came(2);
    answer({ ok: false, error: 'ChatSlow', message: '', how: '', retryAfter: 3 });
    await came(3);
    assert.deepEqual([sent, waited], [['one', 'one', 'one'], [3000]]);
    answer(yes);
    say('two');
    await came(4);
    answer({ ok: false, error: 'ChatSlow', message: 'slow', how: '', retryAfter: 3 });
    await eventually(async () => book.own('two')?.state === 'refused', 'it is refused');
    assert.equal(book.own('two')?.refusal?.message, 'slow');
  });
});

describe('reactions', () => {
  function stage() {
    let now = 0;
    const sent: [string, number][] = [];
    let due: (() => void) | undefined;
    const taps = createTaps({
      send: (kind, count) => sent.push([kind, count]),
      after(ms, run) {
        assert.equal(ms, 250);
        due = run;
        return () => {
          due = undefined;
        };
      },
      now: () => now,
    });
    return {
      ...{ taps, sent },
      at(ms: number) {
        now = ms;
      },
      fire: () => due?.(),
    };
  }

  test('taps of a moment are one word, no more than a hand can do', () => {
    const { taps, sent, fire, at } = stage();
    for (let n = 0; n < 3; n += 1) taps.tap('heart');
    taps.tap('bravo');
    assert.deepEqual(sent, []);
    fire();
    assert.deepEqual(sent, [
      ['heart', 3],
      ['bravo', 1],
    ]);
    const more = Array.from({ length: 40 }, () => taps.tap('wow')).filter(Boolean).length;
    assert.equal(more, perSecond - 4);
    at(1200);
    assert.equal(taps.tap('wow'), true);
  });

  test('one’s own do not come back as those of others; what never came back is forgotten', () => {
    const { taps, fire, at } = stage();
    taps.tap('heart');
    taps.tap('heart');
    fire();
    assert.deepEqual(taps.others({ heart: 5, laugh: 1 }), { heart: 3, laugh: 1 });
    assert.deepEqual(taps.others({ heart: 2 }), { heart: 2 });
    taps.tap('tears');
    fire();
    at(5000);
    assert.deepEqual(taps.others({ tears: 1 }), { tears: 1 });
  });

  test('however many come, few are in the air, and they fly away', () => {
    const rain = createRain(() => 0.5);
    for (let n = 0; n < 50; n += 1) assert.ok(rain.fall({ applause: 1000, tears: 1 }, n).length <= mostInAir);
    assert.ok(rain.fall({}, 60).some(({ kind }) => kind === 'tears'));
    assert.deepEqual(rain.clear(60 + flight + 2000), []);
    assert.equal(rain.fall({ heart: 2 }, 10_000).length, 2);
  });
});

test('a writer keeps a colour, and each can be read on both themes', () => {
  const luminance = ([r, g, b]: number[]) => {
    const part = (c: number) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r!) + 0.7152 * part(g!) + 0.0722 * part(b!);
  };
  const hsl = (h: number, s: number, l: number) =>
    [0, 8, 4].map((n) => {
      const k = (n + h / 30) % 12;
      return l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
    });
  const hex = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const contrast = (one: number[], other: number[]) => {
    const [a, b] = [luminance(one), luminance(other)].sort((x, y) => y - x);
    return (a! + 0.05) / (b! + 0.05);
  };
  const hues = new Set(Array.from({ length: 400 }, (_, n) => authorHue(`AUTHOR${n}`)));
  assert.equal(authorHue('AUTHOR7'), authorHue('AUTHOR7'));
  assert.ok(hues.size >= 12, 'a hall has many colours');
  const { saturation, dark, light } = authorTone;
  for (const hue of hues) {
    for (const ground of ['#100c14', '#1a1520'])
      assert.ok(contrast(hsl(hue, saturation / 100, dark / 100), hex(ground)) >= 4.5, `${hue} on ${ground}`);
    for (const ground of ['#f7f1e6', '#fffaf1'])
      assert.ok(contrast(hsl(hue, saturation / 100, light / 100), hex(ground)) >= 4.5, `${hue} on ${ground}`);
  }
});

test('gifts are shown one after another, and what was taken away meanwhile is passed over', () => {
  const shown: (string | undefined)[] = [];
  const gone = new Set<string>();
  let next: (() => void) | undefined;
  const queue = createQueue<string>({
    show: (one) => shown.push(one),
    alive: (one) => !gone.has(one),
    after(ms, run) {
      assert.equal(ms, cardStays);
      next = run;
      return () => {};
    },
  });
  queue.add('a', 'b', 'c');
  queue.add('d');
  assert.deepEqual(shown, ['a']);
  gone.add('b');
  next!();
  next!();
  next!();
  assert.deepEqual(shown, ['a', 'c', 'd', undefined]);
  queue.add('e');
  assert.equal(shown.at(-1), 'e');
});

test('a screen reader hears a few lines, and of a flood how many there were', () => {
  const spoken = createSpoken();
  assert.equal(spoken.take(0), undefined);
  spoken.hear([line('a', '1')]);
  assert.deepEqual(spoken.take(0), { lines: [line('a', '1')] });
  spoken.hear(Array.from({ length: 30 }, (_, n) => line(`${n}`, `${n}`)));
  assert.equal(spoken.take(breath - 1), undefined, 'not oftener than it can be heard');
  assert.deepEqual(spoken.take(breath), { count: 30 });
});

test('a stall is a picture that waits after it has played, and is told once', () => {
  const stalls = createStalls();
  const look = (at: number, playing: boolean, waiting: boolean, revivals = 0) =>
    stalls.look({ at, playing, waiting, revivals, bitrate: 1800.4 });
  look(0, true, true);
  look(3000, true, false);
  assert.deepEqual(
    stalls.take(4000),
    { playing: true, stalls: 0, stalledMs: 0, errors: 0, bitrate: 1800 },
    'loading is no stall',
  );
  look(5000, true, true);
  look(5100, true, false);
  look(6000, true, true);
  assert.deepEqual(stalls.take(8000), { playing: false, stalls: 1, stalledMs: 2000, errors: 0, bitrate: 1800 });
  look(9000, true, true, 1);
  look(9500, true, false, 1);
  assert.deepEqual(
    stalls.take(10_000),
    { playing: true, stalls: 0, stalledMs: 1500, errors: 1, bitrate: 1800 },
    'the same stall',
  );
  look(11_000, false, false, 1);
  look(20_000, true, true, 1);
  look(23_000, true, false, 1);
  assert.equal(stalls.take(24_000).stalls, 0, 'after a pause it loads anew');
});

test('when an audience gathers, as a ticket’s page can tell', () => {
  const now = Date.parse('2026-11-28T16:00:00Z');
  const view = { begins: '2026-11-28T17:30:00Z', plannedEnd: '2026-11-28T19:30:00Z', why: null };
  assert.equal(gathering({ ...view, state: 'test' }, now), 'early');
  assert.equal(gathering({ ...view, state: 'test' }, now + 31 * 60_000), 'now');
  assert.equal(gathering({ ...view, state: 'interrupted' }, now), 'now');
  assert.equal(gathering({ ...view, state: 'ended', why: 'recordingWriting' }, now + 4 * 3600_000), 'after');
  assert.equal(
    gathering({ ...view, state: 'archived' }, now + 48 * 3600_000),
    'never',
    'nobody asks for a recording of last week',
  );
  assert.equal(gathering({ ...view, state: 'live', why: 'ticketVoid' }, now), 'never');
});

test('slow mode counts down in whole seconds, from the last line or by what the house says', () => {
  assert.equal(slowLeft(0, 1000, 0, 1001), 0);
  assert.equal(slowLeft(10, 1000, 0, 1001), 10);
  assert.equal(slowLeft(10, 1000, 0, 10_999), 1);
  assert.equal(slowLeft(10, 1000, 0, 11_000), 0);
  assert.equal(slowLeft(0, 0, 9000, 5500), 4);
});

test('a name is asked once: an empty one is an answer too', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  assert.equal(keptName(storage), undefined);
  keepName(storage, '  ');
  assert.equal(keptName(storage), '');
  assert.equal(keepName(storage, ` Анна\u202e ${'я'.repeat(60)}`).length, 40);
});

test('sums as they are typed, and what can be paid in which money', () => {
  assert.equal(sumOf('1 500', 'RUB'), 150_000);
  assert.equal(sumOf('12,5', 'EUR'), 1250);
  assert.equal(sumOf('12.345', 'EUR'), undefined);
  assert.equal(sumOf('50', 'XTR'), 50);
  for (const nonsense of ['', '-5', '1e5', 'сто', '0x10', '12.5']) assert.equal(sumOf(nonsense, 'XTR'), undefined, nonsense);
  const ways = [{ provider: 'yookassa' as const, currencies: ['RUB' as const] }];
  const donations = (['RUB', 'EUR'] as const).map((currency) => ({ currency, suggested: [100], least: 1, most: 1000 }));
  assert.deepEqual(givingIn({ donations, ways }), ['RUB']);
  assert.deepEqual(buyingIn({ items: [programme, mug], ways }), ['RUB']);
  assert.equal(oneLine(' Спасибо\n\nза  всё '), 'Спасибо за всё');
  assert.equal(mostOf(mug), 3);
  assert.equal(mostOf(programme), 1);
  const basket = new Map([
    [programme.id, 1],
    [mug.id, 2],
  ]);
  assert.deepEqual(basketTotal([programme, mug], basket, 'EUR'), { amount: 2700, currency: 'EUR' });
});
