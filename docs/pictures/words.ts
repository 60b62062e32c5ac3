/** What is pressed and waited for on the way to a picture: the product's own words, in the language of the README that shows it. */
import { texts } from '../../bot/texts.ts';
import type { Language } from '../../domain/language.ts';
import { doorEn } from '../../frontend/words/door-en.ts';
import { doorRu } from '../../frontend/words/door-ru.ts';
import { en } from '../../frontend/words/en.ts';
import { organiserEn } from '../../frontend/words/organiser-en.ts';
import { organiserRu } from '../../frontend/words/organiser-ru.ts';
import { ru } from '../../frontend/words/ru.ts';

const own = {
  ru: {
    ...{ page: ru, organiser: organiserRu, door: doorRu, locale: 'ru-RU' },
    ...{ play: 'Чайка', stalls: 'Партер', name: 'Анна', start: 'Запустить', pay: 'Заплатить' },
    ...{ letter: 'Билет: Чайка', openOrder: 'Открыть заказ', inMoney: '900', inStars: '900' },
  },
  en: {
    ...{ page: en, organiser: organiserEn, door: doorEn, locale: 'en-GB' },
    ...{ play: 'The Seagull', stalls: 'Stalls', name: 'Anna', start: 'Start', pay: 'Pay' },
    ...{ letter: 'Your ticket: The Seagull', openOrder: 'Open your order', inMoney: '€10', inStars: '900' },
  },
};

export type Words = (typeof own)['ru'] & { language: Language; bot: (typeof texts)['ru'] };
export const wordsIn = (language: Language): Words => ({ ...own[language], language, bot: texts[language] });

/** The words up to the first value in them: «Взять: » of «Взять: {name}». */
export const begins = (text: string): string => text.split('{')[0]!.split(' | ')[0]!;
/** Anything that begins so. */
export const beginning = (...parts: string[]): RegExp =>
  new RegExp(`^${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}`);
