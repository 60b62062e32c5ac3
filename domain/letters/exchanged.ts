/** Tickets for another date of the same production, in place of the former ones. */
import { formatMoney, type Money } from '../money.ts';
import type { ShowKind } from '../shows.ts';
import { type CalendarEntry, calendarAttachment, type Evening, eveningFacts, quoted, whenOf } from './evening.ts';
import { wayIn } from './getting-in.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';
import { type LetterTicket, ticketBlocks, ticketPictures } from './tickets.ts';

export type ExchangedLetter = Letterhead & {
  /** The new date. */
  evening: Evening;
  was: Date;
  kind: ShowKind;
  orderNumber: string;
  tickets: readonly LetterTicket[];
  /** The difference, when there is one: paid on top, or coming back. */
  difference?: { direction: 'paid' | 'back'; sum: Money };
  orderUrl: string;
  /** Of the new date. */
  calendar: CalendarEntry;
};

type Words = {
  subject: (title: string, when: string) => string;
  preheader: string;
  title: (title: string) => string;
  old: string;
  was: string;
  order: string;
  paid: string;
  back: string;
  open: string;
  calendar: string;
  because: (order: string) => string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title, when) => `Билет обменян: ${title} — ${when}`,
    preheader: 'Новые билеты внутри, прежние больше не действуют.',
    title: (title) => `${title}: другая дата`,
    old: 'Билеты обменяны. Прежние коды больше не действуют — новые ниже.',
    was: 'Было',
    order: 'Заказ',
    paid: 'Доплачено',
    back: 'Возвращаем',
    open: 'Открыть заказ',
    calendar: 'Новая дата для календаря приложена; прежнюю уберите сами, если она там осталась.',
    because: (order) => `Этот адрес указан в заказе ${order}.`,
  },
  en: {
    subject: (title, when) => `Ticket exchanged: ${title} — ${when}`,
    preheader: 'Your new tickets are inside; the former ones are no longer valid.',
    title: (title) => `${title}: another date`,
    old: 'Your tickets are exchanged. The former codes are no longer valid; the new ones are below.',
    was: 'Before',
    order: 'Order',
    paid: 'Paid on top',
    back: 'Coming back to you',
    open: 'Open your order',
    calendar: 'The new date is attached for your calendar; remove the former one yourself if it is still there.',
    because: (order) => `This address was given with order ${order}.`,
  },
};

export function exchangedLetter(input: ExchangedLetter): WrittenLetter {
  const { language, evening, was, kind, orderNumber, tickets, difference, orderUrl, calendar } = input;
  const say = words[language];
  const facts = eveningFacts(evening, language);
  facts.rows.unshift({ label: say.was, value: whenOf({ ...evening, startsAt: was }, language), was: true });
  facts.rows.push({ label: say.order, value: orderNumber });
  if (difference) facts.rows.push({ label: say[difference.direction], value: formatMoney(difference.sum, language) });
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language), whenOf(evening, language)),
    preheader: say.preheader,
    title: say.title(quoted(evening, language)),
    blocks: [
      { kind: 'words', text: say.old },
      facts,
      ...ticketBlocks(tickets, language),
      { kind: 'words', text: wayIn(kind, language) },
      { kind: 'button', label: say.open, url: orderUrl },
      { kind: 'note', text: say.calendar },
    ],
    because: say.because(orderNumber),
    attachments: [...ticketPictures(tickets), calendarAttachment(evening, calendar, { language, url: orderUrl })],
  });
}
