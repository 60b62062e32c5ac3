/** A companion's own tickets, once they have taken them over. */
import type { ShowKind } from '../shows.ts';
import { type CalendarEntry, calendarAttachment, type Evening, eveningFacts, quoted } from './evening.ts';
import { wayIn } from './getting-in.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';
import { plain } from './plain.ts';
import { type LetterTicket, ticketBlocks, ticketPictures } from './tickets.ts';

export type ClaimedLetter = Letterhead & {
  evening: Evening;
  kind: ShowKind;
  tickets: readonly LetterTicket[];
  /** Who they are now for, as they wrote it. */
  holder?: string;
  /** The companion's own page. */
  ticketUrl: string;
  calendar: CalendarEntry;
};

type Words = {
  subject: (title: string) => string;
  preheader: (many: boolean) => string;
  title: (name: string | undefined, many: boolean) => string;
  what: (title: string) => string;
  open: string;
  old: string;
  because: string;
};
const addressed = (name: string | undefined, words: string): string =>
  name ? `${name}, ${words}` : words.charAt(0).toUpperCase() + words.slice(1);

const words: InBoth<Words> = {
  ru: {
    subject: (title) => `Ваш билет: ${title}`,
    preheader: (many) => (many ? 'Билеты теперь ваши.' : 'Билет теперь на ваше имя.'),
    title: (name, many) => addressed(name, many ? 'билеты теперь ваши' : 'билет теперь ваш'),
    what: (title) => `Вас ждут на спектакле ${title}.`,
    open: 'Открыть билет',
    old: 'Код впускает одного человека, один раз: кто показал его первым, тот и вошёл. Никому его не пересылайте. Событие для календаря приложено.',
    because: 'Этот адрес указан, когда вы приняли билет.',
  },
  en: {
    subject: (title) => `Your ticket: ${title}`,
    preheader: (many) => (many ? 'The tickets are yours now.' : 'The ticket is in your name now.'),
    title: (name, many) => addressed(name, many ? 'the tickets are yours now' : 'the ticket is yours now'),
    what: (title) => `You are expected at ${title}.`,
    open: 'Open the ticket',
    old: 'The code lets one person in, once: whoever shows it first is let in. Send it to nobody. An entry for your calendar is attached.',
    because: 'This address was given when you took the ticket over.',
  },
};

export function claimedLetter(input: ClaimedLetter): WrittenLetter {
  const { language, evening, kind, tickets, holder, ticketUrl, calendar } = input;
  const say = words[language];
  const many = tickets.length > 1;
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language)),
    preheader: say.preheader(many),
    title: say.title(holder && plain(holder), many),
    blocks: [
      { kind: 'words', text: say.what(quoted(evening, language)) },
      eveningFacts(evening, language),
      ...ticketBlocks(tickets, language),
      { kind: 'words', text: wayIn(kind, language) },
      { kind: 'button', label: say.open, url: ticketUrl },
      { kind: 'note', text: say.old },
    ],
    because: say.because,
    attachments: [...ticketPictures(tickets), calendarAttachment(evening, calendar, { language, url: ticketUrl })],
  });
}
