/** She speaks another language from here on, and so does the house. */
import type { Evening } from './evening.ts';
import type { Bought } from './in-telegram.ts';
import { buttonOf } from './phone.ts';
import { say } from './words.ts';

export const anotherLanguage = ({ step }: Evening, { viewer }: Bought): Promise<void> =>
  step(async () => {
    const choice = await viewer.say('/language', say('выбор языка', 'a choice of language'), (seen) => buttonOf(seen, 'l:en'));
    await viewer.press(choice, 'l:en', say('ответ по-английски', 'an answer in English'), ({ text }) =>
      /English it is/.test(text),
    );
    await viewer.say('/help', say('помощь по-английски', 'help in English'), ({ text }) => /playbill/.test(text));
    return [undefined, say('/language: дальше бот говорит по-английски', '/language: the bot speaks English from here on')];
  });
