/** What the hall and the desk decide without a browser. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allCountries, countryList } from '../../frontend/logic/countries.ts';
import { bitrateLight, keyframesLight, pictureLight, soundLight } from '../../frontend/logic/desk/lights.ts';
import { draftOf, faultsOf, settingsOf } from '../../frontend/logic/desk/stage-form.ts';
import type { StageDesk, StageSettings } from '../../frontend/logic/organiser/types.ts';
import { createAttempts, pauses } from '../../frontend/logic/watch/attempts.ts';
import { bellsDue, returnBellDue } from '../../frontend/logic/watch/bells.ts';
import { positionWords } from '../../frontend/logic/watch/clock-words.ts';
import { keepPlace, keptPlace } from '../../frontend/logic/watch/kept-place.ts';
import { forgetScreen, keepScreen, keptScreen } from '../../frontend/logic/watch/kept-screen.ts';
import { markPlace, markStays } from '../../frontend/logic/watch/moving-mark.ts';
import { isFinal } from '../../frontend/logic/watch/refusal.ts';
import { hallChip, hallPace, watchScene } from '../../frontend/logic/watch/scene.ts';
import { createForwarding, renewIn } from '../../frontend/logic/watch/token-life.ts';
import { createWatchdog, patience } from '../../frontend/logic/watch/watchdog.ts';

const now = Date.parse('2026-11-28T16:00:00Z');
const minute = 60_000;

test('a playback address is renewed at two thirds of its life, and never in a storm', () => {
  assert.equal(renewIn(now, new Date(now + 300_000).toISOString()), 200_000);
  assert.equal(renewIn(now, new Date(now - 300_000).toISOString()), 2000);
});

test('requests under a former address are led to the newest; where the token is not in the path they are left alone', () => {
  const { take, lead } = createForwarding();
  const of = (token: string, file: string) => `https://media.example/hls/${token}/show/${file}`;
  take(of('t1', 'index.m3u8'));
  assert.equal(lead(of('t1', '7.m4s')), of('t1', '7.m4s'));
  take(of('t2', 'index.m3u8'));
  assert.equal(lead(of('t1', 'index.m3u8?_HLS_msn=7&_HLS_part=2')), of('t2', 'index.m3u8?_HLS_msn=7&_HLS_part=2'));
  take(of('t3', 'index.m3u8'));
  for (const former of ['t1', 't2', 't3']) assert.equal(lead(of(former, '720/8.m4s')), of('t3', '720/8.m4s'));
  assert.equal(lead('https://media.example/hls/other/show/8.m4s'), 'https://media.example/hls/other/show/8.m4s');

  const query = createForwarding();
  query.take('https://ivs.example/live/index.m3u8?token=a');
  query.take('https://ivs.example/live/index.m3u8?token=b');
  assert.equal(query.lead('https://ivs.example/live/9.ts?session=1'), 'https://ivs.example/live/9.ts?session=1');
});

test('a live picture that stands still for eight seconds is loaded again, and again; one that moves, waits or is hidden is not', () => {
  const still = createWatchdog();
  const looks = [0, 4000, patience - 1, patience, patience + 4000, 2 * patience];
  const seen = looks.map((at) => still.look({ at, position: 12, due: true }));
  assert.deepEqual(seen, [false, false, false, true, false, true]);

  const moving = createWatchdog();
  for (let at = 0; at <= 3 * patience; at += 1000) assert.equal(moving.look({ at, position: at / 1000, due: true }), false);

  const hidden = createWatchdog();
  for (let at = 0; at <= 3 * patience; at += 1000) assert.equal(hidden.look({ at, position: 12, due: false }), false);
  assert.equal(hidden.look({ at: 4 * patience, position: 12, due: true }), false, 'back on the screen it has its whole patience');
});

test('a picture that broke is tried again, however often it is refused meanwhile; after longer pauses each time until it moves', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let tries = 0;
  const attempts = createAttempts(() => (tries += 1));
  // Refused four times a second, as a player is whose address is over: the attempt is not put off.
  const refusedFor = (ms: number) => {
    for (let at = 0; at < ms; at += 250) {
      attempts.plan();
      t.mock.timers.tick(250);
    }
  };
  const seen = pauses.map((pause) => {
    refusedFor(pause);
    return tries;
  });
  assert.deepEqual(seen, [1, 2, 3, 4]);
  refusedFor(pauses.at(-1)!);
  assert.deepEqual([tries, attempts.count()], [5, 5]);

  attempts.succeeded();
  refusedFor(pauses[0]);
  assert.equal(tries, 6, 'soon again');
  attempts.plan();
  attempts.drop();
  t.mock.timers.tick(60_000);
  assert.equal(tries, 6, 'nobody wants it any more');
});

test('three bells, at ten, five and one minute; whoever comes late hears the last one only, and none twice', () => {
  const starts = now + 20 * minute;
  const rung: number[] = [];
  for (let at = now; at <= starts; at += 1000) {
    const bell = bellsDue(starts, at - 1000, at);
    if (bell) rung.push(bell, (starts - at) / minute);
  }
  assert.deepEqual(rung, [1, 10, 2, 5, 3, 1]);
  assert.equal(bellsDue(starts, now, starts - 30_000), 3, 'a tab that slept');
  assert.equal(bellsDue(starts, starts, starts + minute), 0);
});

test('one bell calls back from the interval, a minute before it ends', () => {
  const until = now + 5 * minute;
  const rung = [];
  for (let at = now; at <= until + minute; at += 1000) if (returnBellDue(until, at - 1000, at)) rung.push(until - at);
  assert.deepEqual(rung, [minute]);
});

test('the mark never stays, keeps inside the frame, and visits all of it', () => {
  const places = Array.from({ length: 60 }, (_, n) => markPlace(now + n * markStays));
  for (const [n, { left, top }] of places.entries()) {
    assert.ok(left >= 0 && left <= 100 && top >= 0 && top <= 100);
    const before = places[n - 1];
    if (before) assert.ok(Math.hypot(left - before.left, top - before.top) > 20, `${n} is far from the place before`);
  }
  const quarters = new Set(places.map(({ left, top }) => `${left < 50} ${top < 50}`));
  assert.equal(quarters.size, 4);
});

test('what the hall shows follows from the house’s word and this screen', () => {
  const open = { may: true, why: null } as const;
  assert.deepEqual(
    (['none', 'here', 'ended'] as const).map((screen) => watchScene(open, screen)),
    ['ready', 'watching', 'elsewhere'],
  );
  const closed = (why: Parameters<typeof watchScene>[0]['why']) => watchScene({ may: false, why }, 'here');
  assert.equal(closed('notYet'), 'wait');
  assert.equal(closed('inTelegram'), 'telegram');
  assert.equal(closed('atAddress'), 'external');
  assert.equal(closed('recordingWriting'), 'over');
  for (const why of ['ticketVoid', 'showCancelled', 'countryRefused', 'notBuilt'] as const) assert.equal(closed(why), 'refused');
});

test('while a picture is on the hall is looked at every five seconds; a week before, seldom', () => {
  const begins = new Date(now + 7 * 24 * 60 * minute).toISOString();
  assert.equal(hallPace({ may: true, what: 'live', why: null, begins }, now), 5000);
  assert.equal(hallPace({ may: false, what: null, why: 'notYet', begins: new Date(now + minute).toISOString() }, now), 5000);
  assert.ok(hallPace({ may: false, what: null, why: 'notYet', begins }, now) >= 30_000);
  assert.ok(hallPace({ may: false, what: null, why: 'ticketVoid', begins }, now) >= 30_000);
});

test('the chip says what is on the screen', () => {
  assert.equal(hallChip({ state: 'live', what: 'live', why: null }), 'live');
  assert.equal(hallChip({ state: 'interval', what: 'live', why: null }), 'interval');
  assert.equal(hallChip({ state: 'archived', what: 'recording', why: null }), 'recording');
  assert.equal(hallChip({ state: 'test', what: null, why: 'notYet' }), 'soon');
  assert.equal(hallChip({ state: 'ended', what: null, why: 'recordingWriting' }), 'ended');
});

test('a reload keeps the screen, and begins no recording', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  keepScreen(storage, 'ticket', 'live', 'screen-1');
  assert.equal(keptScreen(storage, 'ticket', 'live'), 'screen-1');
  assert.equal(keptScreen(storage, 'ticket', 'recording'), undefined);
  assert.equal(keptScreen(storage, 'another', 'live'), undefined);
  forgetScreen(storage, 'ticket');
  assert.equal(keptScreen(storage, 'ticket', 'live'), undefined);
});

test('a refusal for good is told from one that passes', () => {
  assert.equal(isFinal({ status: 409, code: 'ScreenEnded' }), true);
  assert.equal(isFinal({ status: 404, code: 'NotFound' }), true);
  for (const passing of [429, 500, 502, 504, 0]) assert.equal(isFinal({ status: passing, code: 'Unreachable' }), false);
  assert.equal(isFinal({ status: 409, code: 'Busy' }), false);
});

test('places in a recording read as a clock', () => {
  assert.deepEqual([0, 65, 4360, -3].map(positionWords), ['0:00', '1:05', '1:12:40', '0:00']);
});

const settings: StageSettings = {
  countries: { mode: 'allow', list: ['KZ'] },
  mark: true,
  archive: { availableDays: 7, unlockDays: null, watchHours: 48 },
  address: null,
};

test('the rules of a show survive being typed; an empty field is no limit', () => {
  assert.deepEqual(settingsOf(draftOf(settings)), settings);
  assert.deepEqual(settingsOf({ ...draftOf(settings), countries: 'everywhere', watchHours: ' ' }), {
    ...settings,
    countries: null,
    archive: { ...settings.archive, watchHours: null },
  });
});

test('what cannot be sent is named by its field', () => {
  const draft = draftOf(settings);
  assert.deepEqual(faultsOf(draft), []);
  assert.deepEqual(faultsOf({ ...draft, availableDays: '' }), ['availableDays']);
  assert.deepEqual(faultsOf({ ...draft, availableDays: '366', unlockDays: '0', watchHours: '1.5' }), [
    ...(['availableDays', 'unlockDays', 'watchHours'] as const),
  ]);
  assert.deepEqual(faultsOf({ ...draft, list: [] }), ['countries']);
  assert.deepEqual(faultsOf({ ...draft, countries: 'everywhere', list: [] }), []);
  for (const address of ['youtube', 'javascript:alert(1)', 'ftp://a.b/c'])
    assert.deepEqual(faultsOf({ ...draft, address }), ['address']);
  assert.deepEqual(faultsOf({ ...draft, address: 'https://youtube.com/live/a' }), []);
});

const picture: NonNullable<StageDesk['picture']> = {
  ...{ at: new Date(now).toISOString(), publishing: true, since: null, by: 'rtmp', video: true, audio: true, bitrate: 3_000_000 },
  ...{ keyframes: 1, width: 1280, height: 720, viewers: 4, quietFor: 100 },
};
test('lights are green, amber, red, and grey where the media server does not say', () => {
  const all = (facts: Pick<StageDesk, 'picture' | 'advice'>) =>
    [pictureLight, soundLight, bitrateLight, keyframesLight].map((of) => of(facts));
  assert.deepEqual(all({ picture, advice: [] }), ['good', 'good', 'good', 'good']);
  assert.deepEqual(all({ picture, advice: ['quiet', 'noSound', 'bitrateLow', 'keyframesRare'] }), [
    'warn',
    'bad',
    'warn',
    'warn',
  ]);
  assert.deepEqual(all({ picture: null, advice: ['noPicture'] }), ['bad', 'bad', 'unknown', 'unknown']);
  const silent = { ...picture, video: null, audio: null, bitrate: null, keyframes: null };
  assert.deepEqual(all({ picture: silent, advice: [] }), ['unknown', 'unknown', 'unknown', 'unknown']);
});

test('countries are named in the person’s language, in its order', () => {
  assert.equal(countryList(['RU', 'KZ'], 'ru'), 'Россия и Казахстан');
  assert.equal(countryList(['RU', 'KZ', 'GE'], 'en'), 'Russia, Kazakhstan and Georgia');
  const names = allCountries('ru').map(({ name }) => name);
  assert.equal(names.length, 249);
  assert.deepEqual(names, [...names].sort(new Intl.Collator('ru').compare));
});

test('a recording goes on a little before where it was left; whoever saw the end begins anew', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  assert.equal(keptPlace(storage, 'ticket'), undefined);
  keepPlace(storage, 'ticket', 605, 7200);
  assert.equal(keptPlace(storage, 'ticket'), 600);
  keepPlace(storage, 'ticket', 8, 7200);
  assert.equal(keptPlace(storage, 'ticket'), undefined, 'the beginning is near enough');
  keepPlace(storage, 'ticket', 605, 7200);
  keepPlace(storage, 'ticket', 7195, 7200);
  assert.equal(keptPlace(storage, 'ticket'), undefined);
});
