/** A show is moved: everybody is told, the reminders follow the new time, the bell rings, the evening is rated. */
import { buy } from './buying.ts';
import type { Evening } from './evening.ts';
import { expect, soon } from './expect.ts';
import { ask } from './http.ts';
import type { Bought } from './in-telegram.ts';
import { letterTo } from './mailbox.ts';
import type { Guest } from './on-the-web.ts';
import type { OwnDates } from './organiser.ts';
import { signIn } from './session.ts';
import { say } from './words.ts';

/** So long after the move the next message is due: enough for the move itself to be told first. */
const LEAD = 4000;
const HOUR = 3_600_000;

export async function moved(
  { web, sandbox, step }: Evening,
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

  await step(async () => {
    const press = { ...(await signIn(web, viewer)), body: { stars: 5 } };
    const { rating } = await ask(`${web}/api/orders/${orderId}/rating`, press);
    expect(rating === 5, say('оценка принята', 'the rating is taken'), rating);
    const seen = await soon(
      say('средняя оценка у организатора', 'the average on the organiser’s page'),
      async () => {
        const { rating: given } = await organiser.see(`/shows/${show.id}`);
        return given.count === 1 && given;
      },
      () => organiser.see(`/shows/${show.id}`),
    );
    return [
      undefined,
      say(
        `Анна ставит пять звёзд одним нажатием, Ирина видит ${seen.average}`,
        `Anna gives five stars in one press, Irina sees ${seen.average}`,
      ),
    ];
  });
  return orderId;
}
