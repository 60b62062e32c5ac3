/** What somebody puts together before they pay, small enough for a button: `1.0.2b` is one of type 0 and two of type 2 at level b. */
import { type Money, money, times } from '../domain/money.ts';
import { maxTicketsAnOrder, type OrderLine } from '../domain/orders.ts';
import type { TicketTypeView } from '../queries/shows/playbill.ts';

/** Where the buyer says the price, these are offered: the least and its multiples. */
export const levels = ['a', 'b', 'c', 'd'] as const;
export type Level = (typeof levels)[number];
const multiples: Record<Level, number> = { a: 1, b: 1.5, c: 2, d: 3 };

export type Cell = { quantity: number; level?: Level };
/** By the position of the ticket type. */
export type Basket = Cell[];

export const readBasket = (text: string): Basket =>
  text === ''
    ? []
    : text.split('.').map((cell) => {
        const level = /[a-d]$/.exec(cell)?.[0] as Level | undefined;
        return { quantity: Number.parseInt(cell, 10), ...(level ? { level } : {}) };
      });

/** Empty for an empty basket. */
export const writeBasket = (basket: Basket): string =>
  Array.from(basket, (cell) => `${cell?.quantity ?? 0}${cell?.level ?? ''}`)
    .join('.')
    .replace(/(^|\.)0(\.0)*$/, '');

export const withCell = (basket: Basket, position: number, cell: Cell): Basket => {
  const next = Array.from({ length: Math.max(basket.length, position + 1) }, (_, index) => basket[index] ?? { quantity: 0 });
  next[position] = cell;
  return next;
};

export const countOf = (basket: Basket): number => basket.reduce((sum, { quantity }) => sum + quantity, 0);

/** An invoice in Stars cannot be of nothing: where the least is nothing, this is what is offered first. */
const smallest = 50;

/** Stars for one ticket; whole, and never less than the least. Undefined when it is not sold for Stars. */
export const unitOf = (type: TicketTypeView, level?: Level): Money | undefined => {
  const price = type.prices.find(({ currency }) => currency === 'XTR');
  if (price && type.openPrice) return money(Math.ceil((price.amount || smallest) * multiples[level ?? 'a']), 'XTR');
  return price && price.amount > 0 ? price : undefined;
};

export type BasketLine = { type: TicketTypeView; quantity: number; unit: Money; total: Money };

/** Undefined when it cannot be had: a type that is not there, no price in Stars, none, or more than an order holds. */
export function linesOf(basket: Basket, types: TicketTypeView[]): BasketLine[] | undefined {
  const lines: BasketLine[] = [];
  for (const [position, { quantity, level }] of basket.entries()) {
    if (quantity === 0) continue;
    const type = types.find((candidate) => candidate.position === position);
    const unit = type && unitOf(type, level);
    if (!type || !unit) return undefined;
    lines.push({ type, quantity, unit, total: times(unit, quantity) });
  }
  const count = countOf(basket);
  return count >= 1 && count <= maxTicketsAnOrder ? lines : undefined;
}

export const totalOf = (lines: BasketLine[]): Money =>
  money(
    lines.reduce((sum, { total }) => sum + total.amount, 0),
    'XTR',
  );

export const orderLinesOf = (lines: BasketLine[]): OrderLine[] =>
  lines.map(({ type, quantity, unit }) => ({
    ticketTypeId: type.id,
    quantity,
    ...(type.openPrice ? { unitAmount: unit.amount } : {}),
  }));
