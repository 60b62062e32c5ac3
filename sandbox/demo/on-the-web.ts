/** A guest on the web: an order, a payment page, the order's page, a letter, a return by the rules of the show. */
import { randomUUID } from 'node:crypto';
import type { Evening } from './evening.ts';
import { expect, soon } from './expect.ts';
import { ask, call } from './http.ts';
import { letterTo } from './mailbox.ts';
import type { OwnDate } from './organiser.ts';
import { language, money, say } from './words.ts';

export type Guest = {
  orderId: string;
  email: string;
  page: string;
  sees(): ReturnType<typeof ask>;
  does(path: string, body?: object): ReturnType<typeof ask>;
};

const names = { stripe: 'Stripe', yookassa: say('ЮKassa', 'YooKassa') };

/** @returns a guest whose order is paid and has its tickets */
export async function onTheWeb(
  { web, sandbox, sandboxPublic, publicUrl, step }: Evening,
  show: OwnDate,
  { provider, quantity, who }: { provider: keyof typeof names; quantity: number; who: string },
): Promise<Guest> {
  const orderId = randomUUID();
  const email = `guest-${orderId.slice(0, 8)}@example.com`;
  // A browser of their own: nobody else's requests count against theirs.
  const headers = { 'x-rampa-device': orderId };

  const placed = await step(async () => {
    const { ticketTypes } = await ask(`${web}/api/shows/${show.id}`, { headers });
    const [type] = ticketTypes;
    expect(type?.left >= quantity, say('в продаже есть билеты', 'tickets are on sale'), ticketTypes);
    const body = {
      ...{ orderId, showId: show.id, lines: [{ ticketTypeId: type.id, quantity }], provider },
      ...{ email, name: say('Глеб', 'Gleb'), language },
    };
    const press = () => call(`${web}/api/orders`, { body, headers });
    const [first, second] = await Promise.all([press(), press()]);
    for (const { status, body: said } of [first, second])
      expect(status === 201, say('места за гостем', 'the seats are held'), { status, ...said });
    const same = first.body.checkoutUrl === second.body.checkoutUrl;
    expect(same, say('двойное нажатие: одна страница оплаты', 'a double press: one payment page'), [first.body, second.body]);
    const price = money(first.body.total);
    return [
      first.body,
      say(`${who} на сайте нажал дважды: заказ один, ${price}`, `${who} on the web presses twice: one order, ${price}`),
    ];
  });

  const token = encodeURIComponent(placed.orderToken);
  const at = (path = '') => `${web}/api/orders/${orderId}${path}${path.includes('?') ? '&' : '?'}token=${token}`;
  const guest: Guest = {
    ...{ orderId, email, page: `${publicUrl}/orders/${orderId}?token=${token}` },
    sees: () => ask(at(), { headers }),
    does: (path, body) => ask(at(path), { headers, ...(body ? { body } : {}) }),
  };

  await step(async () => {
    const expected = say('страница оплаты песочницы', "the sandbox's payment page");
    const { origin, pathname } = new URL(placed.checkoutUrl);
    expect(
      [sandbox, sandboxPublic].some((known) => new URL(known).origin === origin),
      expected,
      placed.checkoutUrl,
    );
    await ask(`${sandbox}${pathname}/pay`, { body: {} });
    const paid = await soon(
      say('заказ оплачен, билеты выписаны', 'the order is paid and has its tickets'),
      async () => {
        const order = await guest.sees();
        return order.phase === 'paid' && order.tickets.length === quantity && order;
      },
      guest.sees,
    );
    const page = await call(guest.page.replace(publicUrl, web), { headers: { accept: 'text/html' } });
    expect(page.status === 200, say('страница заказа открывается', "the order's page opens"), page.status);
    await letterTo(sandbox, email, say('письмо с билетом', 'a letter with the ticket'), ({ attachments }) =>
      attachments.some(({ filename }) => filename.endsWith('.ics')),
    );
    return [
      undefined,
      say(
        `платит через ${names[provider]}: заказ ${paid.number}, билеты в письме`,
        `pays by ${names[provider]}: order ${paid.number}, the tickets come by mail`,
      ),
    ];
  });
  return guest;
}

export async function givesOneBack({ sandbox, step }: Evening, guest: Guest): Promise<void> {
  await step(async () => {
    const { tickets } = await guest.sees();
    const quote = await guest.does(`/refund-quote?tickets=${tickets[0].id}`);
    expect(quote.refusal === null && quote.percent === 50, say('вернётся половина', 'half of the price comes back'), quote);
    await guest.does('/refund', { requestId: randomUUID(), ticketIds: [tickets[0].id] });
    const back = money(quote.back);
    const order = await soon(
      say(`${back} вернулись`, `${back} came back`),
      async () => {
        const seen = await guest.sees();
        return seen.refunds.some(({ status }: { status: string }) => status === 'succeeded') && seen;
      },
      guest.sees,
    );
    const states = order.tickets.map(({ state }: { state: string }) => state).sort();
    expect(states.join() === 'revoked,valid', say('второй билет действует', 'the other ticket is good'), states);
    await letterTo(sandbox, guest.email, say('письмо о деньгах', 'a letter about the money'), ({ subject }) =>
      /Возвращаем|refund/.test(subject),
    );
    return [
      undefined,
      say(
        `возвращает билет в день показа: по правилам ${back}, остальное у театра`,
        `returns one ticket on the day: ${back} by the rules, the rest is kept`,
      ),
    ];
  });
}
