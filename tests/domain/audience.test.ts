/** The words of an audience: what may be written, where a line stands, who is let in. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { audienceOpen, cleanText, hasLink, hasWord } from '../../domain/audience.ts';
import { audiencePasses } from '../../domain/audience-pass.ts';
import { hubOfKey, lineKeys } from '../../domain/line-key.ts';
import type { StageState } from '../../domain/stage.ts';

describe('a link', () => {
  for (const text of [
    ...['https://example.com', 'смотри example.com', 'www.пример', 'T.ME/joinchat', 'напиши в tg://resolve', 'театр.рф'],
    ...['a.b.co.site/x', 'HTTP://1.2.3.4', 'ex\u200bample.com', 'ｅｘａｍｐｌｅ．ｃｏｍ'],
  ])
    it(`is in «${text}»`, () => assert.equal(hasLink(text), true));
  for (const text of ['Спасибо.Всё понравилось', 'в 19.30', 'и т.д.', 'ну...класс', 'Node.js?', 'Браво!!!', 'а.е.'])
    it(`is not in «${text}»`, () => assert.equal(hasLink(text), false));
});

describe('a word of the list', () => {
  it('is found whatever its case, accents and look-alike letters', () => {
    for (const text of ['СПОЙЛЕР', 'спойлер!', 'такой «спойлер»', 'cпoйлep', 'спо\u0301йлер'])
      assert.equal(hasWord(text, ['спойлер']), true, text);
  });
  it('is a whole word, unless the list says otherwise', () => {
    assert.equal(hasWord('спойлерный', ['спойлер']), false);
    assert.equal(hasWord('спойлерный', ['спойлер*']), true);
    assert.equal(hasWord('антиспойлер', ['спойлер*']), false);
    assert.equal(hasWord('что угодно', ['*', '']), false);
  });
});

it('a text keeps to its line', () => {
  assert.equal(cleanText('  раз\n\nдва\u202Eтри\u0000  '), 'раз два три');
  assert.equal(cleanText(`z${'\u0301'.repeat(40)}`).length <= 3, true);
  assert.equal(cleanText('👩‍👩‍👧 bravo'), '👩‍👩‍👧 bravo');
});

describe('a key', () => {
  it('is greater than each before it, whatever the clock does', () => {
    const keys = lineKeys('aaaaaa');
    const made = [5000, 5000, 4000, 5001, 3000].map((now) => keys.next(now));
    assert.deepEqual(made, [...made].sort());
    assert.equal(new Set(made).size, made.length);
    assert.equal(hubOfKey(made[0]!), 'aaaaaa');
  });
  it('follows what another server has said, but not into the future', () => {
    const [one, other] = [lineKeys('aaaaaa'), lineKeys('bbbbbb')];
    const theirs = other.next(9000);
    one.saw(theirs, 8000);
    assert.ok(one.next(8000) > theirs);
    const far = other.next(60_000);
    one.saw(far, 8000);
    assert.ok(one.next(8001) < far, 'control: a clock that is an hour ahead moves nobody');
  });
});

describe('a pass', () => {
  const passes = audiencePasses('secret');
  const pass = {
    tenantId: randomUUID(),
    showId: randomUUID(),
    personId: randomUUID(),
    ticketId: randomUUID(),
    country: 'RU',
    theatre: null,
  };
  it('says what was signed, until it is over', () => {
    const signed = passes.sign(pass, 10_000);
    assert.deepEqual(passes.verify(signed, 9000), pass);
    assert.equal(passes.verify(signed, 10_000), undefined);
  });
  it('of another secret, or with a letter changed, is none', () => {
    const signed = passes.sign(pass, 10_000);
    assert.equal(audiencePasses('other').verify(signed, 0), undefined);
    for (const at of [0, 3, 40, signed.length - 1]) {
      const forged = signed.slice(0, at) + (signed[at] === 'a' ? 'b' : 'a') + signed.slice(at + 1);
      assert.equal(passes.verify(forged, 0), undefined, String(at));
    }
    for (const text of ['', '..', `${signed}.`, signed.replace('.', '')]) assert.equal(passes.verify(text, 0), undefined, text);
  });
});

it('gathers an hour before, while it plays, and half an hour after', () => {
  const startsAt = new Date('2026-01-01T18:00:00Z');
  const at = (state: StageState, now: string, endedAt: string | null = null) =>
    audienceOpen({ state, startsAt, endedAt: endedAt === null ? null : new Date(endedAt) }, new Date(now));
  assert.equal(at('offline', '2026-01-01T16:59:00Z'), false);
  assert.equal(at('offline', '2026-01-01T17:01:00Z'), true);
  assert.equal(at('live', '2026-01-01T23:00:00Z'), true);
  assert.equal(at('ended', '2026-01-01T19:29:00Z', '2026-01-01T19:00:00Z'), true);
  assert.equal(at('archived', '2026-01-01T19:31:00Z', '2026-01-01T19:00:00Z'), false);
  assert.equal(at('closed', '2026-01-01T19:31:00Z'), false);
});
