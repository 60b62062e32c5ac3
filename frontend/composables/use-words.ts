/** Words, money and dates in the person's language, for a component's template. */
import { type Ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import type { Currency, Language, LocalText, Money } from '../api/types.ts';
import { dayOf, fromNow, lengthOf, momentOf, shortDayOf, timeOf, viewerZone, zoneName } from '../logic/dates.ts';
import { inLanguage } from '../logic/language.ts';
import { formatMoney, preferredCurrency } from '../logic/money.ts';
import { longStorage } from './storage.ts';
import { useTelegram } from './use-telegram.ts';

export const languageKey = 'rampa:language';

export function useWords() {
  const { t, locale } = useI18n({ useScope: 'global' });
  const language = locale as Ref<Language>;
  const zone = viewerZone();
  const { inside } = useTelegram();
  return {
    t,
    language,
    zone,
    local: (text: LocalText) => inLanguage(text, language.value),
    money: (money: Money) => formatMoney(money, language.value),
    /** The currency to speak of first where this person stands. */
    preferred: (offered: readonly Currency[]) => preferredCurrency(offered, language.value, inside.value),
    day: (iso: string, timeZone = zone) => dayOf(iso, language.value, timeZone),
    shortDay: (iso: string, timeZone = zone) => shortDayOf(iso, language.value, timeZone),
    time: (iso: string, timeZone = zone) => timeOf(iso, language.value, timeZone),
    moment: (iso: string, timeZone = zone) => momentOf(iso, language.value, timeZone),
    /** The city whose clock the person lives by, as the browser says. */
    city: () => zoneName(zone, language.value),
    /** «сб, 28 ноября, 19:00 (Москва)»: as the letters name it. */
    cityMoment: (iso: string) =>
      `${dayOf(iso, language.value, zone)}, ${timeOf(iso, language.value, zone)} (${zoneName(zone, language.value)})`,
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
