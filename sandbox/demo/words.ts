/** The demo's words: Russian or English, by the same variables, in the same order, as every other program of the terminal. */
const { env } = process;
const russian = /^ru(_|-|\.|$)/i.test(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '');

/** @example say('билет', 'ticket') */
export const say = (ru: string, en: string): string => (russian ? ru : en);

/** One of a thing's two languages. */
export const local = ({ ru, en }: { ru: string; en: string }): string => say(ru, en);

export function money({ amount, currency }: { amount: number; currency: string }): string {
  const locale = say('ru', 'en');
  if (currency === 'XTR') return `${new Intl.NumberFormat(locale).format(amount)} ⭐`;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  return format.format(amount / 100);
}
