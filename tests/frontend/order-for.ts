/** An order that exists already, in the hands of whoever has its address. */
import type { MockHouse } from './mock-house.ts';

type Options = {
  show?: number;
  provider?: 'stripe' | 'yookassa' | 'stars';
  currency?: 'RUB' | 'EUR' | 'XTR';
  signedIn?: boolean;
};

/** @param lines which type of the show (by position), how many. */
export async function orderFor(
  house: MockHouse,
  lines: [type: 0 | 1, quantity: number][] = [[0, 1]],
  { show: index = 0, provider = 'stripe', currency = 'RUB', signedIn = false }: Options = {},
) {
  const show = house.shows[index]!;
  const orderId = crypto.randomUUID();
  const wanted = lines.map(([type, quantity]) => ({ ticketTypeId: show.ticketTypes[type]!.id, quantity }));
  const answer = await fetch(`${house.origin}/api/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signedIn ? { authorization: 'Bearer person-token' } : {}) },
    body: JSON.stringify({ orderId, showId: show.id, lines: wanted, provider, currency, email: 'anna@example.org' }),
  });
  const { orderToken } = (await answer.json()) as { orderToken: string };
  return { orderId, order: house.orders.get(orderId)!, path: `${house.origin}/orders/${orderId}?token=${orderToken}` };
}

/** The same, paid and with its tickets. */
export async function paidFor(
  house: MockHouse,
  ...about: Parameters<typeof orderFor> extends [unknown, ...infer Rest] ? Rest : never
) {
  const placed = await orderFor(house, ...about);
  await house.settle(placed.orderId);
  return placed;
}
