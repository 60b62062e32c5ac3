/** The demo's words: Russian or English, by the same variables, in the same order, as every other program of the terminal. */
const { env } = process;
const russian = /^ru(_|-|\.|$)/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '');

/** Of the demo's words and of what its people are told: they speak the language of whoever looks on. @example say('билет', 'ticket') */
export const say = <T>(ru: T, en: T): T => (russian ? ru : en);

/** A person's phone speaks it too. */
export const language = say('ru', 'en');

/** One of a thing's two languages. */
export const local = ({ ru, en }: { ru: string; en: string }): string => say(ru, en);

export function money({ amount, currency }: { amount: number; currency: string }): string {
  if (currency === 'XTR') return `${new Intl.NumberFormat(language).format(amount)} ⭐`;
  const format = new Intl.NumberFormat(language, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  return format.format(amount / 100);
}
