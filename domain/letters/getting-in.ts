/** How a viewer gets into an evening, by its kind. */
import { countryWords } from '../country-words.ts';
import type { Language } from '../language.ts';
import type { ShowKind } from '../shows.ts';
import type { CountryRule } from '../stage.ts';
import type { Block } from './letter.ts';

/** What is known of where a show is played. */
export type Place = {
  /** Of a show that is played elsewhere; null: not known yet. */
  address?: string | null;
  /** Null: everywhere. */
  countries?: CountryRule | null;
};

const ways: Record<Exclude<ShowKind, 'external'>, Record<Language, string>> = {
  telegram: {
    ru: 'Спектакль идёт в закрытом канале Telegram. Вход — на странице заказа: откройте её в Telegram.',
    en: 'The evening takes place in a closed Telegram channel. The way in is on the page of your order: open it in Telegram.',
  },
  stream: {
    ru: 'Спектакль идёт в прямом эфире. Откройте страницу заказа незадолго до начала: вход в зал — там.',
    en: 'The evening is streamed live. Open the page of your order shortly before the start: the way in is there.',
  },
  immersive: {
    ru: 'Это иммерсивный показ: вас могут позвать на сцену. Откройте страницу заказа за несколько минут до начала: вход — там. Камера и микрофон включатся, только если вы согласитесь. Записи не будет.',
    en: 'This is an immersive evening: you may be invited on stage. Open the page of your order a few minutes before the start: the way in is there. Camera and microphone are used only if you agree. There will be no recording.',
  },
};

/** Nobody here carries the picture of such a show, so nobody here guards its door. */
const elsewhere: Record<'known' | 'later' | 'missing', Record<Language, string>> = {
  known: {
    ru: 'Спектакль идёт на другой площадке: откройте её адрес незадолго до начала. Защитить этот адрес мы не можем: войдёт каждый, кто его знает, поэтому никому его не пересылайте. Если там спросят билет, покажите код.',
    en: 'The evening is played elsewhere: open its address shortly before the start. We cannot protect that address: whoever knows it gets in, so send it to nobody. If you are asked for a ticket there, show its code.',
  },
  later: {
    ru: 'Спектакль идёт на другой площадке. Её адрес придёт до начала, с напоминанием, и будет на странице билета. Защитить его мы не сможем: войдёт каждый, кто его знает.',
    en: 'The evening is played elsewhere. Its address comes before the start, with a reminder, and stands on the page of your ticket. We shall not be able to protect it: whoever knows it gets in.',
  },
  missing: {
    ru: 'Спектакль идёт на другой площадке, а её адреса театр нам ещё не дал. Он появится на странице билета; если его там нет, напишите театру.',
    en: 'The evening is played elsewhere, and the theatre has not given us the address yet. It will stand on the page of your ticket; if it is not there, write to the theatre.',
  },
};
const open: Record<Language, string> = { ru: 'Открыть площадку', en: 'Open the stage' };

/** @param evening `begins`: this is the bell, and nothing more comes before the start */
export function wayIn(
  kind: ShowKind,
  language: Language,
  { address, begins = false }: Place & { begins?: boolean } = {},
): string {
  if (kind !== 'external') return ways[kind][language];
  return elsewhere[address ? 'known' : begins ? 'missing' : 'later'][language];
}

/** @returns the way in, the address where it is elsewhere, and where the show may be watched at all */
export function wayBlocks(kind: ShowKind, language: Language, place: Place & { begins?: boolean }): Block[] {
  const countries = countryWords(place.countries, language);
  return [
    { kind: 'words', text: wayIn(kind, language, place) },
    ...(kind === 'external' && place.address
      ? [{ kind: 'link' as const, label: `${open[language]} ${new URL(place.address).host}`, url: place.address }]
      : []),
    ...(countries ? [{ kind: 'words' as const, text: countries }] : []),
  ];
}
