/** A person's tickets, whenever they ask: bought or handed to them, with everything that can be done with them. */
import { escapeHtml } from '../../domain/html.ts';
import { orderUrl } from '../../domain/order-link.ts';
import { qrPng } from '../../domain/qr-png.ts';
import { ticketCaption } from '../../domain/ticket-caption.ts';
import type { OrderRowView, TicketView } from '../../queries/orders/orders.ts';
import type { PassView } from '../../queries/orders/passes.ts';
import type { ShowSummaryView } from '../../queries/shows/playbill.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { type Holding, holdingIn, holdingsOf } from '../holdings.ts';
import { press } from '../keyboards.ts';
import { present, type Rows, say, urlRow } from '../present.ts';
import { shortWhen, whenOf } from '../times.ts';

/** Telegram refuses a keyboard that is much longer. */
const mostRows = 20;

export async function listTickets(visit: Visit, deps: BotDeps): Promise<void> {
  const { words } = visit;
  const holdings = (await holdingsOf(visit, deps)).slice(0, mostRows);
  if (holdings.length === 0) return void (await visit.reply(words.noTickets));
  const rows = holdings.map((holding) => [
    press(`${holding.show.production.title[visit.language]} · ${shortWhen(holding.show, visit)} · ${stateOf(holding, visit)}`, {
      ...{ kind: 'tickets', orderId: holding.orderId },
    }),
  ]);
  await say(visit, words.ticketsTitle, rows);
}

function stateOf({ order, passes }: Holding, { words }: Visit): string {
  if (!order) return words.handedToYou;
  const valid = order.tickets.filter((ticket) => ticket.state === 'valid');
  if (valid.length === 0) {
    const [first] = order.tickets;
    return first && first.revokeReason !== 'refunded' ? words.ticketStates[stateKey(first)] : words.allReturned;
  }
  if (passes.length > 0 && valid.every((ticket) => ticket.usedAt)) return words.allUsed;
  return words.ticketsOf(valid.length);
}

const stateKey = (ticket: Pick<TicketView, 'state' | 'revokeReason' | 'usedAt' | 'holder'>) =>
  ticket.state === 'revoked'
    ? (ticket.revokeReason ?? 'organiser')
    : ticket.usedAt
      ? 'used'
      : ticket.holder === 'companion'
        ? 'companion'
        : 'valid';

/** The QR codes that the person holds, then the order's card. */
export async function sendTickets(visit: Visit, deps: BotDeps, orderId: string): Promise<void> {
  const holding = await holdingIn(visit, deps, orderId);
  await sendCodes(
    visit,
    holding.show,
    holding.passes.filter((pass) => pass.usedAt === null),
  );
  const { text, rows } = cardOf(holding, visit, deps);
  await say(visit, text, rows);
}

/** The card alone, as a new message. */
export async function sendCard(visit: Visit, deps: BotDeps, orderId: string): Promise<void> {
  const { text, rows } = cardOf(await holdingIn(visit, deps, orderId), visit, deps);
  await say(visit, text, rows);
}

export async function sendCodes(visit: Visit, show: ShowSummaryView, passes: PassView[]): Promise<void> {
  const played = { title: show.production.title, startsAt: new Date(show.startsAt), timeZone: show.timeZone };
  const photos = passes.slice(0, 10).map((pass) => ({
    type: 'photo' as const,
    media: { source: qrPng(pass.token) },
    caption: ticketCaption({ ...played, ...pass }, visit.language),
    parse_mode: 'HTML' as const,
  }));
  const [first, ...more] = photos;
  if (more.length > 0) await visit.replyWithMediaGroup(photos, { protect_content: true });
  else if (first) await visit.replyWithPhoto(first.media, { caption: first.caption, parse_mode: 'HTML', protect_content: true });
}

/** The card alone, in place of what was pressed. */
export async function showOrder(visit: Visit, deps: BotDeps, orderId: string): Promise<void> {
  const { text, rows } = cardOf(await holdingIn(visit, deps, orderId), visit, deps);
  await present(visit, text, rows);
}

function cardOf({ order, passes, show, orderId }: Holding, visit: Visit, deps: BotDeps): { text: string; rows: Rows } {
  const { words, language } = visit;
  const shown = order?.tickets ?? passes.map((pass) => ({ ...pass, holder: 'buyer' as const }));
  const text = [
    `<b>${escapeHtml(show.production.title[language])}</b>`,
    whenOf(show, visit),
    ...(order ? [words.orderTitle(order.number)] : [words.handedToYou]),
    '',
    ...shown.map(
      (ticket) =>
        `${words.numbered(ticket.number)} · ${escapeHtml(ticket.typeName[language])} · ${words.ticketStates[stateKey(ticket)]}`,
    ),
  ].join('\n');
  const joinable = order?.joinable || passes.some((pass) => pass.joinable);
  return {
    text,
    rows: [
      ...(joinable ? [[press(words.toTheHall, { kind: 'join', orderId })]] : []),
      ...(order ? buyersRows(order, visit, deps) : []),
    ],
  };
}

function buyersRows(order: OrderRowView, { words, personId }: Visit, deps: BotDeps): Rows {
  const { orderId, canRefund, canExchange } = order;
  const free = order.tickets.filter((ticket) => ticket.state === 'valid' && !ticket.usedAt && ticket.holder === 'buyer');
  return [
    ...free.map(({ id, number }) => [press(words.handOver(number), { kind: 'handOver', ticketId: id })]),
    [
      ...(canRefund ? [press(words.giveBack, { kind: 'refund', orderId, chosen: allOf(order) })] : []),
      ...(canExchange ? [press(words.exchange, { kind: 'exchange', orderId })] : []),
    ],
    ...urlRow(words.onTheSite, orderUrl(deps.publicUrl, orderId, deps.orderLinks.sign(orderId, personId)), deps),
  ].filter((row) => row.length > 0);
}

/** Tickets that can still be returned, a bit each by their place in the order. */
export const allOf = ({ tickets }: OrderRowView): number =>
  tickets.reduce(
    (bits, ticket, index) => (index < 12 && ticket.state === 'valid' && !ticket.usedAt ? bits | (1 << index) : bits),
    0,
  );
