/** A door opened on a day that is not its show's, in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherDay } from '../../frontend/logic/door/other-day.ts';

const startsAt = '2026-11-23T16:00:00Z';
const at = (now: string, language: 'ru' | 'en' = 'ru') => otherDay(startsAt, 'Europe/Moscow', language, Date.parse(now));

test('more than twelve hours before or after the beginning it is another day', () => {
  assert.deepEqual(at('2026-11-21T08:00:00Z'), { over: false, words: { how: 'послезавтра', when: '23 ноября, 19:00' } });
  assert.deepEqual(at('2026-11-21T08:00:00Z', 'en'), { over: false, words: { how: 'in 2 days', when: '23 November, 19:00' } });
  assert.deepEqual(at('2026-11-24T20:00:00Z'), { over: true, words: { how: 'вчера', when: '23 ноября, 19:00' } });
  assert.equal(at('2026-11-23T03:59:00Z')?.words.how, 'через 12 часов');
});

test('on the day of the show there is nothing to say', () => {
  for (const now of ['2026-11-23T04:00:00Z', '2026-11-23T15:30:00Z', '2026-11-24T04:00:00Z']) assert.equal(at(now), undefined);
});
