/** Money, dates and the countdown as a person reads them. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { cityOf as nameInLetters } from '../../domain/dates.ts';
import { currencies, formatMoney as formatInBot } from '../../domain/money.ts';
import { citiesFile, cityNames } from '../../frontend/generate-cities.ts';
import { countdown, worthSaying } from '../../frontend/logic/countdown.ts';
import { dayOf, fromNow, lengthOf, momentOf, onWeekend, sameClock, timeOf, zoneName } from '../../frontend/logic/dates.ts';
import { formatMoney, preferredCurrency } from '../../frontend/logic/money.ts';
import { noteServerTime, serverNow } from '../../frontend/logic/server-clock.ts';

const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ');

test('money reads the same on the pages as in the bot', () => {
  for (const currency of currencies)
    for (const language of ['ru', 'en'] as const)
      for (const amount of [0, 1, 50, 90_000, 123_456_789])
        assert.equal(formatMoney({ amount, currency }, language), formatInBot({ amount, currency }, language));
});

test('no empty decimals, Stars without a minor unit', () => {
  assert.equal(plain(formatMoney({ amount: 320_000, currency: 'RUB' }, 'ru')), '3 200 ₽');
  assert.equal(formatMoney({ amount: 1250, currency: 'EUR' }, 'en'), '€12.50');
  assert.equal(plain(formatMoney({ amount: 1250, currency: 'XTR' }, 'ru')), '1 250 ⭐');
});

test('the currency offered first: Stars inside Telegram, else that of the language, else what there is', () => {
  assert.equal(preferredCurrency(['RUB', 'EUR', 'XTR'], 'ru'), 'RUB');
  assert.equal(preferredCurrency(['RUB', 'EUR', 'XTR'], 'en'), 'EUR');
  assert.equal(preferredCurrency(['RUB', 'EUR', 'XTR'], 'en', true), 'XTR');
  assert.equal(preferredCurrency(['RUB'], 'en'), 'RUB');
  assert.equal(preferredCurrency([], 'en'), undefined);
});

test('a date is told by the viewer’s clock, with the year only when it is another one', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  assert.equal(dayOf('2026-11-28T16:00:00Z', 'ru', 'Europe/Moscow', now), 'сб, 28 ноября');
  assert.match(dayOf('2027-01-02T16:00:00Z', 'ru', 'Europe/Moscow', now), /2 января 2027/);
  assert.equal(timeOf('2026-11-28T16:00:00Z', 'ru', 'Europe/Moscow'), '19:00');
  assert.equal(momentOf('2026-11-28T22:30:00Z', 'ru', 'Asia/Yekaterinburg'), '29 ноября, 03:30');
  assert.equal(timeOf('2026-11-28T21:00:00Z', 'en', 'Europe/Moscow'), '00:00');
});

test('zones whose clocks agree at that moment need not be told apart', () => {
  assert.ok(sameClock('2026-11-28T16:00:00Z', 'Europe/Moscow', 'Europe/Minsk'));
  assert.ok(!sameClock('2026-11-28T16:00:00Z', 'Europe/Moscow', 'Europe/Berlin'));
  assert.equal(zoneName('Asia/Yekaterinburg', 'ru'), 'Екатеринбург');
  assert.equal(zoneName('America/New_York', 'en'), 'New York');
  assert.equal(zoneName('UTC', 'ru'), 'UTC');
});

test('lengths and distances are in the unit that says enough', () => {
  assert.equal(plain(lengthOf(140, 'ru')), '2 ч 20 мин');
  assert.equal(plain(lengthOf(120, 'ru')), '2 ч');
  const now = Date.parse('2026-11-20T12:00:00Z');
  assert.equal(fromNow('2026-11-20T12:40:00Z', 'ru', now), 'через 40 минут');
  assert.equal(fromNow('2026-11-20T17:00:00Z', 'en', now), 'in 5 hours');
  assert.equal(fromNow('2026-11-23T12:00:00Z', 'ru', now), 'через 3 дня');
});

test('days ahead are those of the calendar, not rounded hours', () => {
  const now = Date.parse('2026-11-20T01:00:00Z'); // 04:00 in Moscow
  assert.equal(fromNow('2026-11-21T16:00:00Z', 'ru', now, 'Europe/Moscow'), 'завтра', '39 hours ahead');
  assert.equal(fromNow('2026-11-22T00:00:00Z', 'ru', now, 'Europe/Moscow'), 'послезавтра', '47 hours, but a night later');
  assert.equal(fromNow('2026-11-22T00:00:00Z', 'ru', now, 'America/New_York'), 'послезавтра');
  assert.equal(fromNow('2026-11-21T16:00:00Z', 'en', now, 'Asia/Vladivostok'), 'in 2 days');
  assert.equal(fromNow('2026-11-18T16:00:00Z', 'ru', now, 'Europe/Moscow'), 'позавчера');
});

test('the weekend is the viewer’s, not the theatre’s', () => {
  const lateFriday = '2026-11-27T20:00:00Z';
  assert.ok(!onWeekend(lateFriday, 'Europe/Berlin'));
  assert.ok(onWeekend(lateFriday, 'Asia/Vladivostok'));
});

test('the countdown never goes below zero and speaks up rarely', () => {
  const end = '2026-11-20T12:15:00Z';
  const at = (text: string) => countdown(end, Date.parse(`2026-11-20T${text}Z`));
  assert.deepEqual(at('12:00:00'), { ended: false, seconds: 900, text: '15:00' });
  assert.equal(at('12:14:59.500').text, '0:01');
  assert.deepEqual(at('12:20:00'), { ended: true, seconds: 0, text: '0:00' });
  assert.equal(countdown(end, Date.parse('2026-11-20T11:10:00Z')).text, '1:05:00');
  const said = Array.from({ length: 121 }, (_, second) => second).filter((seconds) =>
    worthSaying({ ended: false, seconds, text: '' }),
  );
  assert.deepEqual(said, [30, 60, 120]);
});

test('a phone whose clock is wrong counts by the house’s', () => {
  const wrong = Date.parse('2026-11-20T13:00:00Z');
  noteServerTime('Fri, 20 Nov 2026 12:00:00 GMT', wrong);
  assert.equal(new Date(serverNow(wrong)).toISOString(), '2026-11-20T12:00:00.500Z');
  noteServerTime('Fri, 20 Nov 2026 13:00:01 GMT', wrong);
  assert.equal(serverNow(wrong), wrong, 'a rounded header is no wrong clock');
  noteServerTime(null, wrong);
  noteServerTime('nonsense', wrong);
  assert.equal(serverNow(wrong), wrong);
});

test('cities are called as the letters and the bot call them', async () => {
  assert.equal(await readFile(citiesFile, 'utf8'), await cityNames(), 'run: node frontend/generate-cities.ts');
  for (const zone of ['Europe/Moscow', 'Asia/Yekaterinburg', 'America/New_York', 'Pacific/Port_Moresby'])
    for (const language of ['ru', 'en'] as const) assert.equal(zoneName(zone, language), nameInLetters(zone, language));
});
