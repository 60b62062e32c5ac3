/** Buyers, so many at once: each taps, gets a payment link, pays, has tickets; then the next one comes. */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCheckoutCommands } from '../../commands/orders/checkout.ts';
import { createPaymentCommands } from '../../commands/payments/payment-settled.ts';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import { Refusal } from '../../domain/errors.ts';
import type { SealingKeys } from '../../domain/sealed.ts';
import type { TestShow } from '../support/buyers.ts';
import type { Hands } from './hands.ts';

export type Sale = { show: TestShow; sealingKeys: SealingKeys };
/** From the tap to the payment link, and from the money's signal to the tickets, ms. */
export type Bought = { orderId: string; linkMs: number; ticketMs: number };

/** One order, as the API and the provider's webhook pass it on. Resolves with the tickets; their delivery goes on. */
export async function buy(hands: Hands, { show, sealingKeys }: Sale): Promise<Bought & { delivered: Promise<unknown> }> {
  const { temporal } = hands;
  const [orderId, personId] = [randomUUID(), randomUUID()];
  const ticketed = hands.told('ticketed', orderId);
  const delivered = hands.kind === 'messages' ? ticketed : hands.told('delivered', orderId);
  const tapped = performance.now();
  const { checkout } = createCheckoutCommands({ temporal, sealingKeys });
  const { total } = await patiently(() =>
    checkout({
      ...{ orderId, tenantId: sampleTenantId, showId: show.id, personId, known: false },
      lines: [{ ticketTypeId: show.typeId, quantity: 2 }],
      ...{ currency: 'RUB', provider: 'stripe', account: 'platform', surface: 'miniapp', bot: 'platform', language: 'ru' },
      contact: { name: 'Анна', telegramId: randomInt(1, 2 ** 40) },
    }),
  );
  const paid = performance.now();
  const payment = { provider: 'stripe', account: 'platform', paymentId: `pi_${orderId}`, ...total } as const;
  await createPaymentCommands({ temporal }).settled({ orderId, payment, find: async () => undefined });
  return { orderId, linkMs: paid - tapped, ticketMs: (await ticketed) - paid, delivered };
}

/** Whoever hears that the house is busy presses again, and finds the same order; the wait counts as one. */
async function patiently<T>(press: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await press();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'Busy' || tries === 20) throw error;
      await sleep(100 * tries);
    }
}

/** `ms`: from the first tap to the last ticket. */
export type Rush = { orders: Bought[]; ms: number; delivered: Promise<unknown> };

export async function rush(hands: Hands, sale: Sale, { orders, atOnce }: { orders: number; atOnce: number }): Promise<Rush> {
  const bought: Awaited<ReturnType<typeof buy>>[] = [];
  const began = performance.now();
  let left = orders;
  const buyer = async () => {
    while (left-- > 0) bought.push(await buy(hands, sale));
  };
  await Promise.all(Array.from({ length: atOnce }, buyer));
  const ms = performance.now() - began;
  return { orders: bought, ms, delivered: Promise.all(bought.map((one) => one.delivered)) };
}

/** What runs first is compiled first; and a new namespace is known to all of the server some moments after it was made. */
export const warmUp = async (hands: Hands, sale: Sale, size: { orders: number; atOnce: number }): Promise<unknown> =>
  (await rush(hands, sale, size)).delivered;
