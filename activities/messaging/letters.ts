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

type About = { orderId: string; to: Holder; evening: EveningRow };

const eveningFor = ({ title, theatre, startsAt, timeZone }: EveningRow, to: Recipient): write.Evening => ({
  ...{ title, theatre, startsAt, timeZone: to.timeZone ?? timeZone },
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
const payingOf = ({ provider }: Pick<EveningRow, 'provider'>): PayingProvider | undefined =>
  provider === 'none' ? undefined : provider;

type Drawn = { id: string; number: string; typeName: LocalText; png: Buffer };

/** Bought, given, claimed or exchanged: the same tickets in four letters. */
export function ticketLetter(deps: LetterDeps, about: About & { tickets: Drawn[]; exchanged: boolean }): Written {
  const { orderId, to, evening, tickets } = about;
  const base = { ...common(deps, about), kind: evening.kind, calendar: calendarFor(orderId, evening) };
  if (about.exchanged) return exchangedLetter(deps, about);
  if (!to.buyer) return write.claimedLetter({ ...base, tickets, ticketUrl: base.orderUrl, ...holderOf(to) });
  if (evening.provider === 'none') return write.complimentaryLetter({ ...base, tickets, ...(to.name ? { guest: to.name } : {}) });
  return write.ticketLetter({
    ...{ ...base, tickets, orderNumber: orderNumber(orderId), policy: evening.policy },
    paid: money(evening.total, evening.currency),
  });
}
const holderOf = ({ name }: Recipient) => (name ? { holder: name } : {});

/** @param tickets the reader's own: none for a buyer whose companions have them all */
export function exchangedLetter(deps: LetterDeps, { tickets, ...about }: About & { tickets: Drawn[] }): Written {
  const { orderId, to, evening } = about;
  const { orderUrl: pageUrl, ...base } = common(deps, about);
  return write.exchangedLetter({
    ...{ ...base, pageUrl, tickets, kind: evening.kind, calendar: calendarFor(orderId, evening) },
    ...(evening.exchangedFrom ? { was: evening.exchangedFrom } : {}),
    ...(to.buyer ? { orderNumber: orderNumber(orderId) } : {}),
  });
}

export const reminderLetter = (deps: LetterDeps, { kind, ...about }: About & { kind: write.ReminderKind }): Written =>
  write.reminderLetter({ ...common(deps, about), kind, showKind: about.evening.kind });

export function holdEndedLetter(deps: LetterDeps, about: About): Written {
  const { orderUrl, ...base } = common(deps, about);
  return write.holdEndedLetter({ ...base, orderNumber: orderNumber(about.orderId), tryAgainUrl: orderUrl });
}

export const showMovedLetter = (
  deps: LetterDeps,
  { before, payer, ...about }: About & { before: Date; payer: boolean },
): Written =>
  write.showMovedLetter({ ...common(deps, about), was: before, payer, calendar: calendarFor(about.orderId, about.evening) });

export const wayChangedLetter = (deps: LetterDeps, about: About): Written =>
  write.wayChangedLetter({ ...common(deps, about), kind: about.evening.kind });

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
  { money: { amount, kept, ticketNumbers }, ...about }: About & { money: MoneyBack },
): Written {
  const { evening, orderId } = about;
  const { currency } = evening;
  return write.refundLetter({
    ...{ ...common(deps, about), orderNumber: orderNumber(orderId), ticketNumbers },
    ...{ back: money(amount, currency), kept: money(kept, currency), provider: payingOf(evening) ?? 'stripe' },
  });
}

/** One thought for whoever has mail only. */
export function shortLetter(
  deps: LetterDeps,
  { about, what, ...rest }: About & Pick<write.ShortLetter, 'about' | 'what'>,
): Written {
  const { orderUrl: pageUrl, ...base } = common(deps, rest);
  return write.shortLetter({ ...base, about, what, pageUrl });
}
