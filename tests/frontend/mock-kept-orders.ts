/** The mock house's answers about paid orders and single tickets: returned, exchanged, rated, handed on. */
import { randomUUID } from 'node:crypto';
import { toString as qrOf } from 'qrcode';
import type { z } from 'zod';
import type { Order } from '../../api/schemas/orders.ts';
import {
  ClaimAsked,
  Claimed,
  ClaimOffer,
  ExchangeAsked,
  ExchangeDates,
  RatingGiven,
  RefundAsked,
  RefundQuote,
  TicketPass,
} from '../../api/schemas/refunds.ts';
import type { ErrorCode } from '../../domain/errors.ts';
import { refundUntil } from '../../domain/refund-policy.ts';
import { exchangeUntil, planRefund, refundCapability } from '../../domain/refunds.ts';
import { type ShowShape, summaryOf } from './playbill-fixtures.ts';

export type OrderShape = z.infer<typeof Order>;
type TicketShape = OrderShape['tickets'][number];
/** What an answer is made of: a body that was parsed by its schema, or a code. */
type Answer = { body: unknown } | { refusal: ErrorCode };

type Context = { shows: ShowShape[]; orders: ReadonlyMap<string, OrderShape>; origin: () => string };

/** What a fresh order offers: nothing yet. */
export const nothingYet = {
  ...{
    given: false,
    canRefund: false,
    canExchange: false,
    canRate: false,
    canOrderAgain: false,
    rating: null,
    ratingComment: null,
  },
  ...{ calendarUrl: null, telegramUrl: null, joinable: false, movedFrom: null },
} satisfies Partial<OrderShape>;

export async function ticketsFor(order: OrderShape, origin: string): Promise<TicketShape[]> {
  const sold = order.lines.flatMap((line) => Array.from({ length: line.quantity }, () => line));
  return Promise.all(
    sold.map(async ({ name, unit }, index) => {
      const id = randomUUID();
      const token = `rampa.${id}`;
      return {
        ...{ id, number: `7F-2K-9${index + 1}`, typeName: name, state: 'valid' as const, revokeReason: null, usedAt: null, unit },
        ...{ holder: 'buyer' as const, claimUrl: `${origin}/claim/${id}?key=key-${id.slice(0, 8)}`, token },
        watchUrl: `/watch/${id}?token=pass-${id.slice(0, 8)}`,
        qr: await qrOf(token, { type: 'svg', margin: 0 }),
      };
    }),
  );
}

export function createKeptOrders({ shows, orders, origin }: Context) {
  /** Every request id that came, in order. */
  const refundsAsked: string[] = [];
  const exchangesAsked: string[] = [];
  const ratings: z.infer<typeof RatingGiven>[] = [];
  const claims: z.infer<typeof ClaimAsked>[] = [];
  /** Dates whose tickets do not fit. */
  const unfit = new Set<string>();
  const done = new Set<string>();

  const showOf = (order: OrderShape) => shows.find((show) => show.id === order.show.id)!;
  const planOf = (order: OrderShape, chosen: string[] | null) =>
    planRefund({
      policy: showOf(order).refundPolicy,
      startsAt: new Date(order.show.startsAt),
      now: new Date(),
      broken: order.movedFrom !== null,
      capability: refundCapability[order.provider],
      valid: order.tickets
        .filter((ticket) => ticket.state === 'valid')
        .map((ticket) => ({ id: ticket.id, unitAmount: ticket.unit.amount, used: ticket.usedAt !== null })),
      returnedBefore: order.tickets.some((ticket) => ticket.revokeReason === 'refunded'),
      chosen,
      whole: false,
    });

  function quote(order: OrderShape, chosen: string[] | null): Answer {
    const { currency } = order.total;
    const money = (amount: number) => ({ amount, currency });
    const wholeOnly = refundCapability[order.provider] === 'whole';
    const planned = planOf(order, chosen);
    const nothing = { tickets: [], back: money(0), kept: money(0), percent: 0, wholeOnly, until: null };
    if ('refusal' in planned) return { body: RefundQuote.parse({ refusal: planned.refusal, ...nothing }) };
    const { plan } = planned;
    const tickets = plan.tickets.map(({ id, back, kept }) => ({ ticketId: id, back: money(back), kept: money(kept) }));
    const until = refundUntil(showOf(order).refundPolicy, new Date(order.show.startsAt), new Date())?.toISOString() ?? null;
    const { percent } = plan;
    return {
      body: RefundQuote.parse({
        refusal: null,
        tickets,
        back: money(plan.back),
        kept: money(plan.kept),
        percent,
        wholeOnly,
        until,
      }),
    };
  }

  function refund(order: OrderShape, heard: unknown): Answer | undefined {
    const { requestId, ticketIds } = RefundAsked.parse(heard);
    refundsAsked.push(requestId);
    if (done.has(requestId)) return undefined;
    const planned = planOf(order, ticketIds ?? null);
    if ('refusal' in planned) return { refusal: planned.refusal };
    done.add(requestId);
    const gone = new Set(planned.plan.tickets.map(({ id }) => id));
    order.tickets = order.tickets.map((ticket) =>
      gone.has(ticket.id) ? { ...ticket, state: 'revoked', revokeReason: 'refunded', claimUrl: null } : ticket,
    );
    const amount = { amount: planned.plan.back, currency: order.total.currency };
    order.refunds = [...order.refunds, { amount, status: 'requested', at: new Date().toISOString() }];
    order.canExchange = false;
    order.canRefund = 'plan' in planOf(order, null);
    return undefined;
  }

  function dates(order: OrderShape): Answer {
    const count = order.tickets.filter((ticket) => ticket.state === 'valid').length;
    return {
      body: ExchangeDates.parse({
        refusal: order.canExchange ? null : 'ExchangeClosed',
        until: exchangeUntil(new Date(order.show.startsAt)).toISOString(),
        dates: showOf(order).otherDates.map((date) => ({
          ...date,
          refusal: !date.onSale ? 'NotOnSale' : unfit.has(date.id) ? 'ExchangeUnfit' : date.seatsLeft < count ? 'SoldOut' : null,
        })),
      }),
    };
  }

  async function exchange(order: OrderShape, heard: unknown): Promise<Answer | undefined> {
    const { requestId, showId } = ExchangeAsked.parse(heard);
    exchangesAsked.push(requestId);
    if (done.has(requestId)) return undefined;
    const other = shows.find((show) => show.id === showId);
    if (!other?.onSale) return { refusal: 'NotOnSale' };
    done.add(requestId);
    order.show = summaryOf(other);
    order.tickets = await ticketsFor(order, origin());
    return undefined;
  }

  /** Undefined: it is done, and the order itself is the answer. */
  async function answerOrder(
    order: OrderShape,
    method: string,
    action: string,
    url: URL,
    heard: unknown,
  ): Promise<Answer | undefined> {
    if (method === 'GET' && action === 'refund-quote') return quote(order, url.searchParams.get('tickets')?.split(',') ?? null);
    if (method === 'GET' && action === 'exchange-dates') return dates(order);
    if (method === 'POST' && action === 'refund') return refund(order, heard);
    if (method === 'POST' && action === 'exchange') return exchange(order, heard);
    if (method !== 'POST' || action !== 'rating') return { refusal: 'NotFound' };
    const given = RatingGiven.parse(heard);
    ratings.push(given);
    order.rating = given.stars;
    // Words that were said stay.
    order.ratingComment = given.comment || order.ratingComment;
    return undefined;
  }

  const passOf = ({ id, number, typeName, state, revokeReason, usedAt }: TicketShape, order: OrderShape, qr: string) =>
    TicketPass.parse({
      ...{ id, number, typeName, state, revokeReason, usedAt, token: `rampa.${id}`, qr, show: order.show },
      ...{ calendarUrl: `/api/tickets/${id}/calendar.ics?token=pass-${id.slice(0, 8)}`, joinable: order.joinable },
      watchUrl: `/watch/${id}?token=pass-${id.slice(0, 8)}`,
    });

  /** The ticket itself and its claim link. `person`: somebody is signed in. */
  async function answerTicket(
    method: string,
    id: string,
    action: string | undefined,
    url: URL,
    heard: unknown,
    person: boolean,
  ): Promise<Answer> {
    const order = [...orders.values()].find((one) => one.tickets.some((ticket) => ticket.id === id));
    const ticket = order?.tickets.find((one) => one.id === id);
    const keyIs = (key: string | null) => key === `key-${id.slice(0, 8)}`;
    const token = `pass-${id.slice(0, 8)}`;
    if (!order || !ticket) return { refusal: action === 'claim' ? 'ClaimRefused' : 'NotFound' };
    const qr = await qrOf(`rampa.${id}`, { type: 'svg', margin: 0 });
    if (method === 'GET' && !action)
      return url.searchParams.get('token') === token ? { body: passOf(ticket, order, qr) } : { refusal: 'NotFound' };
    if (action !== 'claim') return { refusal: 'NotFound' };
    const taken = ticket.holder === 'companion';
    if (method === 'GET') {
      if (!keyIs(url.searchParams.get('key'))) return { refusal: 'ClaimRefused' };
      const state = ticket.state === 'revoked' ? 'revoked' : taken ? 'taken' : 'open';
      const botUrl = `https://t.me/rampa_bot?start=claim_${id.replaceAll('-', '')}_key`;
      return { body: ClaimOffer.parse({ state, number: ticket.number, typeName: ticket.typeName, show: order.show, botUrl }) };
    }
    const asked = ClaimAsked.parse(heard);
    claims.push(asked);
    if (!keyIs(asked.key)) return { refusal: 'ClaimRefused' };
    if (!person && !asked.email) return { refusal: 'EmailRequired' };
    if (taken) return { refusal: 'ClaimTaken' };
    Object.assign(ticket, { holder: 'companion', claimUrl: null, token: null, qr: null });
    return { body: Claimed.parse({ pass: passOf(ticket, order, qr), token }) };
  }

  return {
    ...{ refundsAsked, exchangesAsked, ratings, claims, unfit, answerOrder, answerTicket },
    /** What companions took, for whoever is signed in. */
    async held() {
      const found = [...orders.values()].flatMap((order) => order.tickets.map((ticket) => ({ order, ticket })));
      const taken = found.filter(({ ticket }) => ticket.holder === 'companion');
      return Promise.all(
        taken.map(async ({ order, ticket }) =>
          passOf(ticket, order, await qrOf(`rampa.${ticket.id}`, { type: 'svg', margin: 0 })),
        ),
      );
    },
    reset() {
      for (const list of [refundsAsked, exchangesAsked, ratings, claims]) list.length = 0;
      unfit.clear();
      done.clear();
    },
  };
}
