/** What to buy: a type, what to pay where the buyer says, how many, and other types beside it. */
import { escapeHtml } from '../../domain/html.ts';
import { formatMoney } from '../../domain/money.ts';
import { maxTicketsAnOrder } from '../../domain/orders.ts';
import { findShow, type ShowView } from '../../queries/shows/playbill.ts';
import { countOf, levels, linesOf, readBasket, totalOf, unitOf, withCell, writeBasket } from '../basket.ts';
import type { PressOf } from '../callback-data.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';
import { inRows, newNonce, press, typesFor } from '../keyboards.ts';
import { type Rows, urlRow } from '../present.ts';
import { editCard } from './playbill.ts';

/** The show on sale and what was chosen of it; in words when that is no longer to be had. */
export async function offered(visit: Visit, { readers }: BotDeps, code: string, basket: string) {
  const show = await findShow(readers.public(), code);
  const refuse = async (why: 'NotOnSale' | 'SoldOut' | 'NoSuchTicketType') => {
    await visit.reply(visit.explain(why), { parse_mode: 'HTML' });
    return undefined;
  };
  if (!show?.onSale) return refuse('NotOnSale');
  const lines = linesOf(readBasket(basket), show.ticketTypes);
  if (!lines) return refuse('NoSuchTicketType');
  if (lines.some(({ type, quantity }) => quantity > type.left)) return refuse('SoldOut');
  return { show, lines };
}

export async function chooseType(visit: Visit, deps: BotDeps, { code, position, besides }: PressOf<'type'>): Promise<void> {
  const show = await findShow(deps.readers.public(), code);
  const type = show?.ticketTypes.find((candidate) => candidate.position === position);
  if (!show?.onSale || !type || type.left === 0 || !unitOf(type))
    return void (await visit.reply(visit.explain(show?.onSale ? 'SoldOut' : 'NotOnSale'), { parse_mode: 'HTML' }));
  const { words, language } = visit;
  const basket = readBasket(besides);
  const { level, quantity = 0 } = basket[position] ?? {};
  const name = escapeHtml(type.name[language]);
  const others = withCell(basket, position, { quantity: 0 });
  const back = backRow(visit, show, countOf(basket) > 0 ? besides : '');
  if (type.openPrice && !level) {
    const prices = levels.map((choice) =>
      press(formatMoney(unitOf(type, choice)!, language), {
        ...{ kind: 'type', code, position, besides: writeBasket(withCell(basket, position, { quantity, level: choice })) },
      }),
    );
    return editCard(visit, show, `<b>${words.howMuch(name)}</b>`, [
      ...inRows(prices, 2),
      ...urlRow(words.onTheSite, new URL(`/shows/${code}`, deps.publicUrl).href, deps),
      back,
    ]);
  }
  const most = Math.min(type.left, maxTicketsAnOrder - countOf(others));
  const kept = writeBasket(withCell(others, position, { quantity: 0, ...(level ? { level } : {}) }));
  const numbers = Array.from({ length: most }, (_, index) =>
    press(String(index + 1), { kind: 'quantity', code, position, quantity: index + 1, besides: kept }),
  );
  const without = writeBasket(others);
  const takeOut = quantity > 0 && countOf(others) > 0 ? [[press(words.takeOut, { kind: 'basket', code, basket: without })]] : [];
  await editCard(visit, show, `<b>${words.howMany(name)}</b>`, [...inRows(numbers, 5), ...takeOut, back]);
}

export const chooseQuantity = (
  visit: Visit,
  deps: BotDeps,
  { code, position, quantity, besides }: PressOf<'quantity'>,
): Promise<void> => {
  const basket = readBasket(besides);
  const level = basket[position]?.level;
  return showBasket(visit, deps, code, writeBasket(withCell(basket, position, { quantity, ...(level ? { level } : {}) })));
};

/** What it costs, and the button that pays. */
export async function showBasket(visit: Visit, deps: BotDeps, code: string, basket: string): Promise<void> {
  const found = await offered(visit, deps, code, basket);
  if (!found) return;
  const { show, lines } = found;
  const { words, language } = visit;
  const total = formatMoney(totalOf(lines), language);
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const [only, ...more] = lines;
  const below =
    only && more.length === 0
      ? words.summary(count, escapeHtml(only.type.name[language]), total, show.holdMinutes)
      : [
          ...lines.map((line) =>
            words.basketLine(line.quantity, escapeHtml(line.type.name[language]), formatMoney(line.total, language)),
          ),
          words.basketTotal(count, total, show.holdMinutes),
        ].join('\n');
  const room = count < maxTicketsAnOrder && typesFor(show).length > 1;
  await editCard(visit, show, below, [
    [press(words.pay(total), { kind: 'pay', code, basket, nonce: newNonce() })],
    ...(room || more.length > 0 ? [[press(words.addAnother, { kind: 'addAnother', code, basket })]] : []),
    ...(only && more.length === 0
      ? [[press(words.back, { kind: 'type', code, position: only.type.position, besides: '' })]]
      : []),
  ]);
}

/** Every type with how many of it are in the basket: each may be added, changed or taken out. */
export async function addAnother(visit: Visit, deps: BotDeps, { code, basket }: PressOf<'addAnother'>): Promise<void> {
  const found = await offered(visit, deps, code, basket);
  if (!found) return;
  const { show, lines } = found;
  const { words, language } = visit;
  const cells = readBasket(basket);
  const full = countOf(cells) >= maxTicketsAnOrder;
  const rows = typesFor(show).flatMap((type) => {
    const { quantity = 0 } = cells[type.position] ?? {};
    if (quantity === 0 && full) return [];
    const name = `${quantity > 0 ? `${quantity} × ` : ''}${type.name[language]} · ${formatMoney(unitOf(type)!, language)}`;
    // Its price is asked for anew.
    const besides = writeBasket(withCell(cells, type.position, { quantity }));
    return [[press(name, { kind: 'type', code, position: type.position, besides })]];
  });
  const inside = lines.map((line) =>
    words.basketLine(line.quantity, escapeHtml(line.type.name[language]), formatMoney(line.total, language)),
  );
  await editCard(visit, show, [...inside, `<b>${words.whichElse}</b>`].join('\n'), [
    ...rows,
    [press(words.back, { kind: 'basket', code, basket })],
  ]);
}

/** From a choice of numbers back to the basket, or to the show when there is none yet. */
const backRow = ({ words }: Visit, { code }: ShowView, basket: string): Rows[number] => [
  basket ? press(words.back, { kind: 'addAnother', code, basket }) : press(words.back, { kind: 'show', code }),
];
