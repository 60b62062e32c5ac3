/** A show is moved: everybody is told, the reminders follow the new time, the bell rings. */
import { buy } from './buying.ts';
import type { Evening } from './evening.ts';
import { expect } from './expect.ts';
import type { Bought } from './in-telegram.ts';
import { letterTo } from './mailbox.ts';
import type { Guest } from './on-the-web.ts';
import type { OwnDates } from './organiser.ts';
import { say } from './words.ts';

/** So long after the move the next message is due: enough for the move itself to be told first. */
const LEAD = 4000;
const HOUR = 3_600_000;

/** @returns Anna's order for it */
export async function moved(
  { sandbox, step }: Evening,
  { organiser, soon: show }: OwnDates,
  { viewer }: Bought,
  guest: Guest,
): Promise<string> {
  const { orderId } = await step(async () => [
    await buy(viewer, show.code, 1),
    say('Анна идёт туда же: билет за звёзды', 'Anna goes there too, with a ticket for Stars'),
  ]);
  const move = async (untilStart: number) => {
    const after = await viewer.newest();
    const startsAt = new Date(Date.now() + untilStart).toISOString();
    const changed = await organiser.does(`/shows/${show.id}/move`, { startsAt });
    expect(changed.startsAt === startsAt, say('новое время', 'the new time'), changed.startsAt);
    return after;
  };

  const before = await step(async () => {
    const after = await move(HOUR + LEAD);
    const expected = say('слова о переносе', 'words about the move');
    await Promise.all([
      viewer.sees(expected, ({ text }) => text.includes(say('перенесён', 'has been moved')), { after }),
      letterTo(sandbox, guest.email, expected, ({ subject }) => /перен|новое время|moved|new time/i.test(subject)),
    ]);
    return [
      after,
      say(
        'Ирина переносит показ: Анне пишет бот, гостю письмо',
        'Irina moves the show: Anna is told in the chat, the guest by mail',
      ),
    ];
  });

  await step(async () => {
    const expected = say('напоминание за час', 'the reminder an hour before');
    await viewer.sees(expected, ({ text }) => text.includes(say('Через час начинаем', 'We begin in an hour')), { after: before });
    await letterTo(sandbox, guest.email, expected, ({ subject }) => /^(Через час|In an hour)/.test(subject));
    return [undefined, say('за час до нового начала приходит напоминание', 'an hour before the new start the reminder comes')];
  });

  await step(async () => {
    const after = await move(LEAD);
    const expected = say('звонок', 'the bell');
    await viewer.sees(expected, ({ text }) => text.includes(say('Звонок', 'The bell')), { after });
    await letterTo(sandbox, guest.email, expected, ({ subject }) => /^(Третий звонок|Curtain up)/.test(subject));
    return [
      undefined,
      say('переносит ещё раз, на сейчас: звонок, занавес', 'she moves it once more, to now: the bell, the curtain'),
    ];
  });
  return orderId;
}
