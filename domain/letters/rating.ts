/** The morning after: one to five stars, each a link to the order's page, where the press is confirmed. */
import { type Evening, quoted } from './evening.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';

export type RatingLetter = Letterhead & { evening: Evening; orderUrl: string };

type Words = {
  subject: (title: string) => string;
  preheader: string;
  title: (title: string) => string;
  ask: string;
  why: string;
  because: string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title) => `Как вам ${title}?`,
    preheader: 'Одна оценка, одно нажатие.',
    title: (title) => `Как вам ${title}?`,
    ask: 'Спасибо, что были с нами. Сколько звёзд поставите?',
    why: 'Оценку увидит театр; изменить её можно на странице заказа в течение двух недель.',
    because: 'У вас был билет на этот показ.',
  },
  en: {
    subject: (title) => `How was ${title}?`,
    preheader: 'One rating, one press.',
    title: (title) => `How was ${title}?`,
    ask: 'Thank you for being with us. How many stars would you give?',
    why: 'The theatre will see your rating; you can change it on the page of your order for two weeks.',
    because: 'You had a ticket for this show.',
  },
};

export function ratingLetter(input: RatingLetter): WrittenLetter {
  const { language, evening, orderUrl } = input;
  const say = words[language];
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language)),
    preheader: say.preheader,
    title: say.title(quoted(evening, language)),
    blocks: [
      {
        kind: 'choices',
        label: say.ask,
        choices: [1, 2, 3, 4, 5].map((stars) => ({ label: `${stars} ★`, url: rateUrl(orderUrl, stars) })),
      },
      { kind: 'note', text: say.why },
    ],
    because: say.because,
  });
}

/** A link only proposes: mail scanners open links too, and none of them has seen the play. */
export function rateUrl(orderUrl: string, stars: number): string {
  const url = new URL(orderUrl);
  url.searchParams.set('rate', String(stars));
  return url.href;
}
