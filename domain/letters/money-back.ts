/** How long money travels back, by who was paid. */
import type { Language } from '../language.ts';
import type { PayingProvider } from '../orders.ts';

const arrival: Record<PayingProvider, Record<Language, string>> = {
  // https://docs.stripe.com/refunds: 5–10 business days.
  stripe: {
    ru: 'Деньги придут на ту же карту за 5–10 рабочих дней: так работают банки.',
    en: 'The money reaches the same card within 5–10 business days: that is how long banks take.',
  },
  // https://yookassa.ru/docs/support/payments/refunding: usually a few days, up to 30 for some banks.
  yookassa: {
    ru: 'Деньги придут туда, откуда вы платили: обычно за несколько дней, у некоторых банков — до 30 дней.',
    en: 'The money goes back to where you paid from: usually within a few days, with some banks up to 30.',
  },
  stars: {
    ru: 'Звёзды возвращаются на ваш счёт в Telegram сразу.',
    en: 'The Stars are back on your Telegram balance at once.',
  },
};

export const moneyArrives = (provider: PayingProvider, language: Language): string => arrival[provider][language];
