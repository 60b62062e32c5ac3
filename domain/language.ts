/** The two languages of the house, and a text that exists in both. */
export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];
export type LocalText = Record<Language, string>;

/** Picks from a BCP 47 tag or an Accept-Language header; anything that is not English by name is read as Russian only when it says so. */
export function pickLanguage(tag: string | undefined, fallback: Language = 'en'): Language {
  for (const part of (tag ?? '').toLowerCase().split(',')) {
    const primary = part.trim().split(/[-_;]/)[0];
    // Readers of these languages are commonly at home in Russian; everybody else gets English.
    if (primary && ['ru', 'be', 'kk', 'uk', 'ky'].includes(primary)) return 'ru';
    if (primary) return 'en';
  }
  return fallback;
}
