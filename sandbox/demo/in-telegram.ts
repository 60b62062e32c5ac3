/** The evening in Telegram: from /start to the tickets in the chat. */
import { choose, isTicket, openCard, payInvoice, takeInvoice } from './buying.ts';
import type { Evening } from './evening.ts';
import { expect } from './expect.ts';
import { ask, call } from './http.ts';
import { buttonOf, type Message, newPhone, type Phone } from './phone.ts';
import { signIn } from './session.ts';
import { local, money, say } from './words.ts';

const QUANTITY = 2;
/** Whoever exchanges or returns must have time to. */
const DAYS_AHEAD = 3;

export type Show = {
  id: string;
  code: string;
  kind: string;
  startsAt: string;
  onSale: boolean;
  seatsLeft: number;
  production: { slug: string; title: { ru: string; en: string } };
};
export type Bought = { viewer: Phone; orderId: string; show: Show; shows: Show[] };

export async function inTelegram({ web, sandbox, step }: Evening): Promise<Bought> {
  const viewer = await step(async () => {
    const phone = await newPhone(sandbox, say('Анна', 'Anna'));
    return [phone, say(`Анна берёт телефон (человек ${phone.id})`, `Anna takes her phone (person ${phone.id})`)];
  });

  const welcome = await step(async () => {
    const message = await viewer.say('/start', say('бот здоровается', 'the bot says welcome'), (seen) => buttonOf(seen, 'e'));
    return [message, say('/start: бот здоровается', '/start: the bot says welcome')];
  });

  const { show, shows } = await step(async () => {
    const isList = (seen: Message) => buttonOf(seen, 's:');
    const list = await viewer.press(welcome, 'e', say('бот показывает афишу', 'the bot shows the playbill'), isList);
    const { shows: ahead } = (await ask(`${web}/api/shows`)) as { shows: Show[] };
    const found = ahead.find((one) => fits(one) && ahead.some((other) => isOtherDate(one, other)));
    expect(found, say('в афише есть показ со свободными местами', 'a show on the playbill has free seats'), `${ahead.length}`);
    const rows = list.buttons.flat().filter(({ data }) => data?.startsWith('s:')).length;
    return [
      { show: found, shows: ahead },
      say(
        `афиша: ${rows} показов на странице, всего ${ahead.length}`,
        `the playbill: ${rows} shows on a page, ${ahead.length} in all`,
      ),
    ];
  });

  const card = await step(async () => {
    const message = await openCard(viewer, show.code);
    const title = local(show.production.title);
    return [message, say(`ссылка на показ открывает «${title}» с афишей`, `a link opens “${title}” with its poster`)];
  });

  const ready = await step(async () => {
    const [type] = card.buttons.flat();
    const priced = await choose(viewer, card, show.code, QUANTITY);
    return [priced, say(`выбирает «${type?.text}», билетов: ${QUANTITY}`, `chooses “${type?.text}”, ${QUANTITY} tickets`)];
  });

  const { invoice, orderId } = await step(async () => {
    const taken = await takeInvoice(viewer, ready);
    const total = money({ amount: taken.invoice.invoice?.totalAmount ?? 0, currency: 'XTR' });
    return [taken, say(`места за ней, пришёл счёт на ${total}`, `her seats are held, the invoice is for ${total}`)];
  });

  await step(async () => {
    await getsNothing({ web, sandbox, orderId });
    return [undefined, say('чужой с номером её заказа не получает ничего', 'a stranger who knows her order id gets nothing')];
  });

  await step(async () => {
    await payInvoice(viewer, invoice);
    await viewer.sees(say(`билеты, ${QUANTITY}`, `${QUANTITY} tickets`), isTicket, { count: QUANTITY });
    return [
      undefined,
      say(`платит звёздами, пришли билеты с QR-кодом: ${QUANTITY}`, `pays with Stars, ${QUANTITY} tickets with QR codes arrive`),
    ];
  });
  return { viewer, orderId, show, shows };
}

const inTime = ({ startsAt }: Show) => Date.parse(startsAt) > Date.now() + DAYS_AHEAD * 86_400_000;
const fits = (show: Show) => show.onSale && show.seatsLeft > 2 * QUANTITY && show.kind !== 'telegram' && inTime(show);
/** What an order for one date is exchanged for, and can still be returned from whole. */
export const isOtherDate = (one: Show, other: Show): boolean =>
  [other.id !== one.id, other.production.slug === one.production.slug, other.onSale, other.seatsLeft > QUANTITY].every(Boolean) &&
  inTime(other);

async function getsNothing({ web, sandbox, orderId }: { web: string; sandbox: string; orderId: string }): Promise<void> {
  const stranger = await newPhone(sandbox, say('Чужой', 'A stranger'));
  const said = await stranger.say(`/start order_${orderId.replaceAll('-', '')}`, say('ответ чужому', 'an answer'), () => true);
  expect(!said.invoice && said.buttons.length === 0, say('ни счёта, ни кнопок', 'no invoice and no buttons'), said);
  const { headers: signedIn } = await signIn(web, stranger);
  for (const headers of [{}, signedIn]) {
    const { status, body } = await call(`${web}/api/orders/${orderId}`, { headers });
    expect(status === 404, say('404 на чужой заказ', "404 for somebody else's order"), { status, ...body });
    const cancelled = await call(`${web}/api/orders/${orderId}/cancel`, { headers, body: {} });
    expect(cancelled.status === 404, say('404 на отмену чужого заказа', "404 for cancelling somebody else's order"), cancelled);
  }
}
