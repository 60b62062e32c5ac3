/** What was bought: tickets with their codes, when, how to get in, what a return would bring. */
import { formatMoney, type Money } from '../money.ts';
import { describeRefundPolicy, type RefundPolicy } from '../refund-policy.ts';
import type { ShowKind } from '../shows.ts';
import { type CalendarEntry, calendarAttachment, type Evening, eveningFacts, quoted, titleOf, whenOf } from './evening.ts';
import { wayIn } from './getting-in.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';
import { type LetterTicket, ticketBlocks, ticketPictures } from './tickets.ts';

export type TicketLetter = Letterhead & {
  evening: Evening;
  kind: ShowKind;
  orderNumber: string;
  tickets: readonly LetterTicket[];
  paid: Money;
  policy: RefundPolicy;
  /** The order's page, signed. */
  orderUrl: string;
  calendar: CalendarEntry;
};

type Words = {
  subject: (title: string, when: string) => string;
  preheader: (count: number) => string;
  order: string;
  paid: string;
  open: string;
  keep: string;
  because: (order: string) => string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title, when) => `Билет: ${title}, ${when}`,
    preheader: (count) => (count > 1 ? `Ваши билеты внутри, всего ${count}.` : 'Ваш билет внутри.'),
    order: 'Заказ',
    paid: 'Оплачено',
    open: 'Открыть заказ',
    keep: 'Ссылка и коды — только ваши: кто покажет код первым, того и впустят. Не пересылайте это письмо целиком. Событие для календаря приложено.',
    because: (order) => `Этот адрес указан в заказе ${order}.`,
  },
  en: {
    subject: (title, when) => `Your ticket: ${title}, ${when}`,
    preheader: (count) => (count > 1 ? `Your ${count} tickets are inside.` : 'Your ticket is inside.'),
    order: 'Order',
    paid: 'Paid',
    open: 'Open your order',
    keep: 'The link and the codes are yours alone: whoever shows a code first is let in. Do not forward this letter as a whole. An entry for your calendar is attached.',
    because: (order) => `This address was given with order ${order}.`,
  },
};

export function ticketLetter(input: TicketLetter): WrittenLetter {
  const { language, evening, kind, orderNumber, tickets, paid, policy, orderUrl, calendar } = input;
  const say = words[language];
  const facts = eveningFacts(evening, language);
  facts.rows.push({ label: say.order, value: orderNumber }, { label: say.paid, value: formatMoney(paid, language) });
  return writeLetter(input, {
    subject: say.subject(titleOf(evening, language), whenOf(evening, language)),
    preheader: say.preheader(tickets.length),
    title: quoted(evening, language),
    blocks: [
      facts,
      ...ticketBlocks(tickets, language),
      { kind: 'words', text: wayIn(kind, language) },
      { kind: 'button', label: say.open, url: orderUrl },
      { kind: 'note', text: describeRefundPolicy(policy, language) },
      { kind: 'note', text: say.keep },
    ],
    because: say.because(orderNumber),
    attachments: [...ticketPictures(tickets), calendarAttachment(evening, calendar, { language, url: orderUrl })],
  });
}
