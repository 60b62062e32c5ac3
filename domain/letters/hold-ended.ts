/** The time to pay is over: the seats are free again, nothing was charged, one press tries again. */
import { type Evening, eveningFacts, quoted } from './evening.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';

export type HoldEndedLetter = Letterhead & { evening: Evening; orderNumber: string; tryAgainUrl: string };

type Words = {
  subject: (title: string) => string;
  preheader: string;
  title: string;
  what: (title: string) => string;
  again: string;
  late: string;
  because: (order: string) => string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title) => `Места больше не держим: ${title}`,
    preheader: 'Деньги не списаны. Попробовать ещё раз можно одним нажатием.',
    title: 'Время на оплату вышло',
    what: (title) => `Деньги не списаны. Места на ${title} снова свободны, и вы можете взять их ещё раз.`,
    again: 'Попробовать ещё раз',
    late: 'Если вы всё-таки заплатили, деньги не потеряются: пока есть места, придут билеты, иначе мы вернём всё сами.',
    because: (order) => `Этот адрес указан в заказе ${order}.`,
  },
  en: {
    subject: (title) => `Your seats are no longer held: ${title}`,
    preheader: 'Nothing was charged. One press tries again.',
    title: 'The time to pay is over',
    what: (title) => `Nothing was charged. The seats for ${title} are free again, and you can take them once more.`,
    again: 'Try again',
    late: 'If you paid after all, the money is not lost: you get the tickets while there are seats, or all of it back without asking.',
    because: (order) => `This address was given with order ${order}.`,
  },
};

export function holdEndedLetter(input: HoldEndedLetter): WrittenLetter {
  const { language, evening, orderNumber, tryAgainUrl } = input;
  const say = words[language];
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language)),
    preheader: say.preheader,
    title: say.title,
    blocks: [
      { kind: 'words', text: say.what(quoted(evening, language)) },
      eveningFacts(evening, language),
      { kind: 'button', label: say.again, url: tryAgainUrl },
      { kind: 'note', text: say.late },
    ],
    because: say.because(orderNumber),
  });
}
