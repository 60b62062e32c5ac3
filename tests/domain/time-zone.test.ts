/** A show's time zone is a name that people and calendars know; a person's own clock may be an offset. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isClock, isTimeZone } from '../../domain/time-zone.ts';

const offsets = ['+03:00', '-05:30', '+03', '-0800', '+00:00'];
const names = ['Europe/Moscow', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3', 'UTC'];

it('takes the names of IANA', () => {
  for (const zone of names) assert.deepEqual([isTimeZone(zone), isClock(zone)], [true, true], zone);
});

it('takes no offset, though Intl does', () => {
  for (const zone of offsets) assert.deepEqual([isTimeZone(zone), isClock(zone)], [false, true], zone);
});

it('takes nothing else', () => {
  for (const zone of ['', 'Mars/Olympus', 'Z', 'Europe/Moscow ', '+3', "' or 1=1"])
    assert.deepEqual([isTimeZone(zone), isClock(zone)], [false, false], zone);
});
