/** The words in the person's language, with the Russian rule of counting. */
import { createI18n } from 'vue-i18n';
import type { Language } from '../api/types.ts';
import { deskEn } from './desk-en.ts';
import { deskRu } from './desk-ru.ts';
import { en } from './en.ts';
import { organiserEn } from './organiser-en.ts';
import { organiserRu } from './organiser-ru.ts';
import { ru } from './ru.ts';
import { watchEn } from './watch-en.ts';
import { watchRu } from './watch-ru.ts';

/** 1 билет, 2 билета, 5 билетов. */
function russianForm(count: number, forms: number): number {
  const rest = Math.abs(count) % 100;
  const last = rest % 10;
  const form = last === 1 && rest !== 11 ? 0 : last >= 2 && last <= 4 && (rest < 10 || rest > 20) ? 1 : 2;
  return Math.min(form, forms - 1);
}

const messages = {
  ru: { ...ru, organiser: organiserRu, watch: watchRu, desk: deskRu },
  en: { ...en, organiser: organiserEn, watch: watchEn, desk: deskEn },
};

export const createWords = (locale: Language) =>
  createI18n({ legacy: false, locale, fallbackLocale: 'ru', messages, pluralRules: { ru: russianForm } });
