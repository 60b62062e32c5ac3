/** Plans change: an order is exchanged for another date, then given back. */
import { buy, compact, isTicket, openOrder } from './buying.ts';
import type { Evening } from './evening.ts';
import { expect, soon } from './expect.ts';
import { type Bought, isOtherDate } from './in-telegram.ts';
import { buttonOf } from './phone.ts';
import { money, say } from './words.ts';

export async function secondThoughts({ step }: Evening, { viewer, show, shows }: Bought): Promise<void> {
  const before = await viewer.stars();
  const order = await step(async () => {
    const bought = await buy(viewer, show.code, 1);
    const price = money({ amount: bought.stars, currency: 'XTR' });
    return [bought, say(`Анна берёт ещё билет, ${price}`, `Anna buys one more ticket, ${price}`)];
  });
  const hex = compact(order.orderId);

  await step(async () => {
    const card = await openOrder(viewer, order.orderId);
    const other = `vf:${hex}:${shows.find((one) => isOtherDate(show, one))?.code}`;
    const dates = await viewer.press(card, `v:${hex}`, say('другие даты', 'other dates'), (seen) => buttonOf(seen, other));
    const when = buttonOf(dates, other)?.text;
    const sure = await viewer.press(dates, other, say('вопрос, точно ли', 'a question whether'), (seen) => buttonOf(seen, 'vn:'));
    const after = await viewer.newest();
    await viewer.press(sure, 'vn:', say('обмен сделан', 'the exchange is made'), ({ text }) =>
      text.startsWith(say('Готово', 'Done')),
    );
    await viewer.sees(say('новый билет', 'the new ticket'), isTicket, { after });
    return [undefined, say(`меняет его на ${when}, пришёл новый`, `exchanges it for ${when}, a new one arrives`)];
  });

  await step(async () => {
    const card = await openOrder(viewer, order.orderId);
    const terms = await viewer.press(card, `f:${hex}`, say('условия возврата', 'terms of the return'), (seen) =>
      buttonOf(seen, 'fn:'),
    );
    await viewer.press(terms, 'fn:', say('билет возвращён', 'the ticket is returned'), ({ text }) =>
      text.startsWith(say('Готово', 'Done')),
    );
    await soon(
      say('звёзды снова у неё', 'she has her Stars again'),
      async () => (await viewer.stars()) === before,
      async () => `${await viewer.stars()} ≠ ${before}`,
    );
    await viewer.sees(say('слова о звёздах', 'words about the Stars'), ({ text }) =>
      text.startsWith(say('Вернули', 'We have returned')),
    );
    return [undefined, say('и возвращает: звёзды снова у неё', 'and gives it back: her Stars are back')];
  });
  expect((await viewer.stars()) === before, say('звёзд столько же', 'as many Stars as before'), before);
}
