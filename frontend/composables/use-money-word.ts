/** What becomes of the money when the theatre cancels an evening, in a sentence. */
import type { Order } from '../api/types.ts';
import { moneyState, moneySum } from '../logic/order-money.ts';
import { useWords } from './use-words.ts';

export function useMoneyWord() {
  const { t, money } = useWords();
  return (order: Order): string => {
    if (order.given) return t('off.given');
    const state = moneyState(order);
    return t(`off.${state === 'none' ? 'money' : state}`, { price: money(moneySum(order)) });
  };
}
