/** Words, money and dates in the person's language, for a component's template. */
import { type Ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Language, LocalText, Money } from '../api/types.ts';
import { dayOf, fromNow, lengthOf, momentOf, shortDayOf, timeOf, viewerZone } from '../logic/dates.ts';
import { inLanguage } from '../logic/language.ts';
import { formatMoney } from '../logic/money.ts';
import { longStorage } from './storage.ts';

export const languageKey = 'rampa:language';

export function useWords() {
  const { t, locale } = useI18n({ useScope: 'global' });
  const language = locale as Ref<Language>;
  const zone = viewerZone();
  return {
    t,
    language,
    zone,
    local: (text: LocalText) => inLanguage(text, language.value),
    money: (money: Money) => formatMoney(money, language.value),
    day: (iso: string, timeZone = zone) => dayOf(iso, language.value, timeZone),
    shortDay: (iso: string, timeZone = zone) => shortDayOf(iso, language.value, timeZone),
    time: (iso: string, timeZone = zone) => timeOf(iso, language.value, timeZone),
    moment: (iso: string, timeZone = zone) => momentOf(iso, language.value, timeZone),
    length: (minutes: number) => lengthOf(minutes, language.value),
    fromNow: (iso: string, now: number) => fromNow(iso, language.value, now),
    /** Chosen by hand: kept for the next visit. */
    chooseLanguage(chosen: Language) {
      language.value = chosen;
      longStorage.setItem(languageKey, chosen);
    },
  };
}

/** Keeps `<html lang>` true. */
export function useDocumentLanguage(): void {
  const { language } = useWords();
  watch(language, (now) => document.documentElement.setAttribute('lang', now), { immediate: true });
}
