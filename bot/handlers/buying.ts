/** Seats are held and an invoice is sent; when the time to pay is over, the same once more. */
import { formatCityTime } from '../../domain/dates.ts';
import { Refusal } from '../../domain/errors.ts';
import { invoicePayload } from '../../domain/invoice.ts';
import { formatMoney } from '../../domain/money.ts';
import type { OrderLine } from '../../domain/orders.ts';
import { nameUuid, orderNumber } from '../../domain/uuid.ts';
import { findOrder, type OrderRowView } from '../../queries/orders/orders.ts';
import { orderState, refusedBefore } from '../../queries/orders/state.ts';
import { findShow, type ShowView, showsById } from '../../queries/shows/playbill.ts';
import { orderLinesOf } from '../basket.ts';
import type { PressOf } from '../callback-data.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { rememberInvoice, withdrawInvoices } from '../invoices.ts';
import { press } from '../keyboards.ts';
import type { Rows } from '../present.ts';
import { offered } from './choosing.ts';

export async function pay(visit: Visit, deps: BotDeps, { code, basket, nonce }: PressOf<'pay'>): Promise<void> {
  // One rendering of the button is one order, however often it is pressed.
  visit.ordering = true;
  const orderId = nameUuid('bot order', deps.name, visit.chat?.id ?? 0, code, basket, nonce);
  if (!(await orderState(deps.readers.platform(), orderId))) {
    const found = await offered(visit, deps, code, basket);
    if (!found) return;
    await place(visit, deps, orderId, found.show, orderLinesOf(found.lines));
  }
  await resumeOrder(visit, deps, orderId);
}

const place = (visit: Visit, { orders, name, readers }: BotDeps, orderId: string, show: ShowView, lines: OrderLine[]) =>
  orders
    .checkout({
      ...{ tenantId: show.tenantId, orderId, showId: show.id, personId: visit.personId, lines },
      ...{ provider: 'stars', account: name, currency: 'XTR', surface: 'bot', bot: name, language: visit.language, known: false },
      contact: { ...visit.contact, ...(visit.timeZone ? { timeZone: visit.timeZone } : {}) },
    })
    .catch(async (error: unknown) => {
      throw await refusedBefore(readers.platform(), { orderId, showId: show.id, personId: visit.personId }, error);
    });

/** The newest order of a chain: each that ended unpaid names the next, so that a double press is one order. */
const nextOf = (orderId: string): string => nameUuid('again', orderId);
/** A chain so long is nobody's change of mind. */
const mostTries = 50;

export async function orderAgain(visit: Visit, deps: BotDeps, orderId: string): Promise<void> {
  const { readers } = deps;
  visit.ordering = true;
  let newest = await findOrder(readers, visit.personId, orderId);
  for (let tries = 0; newest?.canOrderAgain; tries += 1) {
    if (tries === mostTries) throw new Refusal('TooManyRequests');
    const next = nextOf(newest.orderId);
    const known = await findOrder(readers, visit.personId, next);
    if (!known) {
      await placeAgain(visit, deps, next, newest);
      return resumeOrder(visit, deps, next);
    }
    newest = known;
  }
  await resumeOrder(visit, deps, newest?.orderId ?? orderId);
}

/** Prices are today's; only what the buyer chose to pay is asked for again. */
async function placeAgain(visit: Visit, deps: BotDeps, orderId: string, old: OrderRowView): Promise<void> {
  const show = await findShow(deps.readers.public(), old.showId);
  if (!show?.onSale) throw new Refusal('NotOnSale');
  // What was to be paid on the web is not a sum in Stars.
  const inStars = old.total.currency === 'XTR';
  const lines = old.lines.map(({ ticketTypeId, quantity, unit }) => {
    const type = show.ticketTypes.find((candidate) => candidate.id === ticketTypeId);
    const least = type?.prices.find(({ currency }) => currency === 'XTR')?.amount ?? 0;
    const unitAmount = Math.max(inStars ? unit.amount : 0, least, 1);
    return { ticketTypeId, quantity, ...(type?.openPrice ? { unitAmount } : {}) };
  });
  await place(visit, deps, orderId, show, lines);
}

const againRow = ({ words }: Visit, { orderId, canOrderAgain }: OrderRowView): Rows =>
  canOrderAgain ? [[press(words.again, { kind: 'again', orderId })]] : [];

/** Where an order stands, and its invoice when it waits for money. */
export async function resumeOrder(visit: Visit, deps: BotDeps, orderId: string): Promise<void> {
  const { readers } = deps;
  const { language, words } = visit;
  const order = await findOrder(readers, visit.personId, orderId);
  if (!order) throw new Refusal('NotFound');
  if (order.phase === 'paid') return void (await visit.reply(words.orderPaid));
  if (order.phase !== 'awaitingPayment')
    return void (await visit.reply(order.phase === 'expired' ? words.holdEnded : words.orderClosed, {
      reply_markup: { inline_keyboard: againRow(visit, order) },
    }));
  if (order.provider !== 'stars')
    return void (await visit.reply(words.stillWaiting, {
      reply_markup: { inline_keyboard: [[{ text: words.website, url: order.checkoutUrl! }]] },
    }));

  const show = (await showsById(readers.platform(), [order.showId])).get(order.showId);
  const title = show?.production.title[language] ?? orderNumber(orderId);
  const when = show ? formatCityTime(new Date(show.startsAt), show.timeZone, language) : '';
  const count = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const sent = await visit.replyWithInvoice(
    {
      title: title.slice(0, 32),
      description: [when, words.invoiceTickets(count), orderNumber(orderId)].filter(Boolean).join(' · '),
      payload: invoicePayload(orderId),
      // Without it a forwarded invoice could be paid by anyone.
      start_parameter: `order_${orderId.replaceAll('-', '')}`,
      provider_token: '',
      currency: 'XTR',
      prices: [{ label: title.slice(0, 32), amount: order.total.amount }],
    },
    {
      reply_markup: {
        inline_keyboard: [
          [{ text: words.pay(formatMoney(order.total, language)), pay: true }],
          [press(words.cancel, { kind: 'cancel', orderId })],
        ],
      },
    },
  );
  rememberInvoice(visit.telegram, orderId, { chatId: sent.chat.id, messageId: sent.message_id }, order.holdEndsAt);
}

export async function cancel(visit: Visit, { orders, readers }: BotDeps, orderId: string): Promise<void> {
  if (!(await findOrder(readers, visit.personId, orderId))) throw new Refusal('NotFound');
  const over = () => withdrawInvoices(visit.telegram, orderId, pressedOf(visit));
  await orders.cancel({ orderId, personId: visit.personId }).catch(async (error: unknown) => {
    if (error instanceof Refusal && error.code === 'NotAwaitingPayment') await over();
    throw error;
  });
  await over();
  const order = await findOrder(readers, visit.personId, orderId);
  await visit.reply(visit.words.cancelled, { reply_markup: { inline_keyboard: order ? againRow(visit, order) : [] } });
}

const pressedOf = ({ callbackQuery, chat }: Visit) =>
  chat && callbackQuery?.message ? { chatId: chat.id, messageId: callbackQuery.message.message_id } : undefined;
