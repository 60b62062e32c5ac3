/** After the purchase: the door, the list of tickets, another language. */
import type { Evening } from './evening.ts';
import { expect } from './expect.ts';
import { ask } from './http.ts';
import { buttonOf, type Message, type Phone } from './phone.ts';
import { say } from './words.ts';

type Bought = { viewer: Phone; orderId: string; show: { id: string } };

export async function atTheDoor({ web, step }: Evening, { viewer, orderId, show }: Bought): Promise<void> {
  const check = (token: string) => ask(`${web}/api/tickets/validate`, { body: { token, showId: show.id } });

  const ticket = await step(async () => {
    const { token: session } = await ask(`${web}/api/sign-in`, { body: { initData: await viewer.initData() } });
    const order = await ask(`${web}/api/orders/${orderId}`, { headers: { authorization: `Bearer ${session}` } });
    expect(order.tickets?.length > 0, say('билеты видны и в приложении', 'the Mini App shows the tickets too'), order);
    const verdict = await check(order.tickets[0].token);
    expect(verdict.valid === true, say('билет годен', 'the ticket is good'), verdict);
    return [
      order.tickets[0],
      say(`на входе: билет ${order.tickets[0].number} годен`, `the door: ticket ${order.tickets[0].number} is good`),
    ];
  });

  await step(async () => {
    const forged = ticket.token.replace(/.{4}$/, (end: string) => (end === 'AAAA' ? 'BBBB' : 'AAAA'));
    const verdict = await check(forged);
    expect(verdict.valid === false && verdict.reason === 'forged', say('подделка не проходит', 'a forgery is refused'), verdict);
    return [undefined, say('на входе: поддельный билет не проходит', 'the door: a forged ticket is refused')];
  });

  await step(async () => {
    const list = await viewer.say('/tickets', say('список заказов', 'a list of orders'), (seen) => buttonOf(seen, 'k:'));
    const again = (seen: Message) => seen.media && seen.protectContent && seen.messageId > list.messageId;
    await viewer.press(list, 'k:', say('билеты ещё раз', 'the tickets once more'), again);
    return [undefined, say('/tickets: те же билеты, когда ни спроси', '/tickets: the same tickets, whenever she asks')];
  });

  await step(async () => {
    const choice = await viewer.say('/language', say('выбор языка', 'a choice of language'), (seen) => buttonOf(seen, 'l:en'));
    await viewer.press(choice, 'l:en', say('ответ по-английски', 'an answer in English'), ({ text }) =>
      /English it is/.test(text),
    );
    await viewer.say('/help', say('помощь по-английски', 'help in English'), ({ text }) => /playbill/.test(text));
    return [undefined, say('/language: дальше бот говорит по-английски', '/language: the bot speaks English from here on')];
  });
}
