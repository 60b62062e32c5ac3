/** Money on its way back: for what, how much, when it arrives, what was kept and by which rule. */
import { formatMoney, type Money } from '../money.ts';
import type { PayingProvider } from '../orders.ts';
import { type Evening, eveningFacts, quoted } from './evening.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';
import { moneyArrives } from './money-back.ts';

export type RefundLetter = Letterhead & {
  evening: Evening;
  orderNumber: string;
  /** Numbers of the tickets that were returned; empty for money that had bought none. */
  ticketNumbers: readonly string[];
  back: Money;
  /** Kept by the show's policy; 0 of it is not mentioned. */
  kept: Money;
  provider: PayingProvider;
  orderUrl: string;
};

type Words = {
  subject: (sum: string, title: string) => string;
  title: (sum: string) => string;
  about: (title: string) => string;
  order: string;
  tickets: string;
  kept: string;
  keptWhy: string;
  ticketsOver: string;
  open: string;
  because: (order: string) => string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (sum, title) => `Возвращаем ${sum}: ${title}`,
    title: (sum) => `Возвращаем ${sum}`,
    about: (title) => `За спектакль ${title}.`,
    order: 'Заказ',
    tickets: 'Билеты',
    kept: 'Удержано',
    keptWhy: 'Часть цены удержана по правилам возврата этого показа: чем ближе начало, тем меньше возвращается.',
    ticketsOver: 'Возвращённые билеты больше не действуют.',
    open: 'Открыть заказ',
    because: (order) => `Этот адрес указан в заказе ${order}.`,
  },
  en: {
    subject: (sum, title) => `Your refund of ${sum}: ${title}`,
    title: (sum) => `${sum} is on its way back to you`,
    about: (title) => `For ${title}.`,
    order: 'Order',
    tickets: 'Tickets',
    kept: 'Kept',
    keptWhy: 'Part of the price was kept by the refund policy of this show: the nearer the start, the less comes back.',
    ticketsOver: 'The returned tickets are no longer valid.',
    open: 'Open your order',
    because: (order) => `This address was given with order ${order}.`,
  },
};

export function refundLetter(input: RefundLetter): WrittenLetter {
  const { language, evening, orderNumber, ticketNumbers, back, kept, provider, orderUrl } = input;
  const say = words[language];
  const sum = formatMoney(back, language);
  const some = ticketNumbers.length > 0;
  const facts = eveningFacts(evening, language);
  facts.rows.push({ label: say.order, value: orderNumber });
  if (some) facts.rows.push({ label: say.tickets, value: ticketNumbers.join(', ') });
  if (kept.amount > 0) facts.rows.push({ label: say.kept, value: formatMoney(kept, language) });
  return writeLetter(input, {
    subject: say.subject(sum, quoted(evening, language)),
    preheader: moneyArrives(provider, language),
    title: say.title(sum),
    blocks: [
      { kind: 'words', text: `${say.about(quoted(evening, language))} ${moneyArrives(provider, language)}` },
      facts,
      ...(kept.amount > 0 ? [{ kind: 'note' as const, text: say.keptWhy }] : []),
      ...(some ? [{ kind: 'note' as const, text: say.ticketsOver }] : []),
      { kind: 'button', label: say.open, url: orderUrl },
    ],
    because: say.because(orderNumber),
  });
}
