/** She speaks the other language from here on, and so does the house. */
import type { Evening } from './evening.ts';
import type { Bought } from './in-telegram.ts';
import { buttonOf } from './phone.ts';
import { say } from './words.ts';

export const anotherLanguage = ({ step }: Evening, { viewer }: Bought): Promise<void> =>
  step(async () => {
    const other = say('l:en', 'l:ru');
    const choice = await viewer.say('/language', say('выбор языка', 'a choice of language'), (seen) => buttonOf(seen, other));
    await viewer.press(choice, other, say('ответ по-английски', 'an answer in Russian'), ({ text }) =>
      text.includes(say('English it is', 'буду говорить по-русски')),
    );
    await viewer.say('/help', say('помощь по-английски', 'help in Russian'), ({ text }) =>
      text.includes(say('playbill', 'афиша')),
    );
    return [undefined, say('/language: дальше бот говорит по-английски', '/language: the bot speaks Russian from here on')];
  });
