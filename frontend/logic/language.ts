/** The two languages of the pages, and which of them a person gets. */
import type { Language, LocalText } from '../api/types.ts';

export const languages: readonly Language[] = ['ru', 'en'];
export const isLanguage = (value: unknown): value is Language => value === 'ru' || value === 'en';

// Readers of these languages are commonly at home in Russian; everybody else gets English.
const readsRussian = ['ru', 'be', 'kk', 'uk', 'ky'];

export const languageOfTag = (tag: string): Language =>
  readsRussian.includes(tag.toLowerCase().split(/[-_]/)[0] ?? '') ? 'ru' : 'en';

/** Chosen by hand before Telegram's word, Telegram's word before the browser's. */
export function pickLanguage(kept: string | null, telegram: string | undefined, browser: string | undefined): Language {
  if (isLanguage(kept)) return kept;
  return languageOfTag(telegram ?? browser ?? 'en');
}

/** Locale for `Intl`: British English keeps the day before the month and the 24-hour clock. */
export const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : 'ru');

export const inLanguage = (text: LocalText, language: Language): string => text[language] || text.ru || text.en;
