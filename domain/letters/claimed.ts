/** A companion's own ticket, once they have taken it over. */
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
  ticket: LetterTicket;
  /** Who the ticket is now for, as they wrote it. */
  holder?: string;
  /** The companion's own page. */
  ticketUrl: string;
  calendar: CalendarEntry;
};

type Words = {
  subject: (title: string) => string;
  preheader: string;
  title: (name: string | undefined) => string;
  what: (title: string) => string;
  open: string;
  old: string;
  because: string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title) => `Ваш билет: ${title}`,
    preheader: 'Билет теперь на ваше имя.',
    title: (name) => (name ? `${name}, билет теперь ваш` : 'Билет теперь ваш'),
    what: (title) => `Вас ждут на спектакле ${title}.`,
    open: 'Открыть билет',
    old: 'Код впускает одного человека, один раз: кто показал его первым, тот и вошёл. Никому его не пересылайте. Событие для календаря приложено.',
    because: 'Этот адрес указан, когда вы приняли билет.',
  },
  en: {
    subject: (title) => `Your ticket: ${title}`,
    preheader: 'The ticket is in your name now.',
    title: (name) => (name ? `${name}, the ticket is yours now` : 'The ticket is yours now'),
    what: (title) => `You are expected at ${title}.`,
    open: 'Open the ticket',
    old: 'The code lets one person in, once: whoever shows it first is let in. Send it to nobody. An entry for your calendar is attached.',
    because: 'This address was given when you took the ticket over.',
  },
};

export function claimedLetter(input: ClaimedLetter): WrittenLetter {
  const { language, evening, kind, ticket, holder, ticketUrl, calendar } = input;
  const say = words[language];
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language)),
    preheader: say.preheader,
    title: say.title(holder && plain(holder)),
    blocks: [
      { kind: 'words', text: say.what(quoted(evening, language)) },
      eveningFacts(evening, language),
      ...ticketBlocks([ticket], language),
      { kind: 'words', text: wayIn(kind, language) },
      { kind: 'button', label: say.open, url: ticketUrl },
      { kind: 'note', text: say.old },
    ],
    because: say.because,
    attachments: [...ticketPictures([ticket]), calendarAttachment(evening, calendar, { language, url: ticketUrl })],
  });
}
