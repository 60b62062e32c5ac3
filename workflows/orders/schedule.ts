/** What is due on the way to an evening, and when. Pure: the process asks it again after each change of the show. */
import type { ReminderKind } from '../../domain/letters/reminder.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type Moment = { kind: 'remind'; what: ReminderKind; at: number } | { kind: 'rate' | 'clear' | 'close'; at: number };

export type Timetable = {
  /** ms since the epoch. */
  startsAt: number;
  minutes: number;
  /** A cancelled show reminds nobody. */
  on: boolean;
  inChat: boolean;
  /** What was due before is not made up for: who buys in the evening needs no reminder of the morning. */
  since: number;
};

/** Every moment of the evening, in order. Two reminders never come together: an earlier one gives way when it is late. */
function moments({ startsAt, minutes, on, inChat, since }: Timetable): Array<Moment & { until: number }> {
  const end = startsAt + minutes * MINUTE;
  const close = { kind: 'close' as const, at: startsAt + 14 * DAY, until: Number.POSITIVE_INFINITY };
  if (!on) return [{ ...close, at: Math.min(close.at, since) }];
  const reminders: Array<Moment & { until: number }> = [
    { kind: 'remind', what: '24h', at: startsAt - DAY, until: startsAt - HOUR },
    { kind: 'remind', what: '1h', at: startsAt - HOUR, until: startsAt },
    { kind: 'remind', what: 'start', at: startsAt, until: startsAt + 15 * MINUTE },
  ];
  return [
    ...reminders.filter(({ at }) => at > since),
    { kind: 'rate', at: end + 10 * MINUTE, until: startsAt + 3 * DAY },
    ...(inChat ? [{ kind: 'clear' as const, at: end + 3 * HOUR, until: Number.POSITIVE_INFINITY }] : []),
    close,
  ];
}

const nameOf = (moment: Moment, startsAt: number) => `${moment.kind}:${moment.kind === 'remind' ? moment.what : ''}@${startsAt}`;

/** The next moment that is not behind us; `done` is remembered by the start that it was for, so that a moved show reminds anew. */
export function nextMoment(table: Timetable, done: Set<string>, now: number): { moment: Moment; name: string } | undefined {
  for (const { until, ...moment } of moments(table)) {
    const name = nameOf(moment, table.startsAt);
    if (!done.has(name) && until > now) return { moment, name };
  }
  return undefined;
}
