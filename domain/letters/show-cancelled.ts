/** The show will not take place: what was paid comes back whole, without asking. */
import { formatMoney, type Money } from '../money.ts';
import type { PayingProvider } from '../orders.ts';
import { type CalendarEntry, calendarAttachment, type Evening, eveningFacts, quoted } from './evening.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';
import { moneyArrives } from './money-back.ts';

export type ShowCancelledLetter = Letterhead & {
  evening: Evening;
  /** Nothing for a complimentary ticket. */
  back?: { sum: Money; provider: PayingProvider };
  orderUrl: string;
  /** Of the revision that cancelled it. */
  calendar: CalendarEntry;
};

type Words = {
  subject: (title: string) => string;
  preheader: (sum: string | undefined) => string;
  title: (title: string) => string;
  money: (sum: string, arrives: string) => string;
  free: string;
  sorry: string;
  open: string;
  other: string;
  because: string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title) => `Показ отменён: ${title}`,
    preheader: (sum) => (sum ? `Возвращаем ${sum} целиком, просить не нужно.` : 'Билет был бесплатным.'),
    title: (title) => `${title}: показ отменён`,
    money: (sum, arrives) => `Возвращаем ${sum} — всё, что вы заплатили. Просить не нужно. ${arrives}`,
    free: 'Билет был бесплатным, возвращать нечего.',
    sorry: 'Нам жаль. Билет на этот показ больше не действует, напоминаний не будет.',
    open: 'Открыть заказ',
    other: 'Посмотреть афишу',
    because: 'У вас был билет на этот показ.',
  },
  en: {
    subject: (title) => `Cancelled: ${title}`,
    preheader: (sum) => (sum ? `All ${sum} comes back, you need not ask.` : 'The ticket was free of charge.'),
    title: (title) => `${title} is cancelled`,
    money: (sum, arrives) => `${sum} comes back to you: all that you paid, without asking. ${arrives}`,
    free: 'The ticket was free of charge, so there is nothing to return.',
    sorry: 'We are sorry. The ticket for this evening is no longer valid, and there will be no reminders.',
    open: 'Open your order',
    other: 'See the playbill',
    because: 'You had a ticket for this show.',
  },
};

export function showCancelledLetter(input: ShowCancelledLetter): WrittenLetter {
  const { language, siteUrl, evening, back, orderUrl, calendar } = input;
  const say = words[language];
  const sum = back && formatMoney(back.sum, language);
  const facts = eveningFacts(evening, language);
  facts.rows[0]!.was = true;
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language)),
    preheader: say.preheader(sum),
    title: say.title(quoted(evening, language)),
    blocks: [
      { kind: 'words', text: back && sum ? say.money(sum, moneyArrives(back.provider, language)) : say.free },
      { kind: 'words', text: say.sorry },
      facts,
      { kind: 'button', label: say.open, url: orderUrl },
      { kind: 'link', label: say.other, url: siteUrl },
    ],
    because: say.because,
    attachments: [calendarAttachment(evening, calendar, { language, url: orderUrl, cancelled: true })],
  });
}
