/** The show is played another way: how one gets in now. */
import type { ShowKind } from '../shows.ts';
import { type Evening, eveningFacts, quoted, whenOf } from './evening.ts';
import { wayIn } from './getting-in.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';

export type WayChangedLetter = Letterhead & { evening: Evening; kind: ShowKind; orderUrl: string };

type Words = {
  subject: (title: string, when: string) => string;
  preheader: string;
  title: (title: string) => string;
  what: string;
  open: string;
  because: string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title, when) => `Новый вход: ${title} — ${when}`,
    preheader: 'Билет действует, прежний вход закрыт.',
    title: (title) => `${title}: новый вход`,
    what: 'Показ пройдёт иначе, чем было объявлено. Ваш билет действует; прежний вход закрыт.',
    open: 'Открыть заказ',
    because: 'У вас есть билет на этот показ.',
  },
  en: {
    subject: (title, when) => `A new way in: ${title} — ${when}`,
    preheader: 'Your ticket stays valid; the old way in is closed.',
    title: (title) => `${title}: a new way in`,
    what: 'The show is played another way than announced. Your ticket stays valid; the old way in is closed.',
    open: 'Open your order',
    because: 'You have a ticket for this show.',
  },
};

export function wayChangedLetter(input: WayChangedLetter): WrittenLetter {
  const { language, evening, kind, orderUrl } = input;
  const say = words[language];
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language), whenOf(evening, language)),
    preheader: say.preheader,
    title: say.title(quoted(evening, language)),
    blocks: [
      { kind: 'words', text: say.what },
      { kind: 'words', text: wayIn(kind, language) },
      eveningFacts(evening, language),
      { kind: 'button', label: say.open, url: orderUrl },
    ],
    because: say.because,
  });
}
