/** The evening is rated in one press, and its organiser sees what it was worth. */
import type { Evening } from './evening.ts';
import { expect, soon } from './expect.ts';
import { ask } from './http.ts';
import type { Bought } from './in-telegram.ts';
import type { OwnDates } from './organiser.ts';
import { signIn } from './session.ts';
import { say } from './words.ts';

/** @param orderId of a ticket for the evening that is over */
export async function rated(
  { web, step }: Evening,
  { organiser, soon: show }: OwnDates,
  { viewer }: Bought,
  orderId: string,
): Promise<void> {
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
}
