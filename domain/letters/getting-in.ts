/** How a viewer gets into an evening, by its kind. */
import type { Language } from '../language.ts';
import type { ShowKind } from '../shows.ts';

const ways: Record<ShowKind, Record<Language, string>> = {
  telegram: {
    ru: 'Спектакль идёт в закрытом канале Telegram. Вход — на странице заказа: откройте её в Telegram.',
    en: 'The evening takes place in a closed Telegram channel. The way in is on the page of your order: open it in Telegram.',
  },
  stream: {
    ru: 'Спектакль идёт в прямом эфире. Откройте страницу заказа незадолго до начала: вход в зал — там.',
    en: 'The evening is streamed live. Open the page of your order shortly before the start: the way in is there.',
  },
  immersive: {
    ru: 'Это иммерсивный показ: вас могут о чём-нибудь спросить. Откройте страницу заказа за несколько минут до начала: вход — там.',
    en: 'This is an immersive evening: you may be asked something. Open the page of your order a few minutes before the start: the way in is there.',
  },
  external: {
    ru: 'Покажите код билета у входа — с экрана или на бумаге. Приходите за 15–20 минут до начала.',
    en: "Show the ticket's code at the door, on a screen or on paper. Come 15–20 minutes before the start.",
  },
};

export const wayIn = (kind: ShowKind, language: Language): string => ways[kind][language];
