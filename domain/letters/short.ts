/** A letter of one thought: what a notice says in Telegram, for whoever has mail only. */
import type { Language } from '../language.ts';
import { type Evening, eveningFacts, quoted } from './evening.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';

export type ShortLetter = Letterhead & {
  evening: Evening;
  about: 'ticketGone' | 'ticketTaken' | 'refundStuck';
  /** The ticket's number, or the sum. */
  what: string;
  pageUrl: string;
};

type Words = { subject: (title: string) => string; title: (what: string) => string; text: string };
const words: InBoth<Record<ShortLetter['about'], Words> & { open: string; because: string }> = {
  ru: {
    ticketGone: {
      subject: (title) => `Билет больше не действует: ${title}`,
      title: (number) => `Билет № ${number} больше не действует`,
      text: 'Его вернул тот, кто покупал. Если это неожиданность, спросите покупателя.',
    },
    ticketTaken: {
      subject: (title) => `Ваш спутник забрал билет: ${title}`,
      title: (number) => `Билет № ${number} забрал ваш спутник`,
      text: 'Теперь код билета — у него. Остальные билеты заказа остались у вас.',
    },
    refundStuck: {
      subject: (title) => `Возвратом занимается человек: ${title}`,
      title: (sum) => `Возврат ${sum} задерживается`,
      text: 'Платёжная система его не приняла. Деньги не потеряны: театр уже видит это и вернёт их другим путём.',
    },
    open: 'Открыть страницу',
    because: 'Письмо пришло потому, что у вас был билет на этот показ.',
  },
  en: {
    ticketGone: {
      subject: (title) => `A ticket is no longer good: ${title}`,
      title: (number) => `Ticket No. ${number} is no longer good`,
      text: 'Whoever bought it has returned it. If this is a surprise, ask the buyer.',
    },
    ticketTaken: {
      subject: (title) => `Your companion has taken a ticket: ${title}`,
      title: (number) => `Your companion has taken ticket No. ${number}`,
      text: 'The code is theirs now. The other tickets of the order are still yours.',
    },
    refundStuck: {
      subject: (title) => `A person is on your refund: ${title}`,
      title: (sum) => `The return of ${sum} is delayed`,
      text: 'The payment service did not take it. The money is not lost: the theatre sees this and will return it another way.',
    },
    open: 'Open the page',
    because: 'You have this letter because you had a ticket for this show.',
  },
};

export function shortLetter(input: ShortLetter): WrittenLetter {
  const { language, evening, about, what, pageUrl }: ShortLetter & { language: Language } = input;
  const say = words[language];
  const { subject, title, text } = say[about];
  return writeLetter(input, {
    subject: subject(quoted(evening, language)),
    preheader: text,
    title: title(what),
    blocks: [{ kind: 'words', text }, eveningFacts(evening, language), { kind: 'button', label: say.open, url: pageUrl }],
    because: say.because,
  });
}
