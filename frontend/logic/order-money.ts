/** What has become of an order's money, in one word and one sum. */
import type { Money, Order } from '../api/types.ts';

type Refunding = Pick<Order, 'refunds' | 'provider'>;
type Refund = Order['refunds'][number];
/** `sent`: the bank has it and pays in its own time, of which nobody hears; Stars alone are `back` at once. `stuck`: a person must finish it. */
export type RefundStep = 'onTheWay' | 'sent' | 'back' | 'stuck';

export function refundStep(status: Refund['status'], provider: Order['provider']): RefundStep {
  if (status === 'refused') return 'stuck';
  if (status === 'requested') return 'onTheWay';
  return provider === 'stars' ? 'back' : 'sent';
}

/** Of all refunds the one that still needs most. */
export function moneyState({ refunds, provider }: Refunding): 'none' | RefundStep {
  const steps = refunds.map(({ status }) => refundStep(status, provider));
  return (['stuck', 'onTheWay', 'sent', 'back'] as const).find((step) => steps.includes(step)) ?? 'none';
}

/** The sum that the state speaks of; of `none`, what was paid. */
export function moneySum({ refunds, provider, total }: Refunding & Pick<Order, 'total'>): Money {
  const state = moneyState({ refunds, provider });
  if (state === 'none') return total;
  const spoken = refunds.filter(({ status }) => refundStep(status, provider) === state);
  return { amount: spoken.reduce((sum, refund) => sum + refund.amount.amount, 0), currency: total.currency };
}
