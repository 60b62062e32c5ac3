/** Generated from domain/letters/money-back.ts by frontend/generate-money-back.ts: change the letters' sentences, not this file. */
export const moneyBack = {
  ru: {
    stripe: 'Деньги придут на ту же карту за 5–10 рабочих дней: так работают банки.',
    yookassa: 'Деньги придут туда, откуда вы платили: обычно за несколько дней, у некоторых банков — до 30 дней.',
    stars: 'Звёзды возвращаются на ваш счёт в Telegram сразу.',
  },
  en: {
    stripe: 'The money reaches the same card within 5–10 business days: that is how long banks take.',
    yookassa: 'The money goes back to where you paid from: usually within a few days, with some banks up to 30.',
    stars: 'The Stars are back on your Telegram balance at once.',
  },
};
