/** The evening in Telegram: from /start to the ticket at the door. */
import type { Evening } from './evening.ts';
import { expect } from './expect.ts';
import { ask, call } from './http.ts';
import { buttonOf, type Message, newPhone, type Phone } from './phone.ts';
import { local, money, say } from './words.ts';

const QUANTITY = 2;

type Show = { id: string; code: string; onSale: boolean; seatsLeft: number; production: { title: { ru: string; en: string } } };
const isTicket = ({ media, protectContent, text }: Message) => media && protectContent && text.includes('№');

export async function inTelegram({ web, sandbox, step }: Evening): Promise<{ viewer: Phone; orderId: string; show: Show }> {
  const viewer = await step(async () => {
    const phone = await newPhone(sandbox, 'Анна', 'ru');
    return [phone, say(`Анна берёт телефон (человек ${phone.id})`, `Anna takes her phone (person ${phone.id})`)];
  });

  const welcome = await step(async () => {
    const message = await viewer.say('/start', say('бот здоровается', 'the bot says welcome'), (seen) => buttonOf(seen, 'e'));
    return [message, say('/start: бот здоровается', '/start: the bot says welcome')];
  });

  const show = await step(async () => {
    const isList = (seen: Message) => buttonOf(seen, 's:');
    const list = await viewer.press(welcome, 'e', say('бот показывает афишу', 'the bot shows the playbill'), isList);
    const { shows } = (await ask(`${web}/api/shows`)) as { shows: Show[] };
    const found = shows.find(({ onSale, seatsLeft }) => onSale && seatsLeft > 2 * QUANTITY);
    expect(found, say('в афише есть показ со свободными местами', 'a show on the playbill has free seats'), `${shows.length}`);
    const rows = list.buttons.flat().filter(({ data }) => data?.startsWith('s:')).length;
    return [
      found,
      say(
        `афиша: ${rows} показов на странице, всего ${shows.length}`,
        `the playbill: ${rows} shows on a page, ${shows.length} in all`,
      ),
    ];
  });

  const card = await step(async () => {
    const link = `/start show_${show.code}`;
    const isCard = (seen: Message) => seen.media && buttonOf(seen, `t:${show.code}:`);
    const message = await viewer.say(link, say('карточка показа с афишей', "the show's card with its poster"), isCard);
    const title = local(show.production.title);
    return [message, say(`ссылка на показ открывает «${title}» с афишей`, `a link opens “${title}” with its poster`)];
  });

  const ready = await step(async () => {
    const wanted = `q:${show.code}:0:${QUANTITY}`;
    const counts = await viewer.press(card, `t:${show.code}:`, say('выбор количества', 'a choice of how many'), (seen) =>
      buttonOf(seen, wanted),
    );
    const priced = await viewer.press(counts, wanted, say('кнопка оплаты', 'a button to pay'), (seen) => buttonOf(seen, 'p:'));
    const [type] = card.buttons.flat();
    return [priced, say(`выбирает «${type?.text}», билетов: ${QUANTITY}`, `chooses “${type?.text}”, ${QUANTITY} tickets`)];
  });

  const { invoice, orderId } = await step(async () => {
    const message = await viewer.press(ready, 'p:', say('счёт', 'an invoice'), (seen) => seen.invoice && !seen.invoice.paid);
    const hex = buttonOf(message, 'c:')?.data?.slice(2) ?? '';
    expect(/^[0-9a-f]{32}$/.test(hex), say('на счёте кнопка отмены', 'a cancel button on the invoice'), message.buttons);
    const total = money({ amount: message.invoice?.totalAmount ?? 0, currency: 'XTR' });
    const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return [
      { invoice: message, orderId: id },
      say(`места за ней, пришёл счёт на ${total}`, `her seats are held, the invoice is for ${total}`),
    ];
  });

  await step(async () => {
    await getsNothing({ web, sandbox, orderId });
    return [undefined, say('чужой с номером её заказа не получает ничего', 'a stranger who knows her order id gets nothing')];
  });

  await step(async () => {
    const { body } = await viewer.pay(invoice.messageId);
    expect(body.result === 'paid', say('оплата прошла', 'the payment goes through'), body);
    return [undefined, say('платит звёздами', 'pays with Stars')];
  });

  await step(async () => {
    await viewer.sees(say(`билеты, ${QUANTITY}`, `${QUANTITY} tickets`), isTicket, QUANTITY);
    return [
      undefined,
      say(
        `пришли билеты с QR-кодом: ${QUANTITY}, переслать их нельзя`,
        `${QUANTITY} tickets with QR codes arrive and cannot be forwarded`,
      ),
    ];
  });
  return { viewer, orderId, show };
}

async function getsNothing({ web, sandbox, orderId }: { web: string; sandbox: string; orderId: string }): Promise<void> {
  const stranger = await newPhone(sandbox, 'Чужой', 'ru');
  const said = await stranger.say(`/start order_${orderId.replaceAll('-', '')}`, say('ответ чужому', 'an answer'), () => true);
  expect(!said.invoice && said.buttons.length === 0, say('ни счёта, ни кнопок', 'no invoice and no buttons'), said);
  const { token } = await ask(`${web}/api/sign-in`, { body: { initData: await stranger.initData() } });
  for (const headers of [{}, { authorization: `Bearer ${token}` }]) {
    const { status, body } = await call(`${web}/api/orders/${orderId}`, { headers });
    expect(status === 404, say('404 на чужой заказ', "404 for somebody else's order"), { status, ...body });
    const cancelled = await call(`${web}/api/orders/${orderId}/cancel`, { headers, body: {} });
    expect(cancelled.status === 404, say('404 на отмену чужого заказа', "404 for cancelling somebody else's order"), cancelled);
  }
}
