/** A purchase in the bot, press by press: told at length the first time, done in one breath later. */
import { expect } from './expect.ts';
import { buttonOf, type Message, type Phone } from './phone.ts';
import { say } from './words.ts';

export const isTicket = ({ media, protectContent, text }: Message) => media && protectContent && text.includes(say('№', 'No.'));

/** Buttons speak of orders and tickets without their dashes. */
export const compact = (uuid: string): string => uuid.replaceAll('-', '');
const expand = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** A link leads straight to a show's card. */
export const openCard = (phone: Phone, code: string): Promise<Message> =>
  phone.say(
    `/start show_${code}`,
    say('карточка показа с афишей', "the show's card with its poster"),
    (seen) => seen.media && buttonOf(seen, `t:${code}:`),
  );

/** The first type of the card, so many of it. @returns the message with the button to pay */
export async function choose(phone: Phone, card: Message, code: string, quantity: number): Promise<Message> {
  const wanted = `q:${code}:0:${quantity}`;
  const counts = await phone.press(card, `t:${code}:`, say('выбор количества', 'a choice of how many'), (seen) =>
    buttonOf(seen, wanted),
  );
  return phone.press(counts, wanted, say('кнопка оплаты', 'a button to pay'), (seen) => buttonOf(seen, 'p:'));
}

export async function takeInvoice(phone: Phone, ready: Message): Promise<{ invoice: Message; orderId: string }> {
  const after = await phone.newest();
  const invoice = await phone.press(
    ready,
    'p:',
    say('счёт', 'an invoice'),
    (seen) => seen.messageId > after && seen.invoice && !seen.invoice.paid,
  );
  const hex = buttonOf(invoice, 'c:')?.data?.slice(2) ?? '';
  expect(/^[0-9a-f]{32}$/.test(hex), say('на счёте кнопка отмены', 'a cancel button on the invoice'), invoice.buttons);
  return { invoice, orderId: expand(hex) };
}

export async function payInvoice(phone: Phone, { messageId }: Message): Promise<void> {
  const { body } = await phone.pay(messageId);
  expect(body.result === 'paid', say('оплата прошла', 'the payment goes through'), body);
}

/** @returns the order, once its tickets are in the chat */
export async function buy(phone: Phone, code: string, quantity: number): Promise<{ orderId: string; stars: number }> {
  const after = await phone.newest();
  const { invoice, orderId } = await takeInvoice(phone, await choose(phone, await openCard(phone, code), code, quantity));
  await payInvoice(phone, invoice);
  await phone.sees(say(`билеты, ${quantity}`, `${quantity} tickets`), isTicket, { count: quantity, after });
  return { orderId, stars: invoice.invoice!.totalAmount };
}

/** `/tickets`, then the order's card with all that can be done with it. */
export async function openOrder(phone: Phone, orderId: string): Promise<Message> {
  const choice = `k:${compact(orderId)}`;
  const list = await phone.say('/tickets', say('список заказов', 'a list of orders'), (seen) => buttonOf(seen, choice));
  return phone.press(
    list,
    choice,
    say('карточка заказа', "the order's card"),
    (seen) => seen.messageId > list.messageId && buttonOf(seen, 'f:'),
  );
}
