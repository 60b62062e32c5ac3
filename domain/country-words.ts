/** Where a show may be watched, in words: said before a purchase, and with each ticket. */
import type { Language } from './language.ts';
import type { CountryRule } from './stage.ts';

/** A message is no atlas: beyond so many names the page of the show has them all. */
const mostNames = 12;

const words: Record<
  Language,
  Record<CountryRule['mode'], (list: string) => string> & { more: (n: number) => string; all: string }
> = {
  ru: {
    allow: (list) => `Показ идёт только в этих странах: ${list}. В других местах его смотреть нельзя.`,
    refuse: (list) => `Показ не идёт в этих странах: ${list}. Билет там не поможет.`,
    more: (n) => `ещё ${n}`,
    all: ' Весь список — на странице показа.',
  },
  en: {
    allow: (list) => `The show is played only in these countries: ${list}. It cannot be watched elsewhere.`,
    refuse: (list) => `The show is not played in these countries: ${list}. A ticket does not help there.`,
    more: (n) => `${n} more`,
    all: ' The page of the show has the whole list.',
  },
};

/** @param most so many names at most @returns plain text; empty for a show that is played everywhere */
export function countryWords(rule: CountryRule | null | undefined, language: Language, most = mostNames): string {
  if (!rule || rule.list.length === 0) return '';
  const say = words[language];
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
  const named = rule.list.slice(0, most).map((code) => names.of(code) ?? code);
  const rest = rule.list.length - named.length;
  const list = new Intl.ListFormat(language, { type: 'conjunction' }).format(rest > 0 ? [...named, say.more(rest)] : named);
  return `${say[rule.mode](list)}${rest > 0 ? say.all : ''}`;
}
