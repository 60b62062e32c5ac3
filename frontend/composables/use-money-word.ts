/** What becomes of money that goes back, in a sentence. */
import type { Order } from '../api/types.ts';
import { moneyState, moneySum } from '../logic/order-money.ts';
import { useWords } from './use-words.ts';

/** When it arrives: as the letters say it. */
export function useMoneyArrives() {
  const { t } = useWords();
  return (provider: Order['provider']): string => t(`refunding.wayBack.${provider === 'none' ? 'stripe' : provider}`);
}

/** For an evening that the theatre cancels. */
export function useMoneyWord() {
  const { t, money } = useWords();
  const arrives = useMoneyArrives();
  return (order: Order): string => {
    if (order.given) return t('off.given');
    const state = moneyState(order);
    return t(`off.${state === 'none' ? 'money' : state}`, { price: money(moneySum(order)), arrives: arrives(order.provider) });
  };
}
