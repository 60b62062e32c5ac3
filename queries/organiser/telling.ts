/** How one moment of an order's story is put into words. */
import { cityOf, formatShowTime } from '../../domain/dates.ts';
import { type Language, type LocalText, languages } from '../../domain/language.ts';
import { type Currency, formatMoney, money } from '../../domain/money.ts';

export type Entry = { at: string; kind: string; text: LocalText; failed: boolean };
export type Told = Omit<Entry, 'at'> & { at: Date };

export const both = (say: (language: Language) => string): LocalText =>
  Object.fromEntries(languages.map((language) => [language, say(language)])) as LocalText;
export const tell = (at: Date, kind: string, text: LocalText, failed = false): Told => ({ at, kind, text, failed });
export const some = (at: Date | null | undefined, kind: string, text: LocalText, failed = false): Told[] =>
  at ? [tell(at, kind, text, failed)] : [];

export const sum = (amount: number, currency: Currency, language: Language): string =>
  formatMoney(money(amount, currency), language);

/** Moments stand at the reader's own clock beside a sentence; a time within it is the theatre's, and says so. */
export const theatreTime = (at: Date, timeZone: string, language: Language): string =>
  `${formatShowTime(at, timeZone, language)} (${cityOf(timeZone, language)})`;

const rules: Record<Language, Intl.PluralRules> = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') };
/** «1 билет», «2 билета», «5 билетов»: forms for one, few and many; English has no few. */
export function counted(n: number, language: Language, forms: [one: string, few: string, many: string]): string {
  const rule = rules[language].select(n);
  return `${n} ${rule === 'one' ? forms[0] : rule === 'few' ? forms[1] : forms[2]}`;
}

/** «билет A», «билеты A, B». */
export const ticketsNamed = (numbers: readonly string[], [one, many]: [one: string, many: string]): string =>
  `${numbers.length === 1 ? one : many} ${numbers.join(', ')}`;
