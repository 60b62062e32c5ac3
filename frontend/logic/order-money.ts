/** What has become of an order's money, in one word and one sum. */
import type { Money, Order } from '../api/types.ts';

/** `stuck`: a person must finish a refund; `onTheWay` and `back` are of refunds only. */
type MoneyState = 'none' | 'onTheWay' | 'back' | 'stuck';

export function moneyState({ refunds }: Pick<Order, 'refunds'>): MoneyState {
  if (refunds.length === 0) return 'none';
  if (refunds.some((refund) => refund.status === 'refused')) return 'stuck';
  return refunds.some((refund) => refund.status === 'requested') ? 'onTheWay' : 'back';
}

/** The sum that the state speaks of; of `none`, what was paid. */
export function moneySum({ refunds, total }: Pick<Order, 'refunds' | 'total'>): Money {
  const state = moneyState({ refunds });
  if (state === 'none') return total;
  const status = { onTheWay: 'requested', back: 'succeeded', stuck: 'refused' }[state];
  const spoken = refunds.filter((refund) => refund.status === status);
  return { amount: spoken.reduce((sum, refund) => sum + refund.amount.amount, 0), currency: total.currency };
}
