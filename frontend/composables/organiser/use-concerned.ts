/** How many orders a change of a date concerns, asked before it is made: together those whose progress is shown afterwards. */
import { api, ask } from '../../api/client.ts';
import { useLoaded } from '../use-loaded.ts';

export function useConcerned(org: string, id: string) {
  const count = async (phase: 'paid' | 'held' | 'awaitingPayment') => {
    const params = { path: { org, id }, query: { phase, page: 0 } };
    return (await ask(api.GET('/api/organiser/{org}/shows/{id}/orders', { params }))).total;
  };
  return useLoaded(async () => {
    const [paid, held, waiting] = await Promise.all([count('paid'), count('held'), count('awaitingPayment')]);
    return { paid, waiting: held + waiting };
  });
}
