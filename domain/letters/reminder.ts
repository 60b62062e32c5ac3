/** A day before, an hour before, and the bell at the start. */
import type { ShowKind } from '../shows.ts';
import { type Evening, eveningFacts, quoted, titleOf, whenOf } from './evening.ts';
import { wayIn } from './getting-in.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';

export type ReminderKind = '24h' | '1h' | 'start';

export type ReminderLetter = Letterhead & { kind: ReminderKind; evening: Evening; showKind: ShowKind; orderUrl: string };

type Words = { subject: (title: string) => string; title: (quoted: string) => string; preheader: (when: string) => string };
const words: InBoth<Record<ReminderKind, Words> & { open: string; enter: string; change: string; because: string }> = {
  ru: {
    '24h': {
      subject: (title) => `До спектакля сутки: ${title}`,
      title: (quoted) => `${quoted} — через сутки`,
      preheader: (when) => `Начало: ${when}.`,
    },
    '1h': {
      subject: (title) => `Через час: ${title}`,
      title: (quoted) => `${quoted} — через час`,
      preheader: (when) => `Начало: ${when}. Проверьте связь и звук.`,
    },
    start: {
      subject: (title) => `Третий звонок: ${title}`,
      title: (quoted) => `Третий звонок: ${quoted} начинается`,
      preheader: () => 'Занавес поднимается.',
    },
    open: 'Открыть заказ',
    enter: 'Войти в зал',
    change: 'Не получится быть? На странице заказа видно, можно ли ещё вернуть билет, обменять его или передать.',
    because: 'У вас есть билет на этот показ.',
  },
  en: {
    '24h': {
      subject: (title) => `A day to go: ${title}`,
      title: (quoted) => `${quoted} is a day away`,
      preheader: (when) => `It starts ${when}.`,
    },
    '1h': {
      subject: (title) => `In an hour: ${title}`,
      title: (quoted) => `${quoted} starts in an hour`,
      preheader: (when) => `It starts ${when}. Check your connection and sound.`,
    },
    start: {
      subject: (title) => `Curtain up: ${title}`,
      title: (quoted) => `Curtain up: ${quoted} is starting`,
      preheader: () => 'The curtain is rising.',
    },
    open: 'Open your order',
    enter: 'Go in',
    change: 'Cannot be there? The page of your order shows whether the ticket can still be returned, exchanged or handed on.',
    because: 'You have a ticket for this evening.',
  },
};

export function reminderLetter(input: ReminderLetter): WrittenLetter {
  const { language, kind, evening, showKind, orderUrl } = input;
  const say = words[language];
  const { subject, title, preheader } = say[kind];
  return writeLetter(input, {
    subject: subject(titleOf(evening, language)),
    preheader: preheader(whenOf(evening, language)),
    title: title(quoted(evening, language)),
    blocks: [
      eveningFacts(evening, language),
      { kind: 'words', text: wayIn(showKind, language) },
      { kind: 'button', label: kind === '24h' ? say.open : say.enter, url: orderUrl },
      ...(kind === '24h' ? [{ kind: 'note' as const, text: say.change }] : []),
    ],
    because: say.because,
  });
}
