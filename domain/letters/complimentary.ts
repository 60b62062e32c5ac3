/** A ticket as a gift of the theatre. */
import type { ShowKind } from '../shows.ts';
import { type CalendarEntry, calendarAttachment, type Evening, eveningFacts, quoted } from './evening.ts';
import { wayIn } from './getting-in.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';
import { plain } from './plain.ts';
import { type LetterTicket, ticketBlocks, ticketPictures } from './tickets.ts';

export type ComplimentaryLetter = Letterhead & {
  evening: Evening;
  kind: ShowKind;
  tickets: readonly LetterTicket[];
  /** Whom it is for, as the organiser wrote it. */
  guest?: string;
  orderUrl: string;
  calendar: CalendarEntry;
};

type Words = {
  subject: (title: string) => string;
  preheader: (theatre: string) => string;
  title: (name: string | undefined) => string;
  what: (theatre: string, title: string) => string;
  open: string;
  cannot: string;
  because: string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title) => `Вас приглашают: ${title}`,
    preheader: (theatre) => `${theatre}: билет в подарок.`,
    title: (name) => (name ? `${name}, вас приглашают` : 'Вас приглашают'),
    what: (theatre, title) => `${theatre} дарит вам вечер: ${title}. Платить ничего не нужно.`,
    open: 'Открыть билет',
    cannot: 'Не сможете прийти? Скажите об этом театру: место достанется другому. Событие для календаря приложено.',
    because: 'Театр указал этот адрес, чтобы пригласить вас.',
  },
  en: {
    subject: (title) => `You are invited: ${title}`,
    preheader: (theatre) => `${theatre}: a ticket as a gift.`,
    title: (name) => (name ? `${name}, you are invited` : 'You are invited'),
    what: (theatre, title) => `${theatre} makes you a present of an evening: ${title}. There is nothing to pay.`,
    open: 'Open the ticket',
    cannot: 'Cannot come? Tell the theatre, and the seat goes to somebody else. An entry for your calendar is attached.',
    because: 'The theatre gave this address to invite you.',
  },
};

export function complimentaryLetter(input: ComplimentaryLetter): WrittenLetter {
  const { language, evening, kind, tickets, guest, orderUrl, calendar } = input;
  const say = words[language];
  const theatre = plain(evening.theatre[language]);
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language)),
    preheader: say.preheader(theatre),
    title: say.title(guest && plain(guest)),
    blocks: [
      { kind: 'words', text: say.what(theatre, quoted(evening, language)) },
      eveningFacts(evening, language),
      ...ticketBlocks(tickets, language),
      { kind: 'words', text: wayIn(kind, language) },
      { kind: 'button', label: say.open, url: orderUrl },
      { kind: 'note', text: say.cannot },
    ],
    because: say.because,
    attachments: [...ticketPictures(tickets), calendarAttachment(evening, calendar, { language, url: orderUrl })],
  });
}
