/** What a ticket order is compared with: the same messages, and no step between them. It stays open as an order does. */
import { condition, proxySinks, type Sinks, setHandler } from '@temporalio/workflow';
import type { TicketOrderInput } from '../../workflows/orders/messages.ts';
import { checkout } from '../../workflows/orders/messages.ts';
import { paymentSettled } from '../../workflows/payments/messages.ts';

export type BenchSinks = Sinks & { bench: { ticketed(orderId: string): void } };
const { bench } = proxySinks<BenchSinks>();

/** Under the real one's name, so that the very same commands ask for it. */
export async function ticketOrder({ orderId }: TicketOrderInput): Promise<void> {
  let paid = false;
  setHandler(checkout, () => ({
    ...{ checkoutUrl: 'https://pay.example/1', total: { amount: 180_000, currency: 'RUB' as const } },
    holdEndsAt: '2099-01-01T00:00:00.000Z',
  }));
  setHandler(paymentSettled, () => {
    paid = true;
  });
  await condition(() => paid);
  bench.ticketed(orderId);
  await condition(() => false);
}
