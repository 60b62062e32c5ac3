/** A guest on the web: an order, a payment page, the order's page. */
import { randomUUID } from 'node:crypto';
import type { Evening } from './evening.ts';
import { expect, soon } from './expect.ts';
import { ask, call } from './http.ts';
import { money, say } from './words.ts';

export async function onTheWeb(
  { web, sandbox, publicUrl, step }: Evening,
  showId: string,
): Promise<{ orderId: string; page: string }> {
  const orderId = randomUUID();

  const placed = await step(async () => {
    const { ticketTypes } = await ask(`${web}/api/shows/${showId}`);
    const type = ticketTypes.find(({ left }: { left: number }) => left > 0);
    expect(type, say('в продаже есть билеты', 'tickets are on sale'), ticketTypes);
    const body = {
      ...{ orderId, showId, lines: [{ ticketTypeId: type.id, quantity: 1 }], provider: 'stripe' },
      ...{ email: `guest-${orderId.slice(0, 8)}@example.com`, name: 'Борис', language: say('ru', 'en') },
    };
    const press = () => call(`${web}/api/orders`, { body, headers: { 'x-rampa-device': orderId } });
    const [first, second] = await Promise.all([press(), press()]);
    for (const { status, body: said } of [first, second])
      expect(status === 201, say('места за гостем', 'the seats are held'), { status, ...said });
    const same = first.body.checkoutUrl === second.body.checkoutUrl;
    expect(same, say('двойное нажатие: одна страница оплаты', 'a double press: one payment page'), [first.body, second.body]);
    const price = money(first.body.total);
    return [
      first.body,
      say(`гость на сайте нажал дважды: заказ один, ${price}`, `a guest on the web presses twice: one order, ${price}`),
    ];
  });

  await step(async () => {
    const expected = say('страница оплаты песочницы', "the sandbox's payment page");
    expect(new URL(placed.checkoutUrl).origin === new URL(sandbox).origin, expected, placed.checkoutUrl);
    const { status } = await ask(`${placed.checkoutUrl}/pay`, { body: {} });
    expect(status === 'paid', say('оплата картой прошла', 'the card is accepted'), status);
    return [undefined, say('платит картой на странице оплаты', 'pays by card on the payment page')];
  });

  const path = `/orders/${orderId}?token=${encodeURIComponent(placed.orderToken)}`;
  await step(async () => {
    const look = () => ask(`${web}/api${path}`);
    const paid = await soon(
      say('заказ оплачен, билет выписан', 'the order is paid and has its ticket'),
      async () => {
        const order = await look();
        return order.phase === 'paid' && order.tickets.length === 1 && order;
      },
      look,
    );
    const page = await call(web + path, { headers: { accept: 'text/html' } });
    expect(page.status === 200, say('страница заказа открывается', "the order's page opens"), page.status);
    return [
      undefined,
      say(`страница заказа ${paid.number}: оплачен, билет на месте`, `the page of order ${paid.number}: paid, with its ticket`),
    ];
  });
  return { orderId, page: publicUrl + path };
}
