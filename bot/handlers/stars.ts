/** Stars: the last check before they move, and the word that they have moved. */
import { setTimeout as sleep } from 'node:timers/promises';
import { orderOfPayload } from '../../domain/invoice.ts';
import { type OrderState, orderState } from '../../queries/orders/state.ts';
import type { Bot, Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { settleInvoices } from '../invoices.ts';

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
    // What is paid can neither be paid nor given up. The money is placed: nothing here may fail it.
    await settleInvoices(visit.telegram, orderId);
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
