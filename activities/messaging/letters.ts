/** Letters from the rows that activities read: each is one of `domain/letters`, with its links signed for its reader. */
import type { LocalText } from '../../domain/language.ts';
import * as write from '../../domain/letters/index.ts';
import { type Money, money } from '../../domain/money.ts';
import type { OrderLinks } from '../../domain/order-link.ts';
import type { PayingProvider } from '../../domain/orders.ts';
import { orderNumber } from '../../domain/uuid.ts';
import { pagesOf } from './pages.ts';
import type { EveningRow, Holder, Recipient } from './recipients.ts';

export type LetterDeps = { orderLinks: OrderLinks; publicUrl: string };
export type Written = write.WrittenLetter;

type About<To = Holder> = { orderId: string; to: To; evening: EveningRow };

const eveningFor = ({ title, theatre, startsAt, timeZone }: EveningRow, to: Recipient): write.Evening => ({
  ...{ title, theatre, startsAt, timeZone: to.timeZone ?? timeZone },
  cityNamed: to.timeZone === null,
});
const calendarFor = (orderId: string, { showId, revision, changedAt, minutes }: EveningRow): write.CalendarEntry => ({
  ...{ orderId, showId, revision, changedAt, minutes },
});
const common = (deps: LetterDeps, { orderId, to, evening }: About) => ({
  language: to.language,
  siteUrl: deps.publicUrl,
  evening: eveningFor(evening, to),
  orderUrl: pagesOf(deps).of(orderId, to),
});
const asBuyer = (to: Recipient): Holder => ({ ...to, buyer: true, ticketId: '' });
const payingOf = ({ provider }: Pick<EveningRow, 'provider'>): PayingProvider | undefined =>
  provider === 'none' ? undefined : provider;

type Drawn = { id: string; number: string; typeName: LocalText; png: Buffer };

/** Bought, given, or claimed: the same tickets in three letters. */
export function ticketLetter(deps: LetterDeps, about: About & { tickets: Drawn[] }): Written {
  const { orderId, to, evening, tickets } = about;
  const base = { ...common(deps, about), kind: evening.kind, calendar: calendarFor(orderId, evening) };
  const [first] = tickets;
  if (!to.buyer && first) return write.claimedLetter({ ...base, ticket: first, ticketUrl: base.orderUrl, ...holderOf(to) });
  if (evening.provider === 'none') return write.complimentaryLetter({ ...base, tickets, ...(to.name ? { guest: to.name } : {}) });
  return write.ticketLetter({
    ...{ ...base, tickets, orderNumber: orderNumber(orderId), policy: evening.policy },
    paid: money(evening.total, evening.currency),
  });
}
const holderOf = ({ name }: Recipient) => (name ? { holder: name } : {});

export const reminderLetter = (deps: LetterDeps, { kind, ...about }: About & { kind: write.ReminderKind }): Written =>
  write.reminderLetter({ ...common(deps, about), kind, showKind: about.evening.kind });

export function holdEndedLetter(deps: LetterDeps, { to, ...about }: About<Recipient>): Written {
  const { orderUrl, ...base } = common(deps, { ...about, to: asBuyer(to) });
  return write.holdEndedLetter({ ...base, orderNumber: orderNumber(about.orderId), tryAgainUrl: orderUrl });
}

export const showMovedLetter = (deps: LetterDeps, { before, ...about }: About & { before: Date }): Written =>
  write.showMovedLetter({ ...common(deps, about), was: before, calendar: calendarFor(about.orderId, about.evening) });

export function showCancelledLetter(deps: LetterDeps, { back, ...about }: About & { back: Money | null }): Written {
  const provider = payingOf(about.evening);
  return write.showCancelledLetter({
    ...{ ...common(deps, about), calendar: calendarFor(about.orderId, about.evening) },
    ...(back && provider ? { back: { sum: back, provider } } : {}),
  });
}

export const ratingLetter = (deps: LetterDeps, about: About): Written => write.ratingLetter(common(deps, about));

export type MoneyBack = { amount: number; kept: number; ticketNumbers: string[] };

export function refundLetter(
  deps: LetterDeps,
  { to, money: { amount, kept, ticketNumbers }, ...about }: About<Recipient> & { money: MoneyBack },
): Written {
  const { evening, orderId } = about;
  const { currency } = evening;
  return write.refundLetter({
    ...{ ...common(deps, { ...about, to: asBuyer(to) }), orderNumber: orderNumber(orderId), ticketNumbers },
    ...{ back: money(amount, currency), kept: money(kept, currency), provider: payingOf(evening) ?? 'stripe' },
  });
}

/** One thought for whoever has mail only. */
export function shortLetter(
  deps: LetterDeps,
  { about, what, to, ...rest }: About<Recipient | Holder> & Pick<write.ShortLetter, 'about' | 'what'>,
): Written {
  const { orderUrl: pageUrl, ...base } = common(deps, { ...rest, to: 'buyer' in to ? to : asBuyer(to) });
  return write.shortLetter({ ...base, about, what, pageUrl });
}
