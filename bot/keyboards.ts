/** Rows of buttons. */
import type { InlineKeyboardButton } from 'telegraf/types';
import { formatShortTime } from '../domain/dates.ts';
import type { Language } from '../domain/language.ts';
import { formatMoney, type Money } from '../domain/money.ts';
import type { ShowDateView, ShowSummaryView, ShowView } from '../queries/shows/playbill.ts';
import { encodePress, type Press } from './callback-data.ts';
import type { Texts } from './texts.ts';

export const press = (text: string, data: Press): InlineKeyboardButton => ({ text, callback_data: encodePress(data) });

export const starsOf = (prices: Money[]): Money | undefined => prices.find((price) => price.currency === 'XTR');
const price = (money: Money | undefined, language: Language) => (money ? formatMoney(money, language) : '');

const aPage = 8;

export function eventRows(shows: ShowSummaryView[], page: number, language: Language, words: Texts): InlineKeyboardButton[][] {
  const rows = shows.slice(page * aPage, (page + 1) * aPage).map((show) => {
    const state = show.onSale
      ? `${words.from} ${price(starsOf(show.fromPrices), language)}`
      : show.seatsLeft === 0
        ? words.soldOut
        : words.notOnSale;
    const when = formatShortTime(new Date(show.startsAt), show.timeZone, language);
    return [press(`${when} · ${show.production.title[language]} · ${state}`, { kind: 'show', code: show.code })];
  });
  const turn = [
    ...(page > 0 ? [press('←', { kind: 'page', page: page - 1 })] : []),
    ...(shows.length > (page + 1) * aPage ? [press('→', { kind: 'page', page: page + 1 })] : []),
  ];
  return turn.length > 0 ? [...rows, turn] : rows;
}

export function showRows(show: ShowView, language: Language, words: Texts): InlineKeyboardButton[][] {
  const types = show.onSale ? show.ticketTypes.filter((type) => type.left > 0 && starsOf(type.prices)) : [];
  return [
    ...types.map((type) => [
      press(`${type.name[language]} · ${price(starsOf(type.prices), language)}`, {
        kind: 'type',
        code: show.code,
        position: type.position,
      }),
    ]),
    [
      ...(show.otherDates.length > 0 ? [press(words.otherDates, { kind: 'dates', code: show.code })] : []),
      press(words.playbill, { kind: 'events' }),
    ],
  ];
}

export const dateRows = (code: string, dates: ShowDateView[], language: Language, words: Texts): InlineKeyboardButton[][] => [
  ...dates.slice(0, aPage).map((date) => [
    press(`${formatShortTime(new Date(date.startsAt), date.timeZone, language)}${date.onSale ? '' : ` · ${words.soldOut}`}`, {
      kind: 'show',
      code: date.code,
    }),
  ]),
  [press(words.back, { kind: 'show', code })],
];

export function quantityRows(code: string, position: number, most: number, words: Texts): InlineKeyboardButton[][] {
  const numbers = Array.from({ length: most }, (_, index) =>
    press(String(index + 1), { kind: 'quantity', code, position, quantity: index + 1 }),
  );
  return [numbers.slice(0, 5), numbers.slice(5), [press(words.back, { kind: 'show', code })]].filter((row) => row.length > 0);
}
