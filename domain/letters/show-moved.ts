/** The show has another time: the old, the new, and the way to return. */
import { type CalendarEntry, calendarAttachment, type Evening, eveningFacts, quoted, whenOf } from './evening.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';

export type ShowMovedLetter = Letterhead & {
  /** With the new time. */
  evening: Evening;
  was: Date;
  orderUrl: string;
  /** Whether the reader bought the tickets: nobody else can return them. */
  payer: boolean;
  /** Of the new revision. */
  calendar: CalendarEntry;
};

type Words = {
  subject: (title: string, when: string) => string;
  preheader: string;
  preheaderByBuyer: string;
  title: (title: string) => string;
  what: string;
  was: string;
  open: string;
  back: string;
  backByBuyer: string;
  because: string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title, when) => `Новое время: ${title} — ${when}`,
    preheader: 'Билет действует. Не подходит — вернём деньги целиком.',
    preheaderByBuyer: 'Ваш билет действует.',
    title: (title) => `${title}: новое время`,
    what: 'Показ перенесён. Ваш билет действует, делать ничего не нужно: напомним по новому времени.',
    was: 'Было',
    open: 'Открыть заказ',
    back: 'Новое время не подходит? Верните билет на странице заказа: вернём всю цену. Обновление для календаря приложено.',
    backByBuyer:
      'Новое время не подходит? Скажите тому, кто покупал билет: вернуть его может он. Обновление для календаря приложено.',
    because: 'У вас есть билет на этот показ.',
  },
  en: {
    subject: (title, when) => `New time: ${title} — ${when}`,
    preheader: 'Your ticket stays valid. If the time does not suit you, you get all your money back.',
    preheaderByBuyer: 'Your ticket stays valid.',
    title: (title) => `${title}: a new time`,
    what: 'The show has been moved. Your ticket stays valid and you need do nothing: reminders follow the new time.',
    was: 'Before',
    open: 'Open your order',
    back: 'The new time does not suit you? Return the ticket on the page of your order: you get the whole price back. An update for your calendar is attached.',
    backByBuyer:
      'The new time does not suit you? Tell whoever bought the ticket: they can return it. An update for your calendar is attached.',
    because: 'You have a ticket for this show.',
  },
};

export function showMovedLetter(input: ShowMovedLetter): WrittenLetter {
  const { language, evening, was, orderUrl, calendar, payer } = input;
  const say = words[language];
  const facts = eveningFacts(evening, language);
  facts.rows.unshift({ label: say.was, value: whenOf({ ...evening, startsAt: was }, language), was: true });
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language), whenOf(evening, language)),
    preheader: payer ? say.preheader : say.preheaderByBuyer,
    title: say.title(quoted(evening, language)),
    blocks: [
      { kind: 'words', text: say.what },
      facts,
      { kind: 'button', label: say.open, url: orderUrl },
      { kind: 'note', text: payer ? say.back : say.backByBuyer },
    ],
    because: say.because,
    attachments: [calendarAttachment(evening, calendar, { language, url: orderUrl })],
  });
}
