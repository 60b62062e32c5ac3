/** To whoever runs a stage: the show should be on, and there is no picture. */
import { type Evening, eveningFacts, quoted } from './evening.ts';
import { writeLetter } from './layout.ts';
import type { InBoth, Letterhead, WrittenLetter } from './letter.ts';

export type NoPictureLetter = Letterhead & { evening: Evening; deskUrl: string };

type Words = {
  subject: (title: string) => string;
  preheader: string;
  title: string;
  what: string;
  todo: string;
  open: string;
  because: string;
};
const words: InBoth<Words> = {
  ru: {
    subject: (title) => `Нет картинки: ${title}`,
    preheader: 'Показ должен идти уже две минуты. Зрители ждут.',
    title: 'Показ должен идти, а картинки нет',
    what: 'Прошло две минуты после начала, а на сцену ничего не передают. Зрители ждут.',
    todo: 'Откройте пульт: проверьте передачу, её адрес и ключ потока. Не получается — скажите слово зрителям, перенесите показ или смените способ. Картинка пойдёт зрителям сама, как только появится.',
    open: 'Открыть пульт',
    because: 'Вы ведёте сцену этого театра.',
  },
  en: {
    subject: (title) => `No picture: ${title}`,
    preheader: 'The show should have been on for two minutes. The audience waits.',
    title: 'The show should be on, and there is no picture',
    what: 'Two minutes have passed since the start and nothing is sent to the stage. The audience waits.',
    todo: 'Open the desk: check the encoder, its address and its key. If it cannot be mended, say a word to the viewers, move the show or play it another way. The picture goes to the viewers by itself as soon as it is there.',
    open: 'Open the desk',
    because: 'You run the stage of this theatre.',
  },
};

export function noPictureLetter(input: NoPictureLetter): WrittenLetter {
  const { language, evening, deskUrl } = input;
  const say = words[language];
  return writeLetter(input, {
    subject: say.subject(quoted(evening, language)),
    preheader: say.preheader,
    title: say.title,
    blocks: [
      { kind: 'words', text: say.what },
      eveningFacts(evening, language),
      { kind: 'button', label: say.open, url: deskUrl },
      { kind: 'note', text: say.todo },
    ],
    because: say.because,
  });
}
