/** Tickets for another date of the same production, in place of the former ones. */
import type { ShowKind } from '../shows.ts';
import { type CalendarEntry, calendarAttachment, type Evening, eveningFacts, quoted, whenOf } from './evening.ts';
import { wayIn } from './getting-in.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';
import { type LetterTicket, ticketBlocks, ticketPictures } from './tickets.ts';

export type ExchangedLetter = Letterhead & {
  /** The new date. */
  evening: Evening;
  /** The former one, when it is known. */
  was?: Date;
  kind: ShowKind;
  /** Of its buyer; a companion has a ticket, not an order. */
  orderNumber?: string;
  /** The reader's own; none for a buyer whose companions have them all. */
  tickets: readonly LetterTicket[];
  /** The order's page, or a companion's ticket. */
  pageUrl: string;
  /** Of the new date. */
  calendar: CalendarEntry;
};

type Words = {
  subject: (title: string, when: string) => string;
  preheader: string;
  title: (title: string) => string;
  old: string;
  elsewhere: string;
  was: string;
  order: string;
  open: string;
  calendar: string;
  because: (order: string | undefined) => string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title, when) => `Билет обменян: ${title} — ${when}`,
    preheader: 'Прежние билеты больше не действуют.',
    title: (title) => `${title}: другая дата`,
    old: 'Билеты обменяны. Прежние коды больше не действуют — новые ниже.',
    elsewhere: 'Билеты обменяны. Прежние коды больше не действуют, новые получили ваши спутники.',
    was: 'Было',
    order: 'Заказ',
    open: 'Открыть билеты',
    calendar: 'Новая дата для календаря приложена; прежнюю уберите сами, если она там осталась.',
    because: (order) => (order ? `Этот адрес указан в заказе ${order}.` : 'У вас есть билет на этот показ.'),
  },
  en: {
    subject: (title, when) => `Ticket exchanged: ${title} — ${when}`,
    preheader: 'The former tickets are no longer valid.',
    title: (title) => `${title}: another date`,
    old: 'Your tickets are exchanged. The former codes are no longer valid; the new ones are below.',
    elsewhere: 'The tickets are exchanged. The former codes are no longer valid; your companions have the new ones.',
    was: 'Before',
    order: 'Order',
    open: 'Open the tickets',
    calendar: 'The new date is attached for your calendar; remove the former one yourself if it is still there.',
    because: (order) => (order ? `This address was given with order ${order}.` : 'You have a ticket for this show.'),
  },
};

export function exchangedLetter(input: ExchangedLetter): WrittenLetter {
  const { language, evening, was, kind, orderNumber, tickets, pageUrl, calendar } = input;
  const say = words[language];
  const facts = eveningFacts(evening, language);
  if (was) facts.rows.unshift({ label: say.was, value: whenOf({ ...evening, startsAt: was }, language), was: true });
  if (orderNumber) facts.rows.push({ label: say.order, value: orderNumber });
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language), whenOf(evening, language)),
    preheader: say.preheader,
    title: say.title(quoted(evening, language)),
    blocks: [
      { kind: 'words', text: tickets.length > 0 ? say.old : say.elsewhere },
      facts,
      ...ticketBlocks(tickets, language),
      { kind: 'words', text: wayIn(kind, language) },
      { kind: 'button', label: say.open, url: pageUrl },
      { kind: 'note', text: say.calendar },
    ],
    because: say.because(orderNumber),
    attachments: [...ticketPictures(tickets), calendarAttachment(evening, calendar, { language, url: pageUrl })],
  });
}
