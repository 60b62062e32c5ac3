/** The way in without a password: a link, and a code to type where one began when there is one. */
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';

export type SignInLetter = Letterhead & {
  link: string;
  code?: string;
  /** @default 15 */
  minutes?: number;
};

type Words = {
  subject: (code: string) => string;
  subjectAlone: string;
  preheader: (minutes: number) => string;
  preheaderAlone: (minutes: number) => string;
  title: string;
  how: (minutes: number) => string;
  howAlone: (minutes: number) => string;
  enter: string;
  code: string;
  notYou: string;
  notYouAlone: string;
  because: string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (code) => `${code} — код для входа в «Рампу»`,
    subjectAlone: 'Вход в «Рампу»',
    preheaderAlone: (minutes) => `Ссылка действует ${minutes} минут.`,
    howAlone: (minutes) => `Нажмите кнопку — и вы войдёте. Ссылка действует ${minutes} минут и только один раз.`,
    notYouAlone: 'Если вы не входили, ничего не делайте: без этого письма никто не войдёт. Никому его не пересылайте.',
    preheader: (minutes) => `Код и ссылка действуют ${minutes} минут.`,
    title: 'Вход на сайт',
    how: (minutes) => `Нажмите кнопку — и вы войдёте. Ссылка и код действуют ${minutes} минут и только один раз.`,
    enter: 'Войти',
    code: 'Или введите код там, где начали вход:',
    notYou: 'Если вы не входили, ничего не делайте: без этого письма никто не войдёт. Никому не называйте код.',
    because: 'Кто-то указал этот адрес, чтобы войти.',
  },
  en: {
    subject: (code) => `${code} is your Rampa sign-in code`,
    subjectAlone: 'Sign in to Rampa',
    preheaderAlone: (minutes) => `The link is good for ${minutes} minutes.`,
    howAlone: (minutes) => `Press the button and you are in. The link is good for ${minutes} minutes, and only once.`,
    notYouAlone: 'If it was not you, do nothing: nobody gets in without this letter. Do not forward it to anybody.',
    preheader: (minutes) => `The code and the link are good for ${minutes} minutes.`,
    title: 'Sign in',
    how: (minutes) => `Press the button and you are in. The link and the code are good for ${minutes} minutes, and only once.`,
    enter: 'Sign in',
    code: 'Or type this code where you began:',
    notYou: 'If it was not you, do nothing: nobody gets in without this letter. Do not tell the code to anybody.',
    because: 'Somebody gave this address to sign in.',
  },
};

export function signInLetter(input: SignInLetter): WrittenLetter {
  const { language, link, code, minutes = 15 } = input;
  const say = words[language];
  return writeLetter(input, {
    subject: code ? say.subject(code) : say.subjectAlone,
    preheader: (code ? say.preheader : say.preheaderAlone)(minutes),
    title: say.title,
    blocks: [
      { kind: 'words', text: (code ? say.how : say.howAlone)(minutes) },
      { kind: 'button', label: say.enter, url: link },
      ...(code ? [{ kind: 'code' as const, label: say.code, code }] : []),
      { kind: 'note', text: code ? say.notYou : say.notYouAlone },
    ],
    because: say.because,
  });
}
