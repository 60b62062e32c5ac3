/** How many orders a change of a date concerns, asked before it is made. */
import { api, ask } from '../../api/client.ts';
import { useLoaded } from '../use-loaded.ts';

export function useConcerned(org: string, id: string) {
  const count = async (phase: 'paid' | 'awaitingPayment') => {
    const params = { path: { org, id }, query: { phase, page: 0 } };
    return (await ask(api.GET('/api/organiser/{org}/shows/{id}/orders', { params }))).total;
  };
  return useLoaded(async () => {
    const [paid, waiting] = await Promise.all([count('paid'), count('awaitingPayment')]);
    return { paid, waiting };
  });
}
