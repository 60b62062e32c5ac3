/** Rows of buttons on the playbill and a show's card. */
import type { InlineKeyboardButton } from 'telegraf/types';
import { cityOf, formatShortTime } from '../domain/dates.ts';
import type { Language } from '../domain/language.ts';
import { formatMoney, type Money } from '../domain/money.ts';
import type { ShowDateView, ShowSummaryView, ShowView } from '../queries/shows/playbill.ts';
import { unitOf } from './basket.ts';
import { encodePress, type Press } from './callback-data.ts';
import type { Rows } from './present.ts';
import type { Texts } from './texts.ts';

export const press = (text: string, data: Press): InlineKeyboardButton => ({ text, callback_data: encodePress(data) });

/** A mark of one rendering of a button. */
export const newNonce = (): string => Date.now().toString(36);

const starsOf = (prices: Money[]): Money | undefined => prices.find((price) => price.currency === 'XTR');
const price = (money: Money | undefined, language: Language) => (money ? formatMoney(money, language) : '');

const aPage = 8;

/** The one zone of all of them, if they have one. */
export const commonZone = (shows: ShowSummaryView[]): string | undefined =>
  new Set(shows.map(({ timeZone }) => timeZone)).size === 1 ? shows[0]!.timeZone : undefined;

export function eventRows(shows: ShowSummaryView[], page: number, language: Language, words: Texts): Rows {
  const oneClock = commonZone(shows) !== undefined;
  const rows = shows.slice(page * aPage, (page + 1) * aPage).map((show) => {
    const state = show.onSale
      ? `${words.from} ${price(starsOf(show.fromPrices), language)}`
      : show.seatsLeft === 0
        ? words.soldOut
        : words.notOnSale;
    const short = formatShortTime(new Date(show.startsAt), show.timeZone, language);
    const when = oneClock ? short : `${short} (${cityOf(show.timeZone, language)})`;
    return [press(`${when} · ${show.production.title[language]} · ${state}`, { kind: 'show', code: show.code })];
  });
  const turn = [
    ...(page > 0 ? [press('←', { kind: 'page', page: page - 1 })] : []),
    ...(shows.length > (page + 1) * aPage ? [press('→', { kind: 'page', page: page + 1 })] : []),
  ];
  return turn.length > 0 ? [...rows, turn] : rows;
}

/** What of the show can be bought for Stars. */
export const typesFor = (show: ShowView) =>
  show.onSale ? show.ticketTypes.filter((type) => type.left > 0 && unitOf(type) !== undefined) : [];

export const showRows = (show: ShowView, language: Language, words: Texts): Rows => [
  ...typesFor(show).map((type) => [
    press(`${type.name[language]} · ${type.openPrice ? `${words.from} ` : ''}${price(unitOf(type), language)}`, {
      ...{ kind: 'type', code: show.code, position: type.position, besides: '' },
    }),
  ]),
  [
    ...(show.otherDates.length > 0 ? [press(words.otherDates, { kind: 'dates', code: show.code })] : []),
    press(words.playbill, { kind: 'events' }),
  ],
];

export const dateRows = (code: string, dates: ShowDateView[], language: Language, words: Texts): Rows => [
  ...dates.slice(0, aPage).map((date) => [
    press(`${formatShortTime(new Date(date.startsAt), date.timeZone, language)}${date.onSale ? '' : ` · ${words.soldOut}`}`, {
      kind: 'show',
      code: date.code,
    }),
  ]),
  [press(words.back, { kind: 'show', code })],
];

/** In rows of so many. */
export const inRows = (buttons: InlineKeyboardButton[], aRow: number): Rows =>
  Array.from({ length: Math.ceil(buttons.length / aRow) }, (_, row) => buttons.slice(row * aRow, (row + 1) * aRow));
