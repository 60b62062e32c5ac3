/** Seats are held, an invoice is sent, the last check is made, money becomes a signal. */
import { setTimeout as sleep } from 'node:timers/promises';
import { formatShowTime } from '../../domain/dates.ts';
import { invoicePayload, orderOfPayload } from '../../domain/invoice.ts';
import { formatMoney } from '../../domain/money.ts';
import { nameUuid, orderNumber } from '../../domain/uuid.ts';
import { findOrder } from '../../queries/orders/orders.ts';
import { type OrderState, orderState } from '../../queries/orders/state.ts';
import { showsById } from '../../queries/shows/playbill.ts';
import type { Press } from '../callback-data.ts';
import type { Bot, Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { press } from '../keyboards.ts';
import { offered } from './playbill.ts';

export async function pay(
  visit: Visit,
  deps: BotDeps,
  { code, position, quantity, nonce }: Extract<Press, { kind: 'pay' }>,
): Promise<void> {
  const { readers, orders, name } = deps;
  // One rendering of the button is one order, however often it is pressed.
  const orderId = nameUuid('bot order', name, visit.chat?.id ?? 0, code, position, quantity, nonce);
  const known = await orderState(readers.platform(), orderId);
  const found = known ? undefined : await offered(visit, readers, code, position);
  if (!known && !found) return;
  if (found) {
    const { show, type } = found;
    await orders.checkout({
      ...{
        tenantId: show.tenantId,
        orderId,
        showId: show.id,
        personId: visit.personId,
        lines: [{ ticketTypeId: type.id, quantity }],
      },
      ...{ provider: 'stars', account: name, currency: 'XTR', surface: 'bot', bot: name, language: visit.language, known: false },
      contact: { telegramId: visit.from!.id, ...(visit.from!.first_name ? { name: visit.from!.first_name } : {}) },
    });
  }
  await resumeOrder(visit, deps, orderId);
}

/** Where an order stands, and its invoice when it waits for money. */
export async function resumeOrder(visit: Visit, { readers, tickets }: BotDeps, orderId: string): Promise<void> {
  const order = await findOrder(readers, visit.personId, orderId, tickets);
  if (!order) return void (await visit.reply(visit.explain('NotFound'), { parse_mode: 'HTML' }));
  if (order.phase === 'paid') return void (await visit.reply(visit.words.orderPaid));
  if (order.phase !== 'awaitingPayment')
    return void (await visit.reply(order.phase === 'expired' ? visit.words.holdEnded : visit.words.orderClosed));
  if (order.provider !== 'stars')
    return void (await visit.reply(visit.words.stillWaiting, {
      reply_markup: { inline_keyboard: [[{ text: visit.words.website, url: order.checkoutUrl! }]] },
    }));

  const show = (await showsById(readers.platform(), [order.showId])).get(order.showId);
  const { language, words } = visit;
  const title = show?.production.title[language] ?? orderNumber(orderId);
  const when = show ? formatShowTime(new Date(show.startsAt), show.timeZone, language) : '';
  const count = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  await visit.replyWithInvoice(
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
}

export async function cancel(visit: Visit, { orders }: BotDeps, orderId: string): Promise<void> {
  await orders.cancel({ orderId, personId: visit.personId });
  await visit.reply(visit.words.cancelled);
}

/** Pre-checkout is the last seat check, answered from the database alone: Telegram waits ten seconds. */
export function handleStars(bot: Bot, deps: BotDeps): void {
  const { readers, payments, name, report } = deps;

  bot.on('pre_checkout_query', async (visit) => {
    const query = visit.preCheckoutQuery;
    const orderId = orderOfPayload(query.invoice_payload);
    const order = orderId ? await orderState(readers.platform(), orderId) : undefined;
    const refusal = refusalOf(visit, order, query);
    await insist(() => (refusal ? visit.answerPreCheckoutQuery(false, refusal) : visit.answerPreCheckoutQuery(true)));
  });

  bot.on('successful_payment', async (visit) => {
    const {
      invoice_payload: payload,
      telegram_payment_charge_id: paymentId,
      total_amount: amount,
      currency,
    } = visit.message.successful_payment;
    const orderId = orderOfPayload(payload);
    if (!orderId) return report(new Error('money with a payload that is not ours'), paymentId);
    await payments.settled({
      orderId,
      payment: { provider: 'stars', account: name, paymentId, amount, currency },
      find: () => orderState(readers.platform(), orderId),
    });
  });
}

function refusalOf(
  visit: Visit,
  order: OrderState | undefined,
  query: { total_amount: number; currency: string },
): string | undefined {
  const { words } = visit;
  if (order?.provider !== 'stars') return words.orderClosed;
  if (order.personId !== visit.personId) return words.notYours;
  if (order.phase === 'paid' || order.phase === 'closed') return words.alreadyPaid;
  if (order.phase === 'cancelled') return words.orderClosed;
  if (order.phase !== 'awaitingPayment' || !order.holdEndsAt || order.holdEndsAt <= new Date()) return words.holdEnded;
  if (order.amount !== query.total_amount || order.currency !== query.currency) return words.orderClosed;
  return undefined;
}

/** Telegram waits ten seconds for the answer; one fault of the network must not cost the sale. */
async function insist(answer: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1)
    try {
      await answer();
      return;
    } catch (error) {
      if (tries === 4) throw error;
      await sleep(tries * 400);
    }
}
