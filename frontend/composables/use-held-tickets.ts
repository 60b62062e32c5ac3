/** Tickets that others bought and this person holds. Without them the list of orders is still whole. */
import { computed } from 'vue';
import { api, ask } from '../api/client.ts';
import type { TicketPass } from '../api/types.ts';
import { useLoaded } from './use-loaded.ts';
import { useSession } from './use-session.ts';

export function useHeldTickets() {
  const { isGuest } = useSession();
  const { data, loading } = useLoaded<TicketPass[]>(async () =>
    isGuest.value ? [] : (await ask(api.GET('/api/tickets'))).tickets,
  );
  return { held: computed(() => data.value ?? []), looking: loading };
}
