/** What Telegram expects of a bot that takes Stars: help with payments, and its terms. */
import { escapeHtml } from '../../domain/html.ts';
import { formatMoney } from '../../domain/money.ts';
import { ordersOf } from '../../queries/orders/orders.ts';
import { showsById } from '../../queries/shows/playbill.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { press } from '../keyboards.ts';
import { say } from '../present.ts';
import { shortWhen } from '../times.ts';

const recent = 10;

export async function paySupport(visit: Visit, { readers, tickets, support }: BotDeps): Promise<void> {
  const { words, language, personId } = visit;
  const orders = await ordersOf(readers, personId, tickets, recent);
  const shows = await showsById(readers.platform(), [...new Set(orders.map(({ showId }) => showId))]);
  const listed = orders.map((order) => {
    const show = shows.get(order.showId);
    const played = show ? `${escapeHtml(show.production.title[language])}, ${shortWhen(show, visit)}` : '';
    const refunds = order.refunds.map(({ amount, status }) => `${words.refundStates[status]} ${formatMoney(amount, language)}`);
    const state = [words.phases[order.phase], ...refunds].join('; ');
    return [`<b>${order.number}</b>`, played, formatMoney(order.total, language), state].filter(Boolean).join(' · ');
  });
  await say(
    visit,
    [
      words.paySupport,
      support ? words.supportAt(escapeHtml(support)) : words.supportByTheatre,
      listed.length > 0 ? [words.recentOrders, ...listed].join('\n') : words.noOrders,
    ].join('\n\n'),
    [[press(words.myTickets, { kind: 'myTickets' })]],
  );
}

export const showTerms = (visit: Visit) => say(visit, visit.words.terms);
