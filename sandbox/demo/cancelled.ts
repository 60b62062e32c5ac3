/** A show is cancelled: everybody is told and gets everything back, and the organiser sees how far that is. */
import { buy } from './buying.ts';
import type { Evening } from './evening.ts';
import { expect, soon } from './expect.ts';
import type { Bought } from './in-telegram.ts';
import { letterTo } from './mailbox.ts';
import { onTheWeb } from './on-the-web.ts';
import type { OwnDates } from './organiser.ts';
import { money, say } from './words.ts';

export async function cancelled(evening: Evening, { organiser, later: show }: OwnDates, { viewer }: Bought): Promise<void> {
  const { sandbox, step } = evening;
  const before = await viewer.stars();
  const guest = await onTheWeb(evening, show, { provider: 'stripe', quantity: 2, who: say('ещё один гость', 'another guest') });
  const anna = await step(async () => {
    const bought = await buy(viewer, show.code, 1);
    const price = money({ amount: bought.stars, currency: 'XTR' });
    return [bought, say(`и Анна берёт билет на ту же дату, ${price}`, `and Anna buys a ticket for the same date, ${price}`)];
  });

  const after = await viewer.newest();
  await step(async () => {
    const { status, changes } = await organiser.does(`/shows/${show.id}/cancel`, {});
    expect(status === 'cancelled', say('показ отменён', 'the show is cancelled'), status);
    expect(changes[0].total === 2, say('отмена касается двух заказов', 'it concerns two orders'), changes[0]);
    const expected = say('слова об отмене', 'words about it');
    await Promise.all([
      viewer.sees(expected, ({ text }) => text.includes(say('Показ отменён', 'The show is cancelled')), { after }),
      letterTo(sandbox, guest.email, expected, ({ subject }) => /отмен|cancel/i.test(subject)),
    ]);
    return [undefined, say('Ирина отменяет эту дату: все узнают об этом', 'Irina cancels that date: everybody is told')];
  });

  await step(async () => {
    const progress = async () => (await organiser.see(`/shows/${show.id}`)).changes[0];
    const done = await soon(
      say('деньги вернулись всем', 'everybody has their money back'),
      async () => {
        const now = await progress();
        return now.returned === now.total && now.told === now.total && now;
      },
      progress,
    );
    expect(
      (await viewer.stars()) === before,
      say(`${anna.stars} звёзд снова у Анны`, `Anna has her ${anna.stars} Stars`),
      before,
    );
    const order = await guest.sees();
    expect(order.phase === 'refunded', say('заказ гостя возвращён', "the guest's order is refunded"), order.phase);
    const percent = Math.round((100 * done.returned) / done.total);
    return [
      undefined,
      say(
        `деньги вернулись всем: заказов ${done.returned} из ${done.total}, ${percent} %`,
        `everybody has their money back: ${done.returned} orders of ${done.total}, ${percent}%`,
      ),
    ];
  });
}
