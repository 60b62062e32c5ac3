/** What a buyer sees of their orders. Read under the person's own eyes: row-level security shows nobody else's. */
import QRCode from 'qrcode';
import type { LocalText } from '../../domain/language.ts';
import { type Money, money, times } from '../../domain/money.ts';
import type { OrderPhase, ProviderName, RevokeReason } from '../../domain/orders.ts';
import { exchangeUntil, isBroken, planRefund, ratingOpen, refundCapability } from '../../domain/refunds.ts';
import type { TicketSigner } from '../../domain/ticket-token.ts';
import { orderNumber } from '../../domain/uuid.ts';
import type { Readers } from '../readers.ts';
import {
  type OrderRow,
  orderRow,
  orderRowsOf,
  type PlayedRow,
  surroundings,
  type TicketRow,
  type TypeRow,
  unfitMoney,
} from './rows.ts';

export type TicketView = {
  id: string;
  number: string;
  typeName: LocalText;
  state: 'valid' | 'revoked';
  revokeReason: RevokeReason | null;
  usedAt: string | null;
  unit: Money;
  holder: 'buyer' | 'companion';
  token: string | null;
  qr: string | null;
};
export type OrderRowView = {
  orderId: string;
  number: string;
  showId: string;
  phase: OrderPhase;
  reason: string | null;
  lines: Array<{ ticketTypeId: string; name: LocalText; quantity: number; unit: Money; total: Money }>;
  total: Money;
  provider: ProviderName;
  checkoutUrl: string | null;
  holdEndsAt: string | null;
  createdAt: string;
  paidAt: string | null;
  tickets: TicketView[];
  refunds: Array<{ amount: Money; status: 'requested' | 'succeeded' | 'refused'; at: string }>;
  given: boolean;
  canRefund: boolean;
  canExchange: boolean;
  canRate: boolean;
  canOrderAgain: boolean;
  rating: number | null;
  ratingComment: string | null;
  joinable: boolean;
  movedFrom: string | null;
  /** To a buyer: money came that does not fit. To a member: anything waits for a person. */
  attention: boolean;
};

/** Row-level security decides whether the order is this person's. @param tickets none: nobody is shown a token. */
export async function findOrder(
  readers: Readers,
  personId: string,
  orderId: string,
  tickets?: TicketSigner,
): Promise<OrderRowView | undefined> {
  const row = await orderRow(readers.person(personId), orderId);
  return viewed(readers, row && (await toBuyer(readers, [row]))[0], tickets);
}

/** As a member of the organisation sees it: without the tokens that open the door. */
export const findSoldOrder = async (readers: Readers, tenantId: string, orderId: string): Promise<OrderRowView | undefined> =>
  viewed(readers, await orderRow(readers.member(tenantId), orderId));

/** Newest first. */
export async function ordersOf(readers: Readers, personId: string, tickets: TicketSigner, limit = 50): Promise<OrderRowView[]> {
  const rows = await toBuyer(readers, await orderRowsOf(readers.person(personId), personId, limit));
  const around = await surroundings(readers.platform(), rows);
  return Promise.all(rows.map((row) => viewOf(row, around, tickets)));
}

/** A refused refund or a lost message is the theatre's to mend: a buyer is told of money that does not fit, and of nothing else. */
async function toBuyer(readers: Readers, rows: OrderRow[]): Promise<OrderRow[]> {
  const unfit = await unfitMoney(readers.platform(), rows);
  return rows.map((row) => ({ ...row, attention: unfit.has(row.id) }));
}

async function viewed(readers: Readers, row: OrderRow | undefined, tickets?: TicketSigner): Promise<OrderRowView | undefined> {
  return row && viewOf(row, await surroundings(readers.platform(), [row]), tickets);
}

type Around = { types: Map<string, TypeRow>; shows: Map<string, PlayedRow> };

async function viewOf(row: OrderRow, { types, shows }: Around, signer?: TicketSigner): Promise<OrderRowView> {
  const { currency } = row;
  const nameOf = (id: string): LocalText => types.get(id)?.name ?? { ru: '', en: '' };
  const byType = (a: { ticketTypeId: string }, b: { ticketTypeId: string }) =>
    (types.get(a.ticketTypeId)?.position ?? 0) - (types.get(b.ticketTypeId)?.position ?? 0);
  return {
    orderId: row.id,
    number: orderNumber(row.id),
    showId: row.show_id,
    phase: row.phase,
    reason: row.reason,
    lines: (row.lines ?? []).sort(byType).map(({ unit, ...line }) => ({
      ...line,
      name: nameOf(line.ticketTypeId),
      unit: money(unit, currency),
      total: times(money(unit, currency), line.quantity),
    })),
    total: money(row.total, currency),
    provider: row.provider,
    checkoutUrl: row.phase === 'awaitingPayment' ? row.checkout_url : null,
    holdEndsAt: iso(row.hold_ends_at),
    createdAt: row.created_at.toISOString(),
    paidAt: iso(row.paid_at),
    tickets: await Promise.all(
      (row.tickets ?? []).sort(byType).map((ticket) => ticketOf(ticket, nameOf(ticket.ticketTypeId), row, signer)),
    ),
    refunds: (row.refunds ?? []).map((refund) => ({
      amount: money(refund.amount, refund.currency),
      status: refund.state,
      at: iso(refund.at)!,
    })),
    given: row.given_by !== null,
    rating: row.rating,
    ratingComment: row.rating_comment,
    ...possibilities(row, shows.get(row.show_id)),
    attention: row.attention,
  };
}

const iso = (at: Date | string | null) => (at === null ? null : new Date(at).toISOString());

async function ticketOf(
  { ticketTypeId: _, showId, holder, unit, ...ticket }: TicketRow,
  typeName: LocalText,
  { currency }: OrderRow,
  signer?: TicketSigner,
): Promise<TicketView> {
  // Who holds a ticket shows it: a copy in another hand would be a second person at the door.
  const token = holder === null && signer ? signer.sign({ ticketId: ticket.id, showId }) : null;
  return {
    ...ticket,
    typeName,
    unit: money(unit, currency),
    usedAt: iso(ticket.usedAt),
    holder: holder === null ? 'buyer' : 'companion',
    token,
    qr: token && (await QRCode.toString(token, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })),
  };
}

/** What the buttons of an order's page may offer; the process decides again when one is pressed. */
function possibilities(row: OrderRow, show: PlayedRow | undefined) {
  const none = { canRefund: false, canExchange: false, canRate: false, canOrderAgain: false, joinable: false, movedFrom: null };
  if (!show) return none;
  const now = new Date();
  const valid = (row.tickets ?? []).filter((ticket) => ticket.state === 'valid');
  const paid = row.phase === 'paid' && valid.length > 0;
  const again =
    row.phase === 'expired' || (row.phase === 'cancelled' && row.reason !== 'showCancelled' && row.reason !== 'operator');
  const moved = show.moves?.find(({ at }) => new Date(at) > row.chosen_at);
  return {
    canRefund: paid && 'plan' in planRefund(refundCase(row, show, { chosen: null, whole: false, now })),
    canExchange:
      paid && !valid.some((ticket) => ticket.usedAt) && now < exchangeUntil(show.starts_at) && show.status !== 'cancelled',
    canRate: (row.phase === 'paid' || row.phase === 'closed') && valid.length > 0 && ratingOpen(show.starts_at, now),
    canOrderAgain: again && (row.lines ?? []).length > 0 && show.starts_at > now,
    joinable: paid && show.kind === 'telegram' && show.chat_id !== null,
    movedFrom: moved ? new Date(moved.from).toISOString() : null,
  };
}

/** The rows as the refund rule wants them. */
export function refundCase(row: OrderRow, show: PlayedRow, asked: { chosen: string[] | null; whole: boolean; now: Date }) {
  const tickets = row.tickets ?? [];
  return {
    ...asked,
    policy: show.refund_policy,
    startsAt: show.starts_at,
    broken: isBroken({
      ...{ status: show.status, movedAt: show.moved_at, chosenAt: row.chosen_at },
      ...{ startsAt: show.starts_at, now: asked.now },
    }),
    ceiling: row.refund_ceiling,
    capability: refundCapability[row.provider],
    valid: tickets
      .filter((ticket) => ticket.state === 'valid')
      .map(({ id, unit, usedAt }) => ({ id, unitAmount: unit, used: usedAt !== null })),
    returnedBefore: tickets.some((ticket) => ticket.revokeReason === 'refunded'),
  };
}
