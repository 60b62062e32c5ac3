/** One of every letter, in any language and with any names, for tests and for eyes. */

import type { Language } from '../../domain/language.ts';
import * as letters from '../../domain/letters/index.ts';

export type Names = { title: string; theatre: string; person: string; type: string };
export const names: Record<Language, Names> = {
  ru: { title: 'Чайка', theatre: 'Рампа', person: 'Анна', type: 'Партер' },
  en: { title: 'The Seagull', theatre: 'Rampa', person: 'Anna', type: 'Stalls' },
};

export const orderUrl = 'https://rampa.test/orders/1?token=a.b&c=%22d';
export const siteUrl = 'https://rampa.test/';

export function everyLetter(
  language: Language,
  { title, theatre, person, type }: Names = names[language],
  png: (number: string) => Buffer = () => Buffer.from('a picture'),
): Record<string, letters.WrittenLetter> {
  const both = (text: string) => ({ ru: text, en: text });
  const startsAt = new Date('2026-11-28T16:00:00Z');
  const evening: letters.Evening = {
    ...{ title: both(title), theatre: both(theatre), startsAt },
    timeZone: 'Asia/Yekaterinburg',
  };
  const calendar: letters.CalendarEntry = {
    orderId: 'o',
    showId: 's',
    revision: 1,
    changedAt: new Date('2026-11-20T10:00:00Z'),
    minutes: 140,
  };
  const ticket = (number: string, more: object = {}): letters.LetterTicket => ({
    number,
    typeName: both(type),
    png: png(number),
    ...more,
  });
  const tickets = [ticket('7F-2K-91-AC'), ticket('0B-XX-4T-QM', { claimUrl: 'https://rampa.test/claim/2?key=k&a="' })];
  const head = { language, siteUrl, evening, orderUrl, orderNumber: 'R-4K7-Q2N' };
  const policy = { fullUntilHours: 24, thenPercent: 50, noneWithinHours: 2 };
  const was = new Date('2026-11-27T16:00:00Z');
  const rub = (amount: number) => ({ amount, currency: 'RUB' as const });
  return {
    ticket: letters.ticketLetter({ ...head, kind: 'stream', tickets, paid: rub(180_000), policy, calendar }),
    'reminder 24h': letters.reminderLetter({ ...head, kind: '24h', showKind: 'telegram' }),
    'reminder 1h': letters.reminderLetter({ ...head, kind: '1h', showKind: 'immersive' }),
    'reminder start': letters.reminderLetter({ ...head, kind: 'start', showKind: 'external' }),
    refund: letters.refundLetter({
      ...head,
      ticketNumbers: ['7F-2K-91-AC'],
      back: rub(45_000),
      kept: rub(45_000),
      provider: 'yookassa',
    }),
    'refund whole': letters.refundLetter({
      ...head,
      ticketNumbers: [],
      back: { amount: 450, currency: 'XTR' },
      kept: { amount: 0, currency: 'XTR' },
      provider: 'stars',
    }),
    'hold ended': letters.holdEndedLetter({ ...head, tryAgainUrl: 'https://rampa.test/shows/CHAIKA?again=1&x=2' }),
    claimed: letters.claimedLetter({
      ...head,
      kind: 'stream',
      tickets: [ticket('7F-2K-91-AC')],
      holder: person,
      ticketUrl: orderUrl,
      calendar,
    }),
    'another way in': letters.wayChangedLetter({ ...head, kind: 'stream' }),
    'show moved': letters.showMovedLetter({ ...head, was, calendar, payer: true }),
    'show moved, to a companion': letters.showMovedLetter({ ...head, was, calendar, payer: false }),
    'show cancelled': letters.showCancelledLetter({
      ...head,
      back: { sum: { amount: 1250, currency: 'EUR' }, provider: 'stripe' },
      calendar,
    }),
    'show cancelled, free': letters.showCancelledLetter({ ...head, calendar }),
    'claimed, two': letters.claimedLetter({ ...head, kind: 'stream', tickets, holder: person, ticketUrl: orderUrl, calendar }),
    exchanged: letters.exchangedLetter({ ...head, was, kind: 'stream', tickets, pageUrl: orderUrl, calendar }),
    'exchanged, by a companion': letters.exchangedLetter({
      ...{ language, siteUrl, evening, was, kind: 'stream', pageUrl: orderUrl, calendar },
      tickets: [ticket('7F-2K-91-AC')],
    }),
    'exchanged, all elsewhere': letters.exchangedLetter({
      ...head,
      was,
      kind: 'stream',
      tickets: [],
      pageUrl: orderUrl,
      calendar,
    }),
    rating: letters.ratingLetter(head),
    'ticket gone': letters.shortLetter({ ...head, about: 'ticketGone', what: '7F-2K-91', pageUrl: orderUrl }),
    'ticket taken': letters.shortLetter({ ...head, about: 'ticketTaken', what: '7F-2K-91', pageUrl: orderUrl }),
    'refund stuck': letters.shortLetter({ ...head, about: 'refundStuck', what: '900 ₽', pageUrl: orderUrl }),
    'sign in': letters.signInLetter({ ...head, link: 'https://rampa.test/sign-in?key=a&b=c', code: '482 913' }),
    'sign in by link': letters.signInLetter({ ...head, link: 'https://rampa.test/sign-in#id=a&secret=b' }),
    complimentary: letters.complimentaryLetter({
      ...head,
      kind: 'external',
      tickets: [ticket('7F-2K-91-AC')],
      guest: person,
      calendar,
    }),
  };
}
