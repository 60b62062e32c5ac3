/** A companion's ticket that keeps itself up to date: its evening may be moved, the ticket returned by who bought it. */
import { onScopeDispose, shallowRef, watch } from 'vue';
import { api, ask } from '../api/client.ts';
import { HouseProblem } from '../api/house-problem.ts';
import type { TicketPass } from '../api/types.ts';
import { createWatch } from '../logic/order-watch.ts';
import { asProblem } from './use-loaded.ts';
import { useOnline, useVisible } from './use-online.ts';

export function usePass(id: string, token: string | undefined) {
  const pass = shallowRef<TicketPass>();
  const problem = shallowRef<HouseProblem>();
  const online = useOnline();
  const visible = useVisible();
  const params = { path: { id }, query: token ? { token } : {} };

  const watcher = createWatch<TicketPass>({
    look: () => ask(api.GET('/api/tickets/{id}', { params })),
    seen(found) {
      pass.value = found;
      problem.value = undefined;
    },
    failed(thrown) {
      problem.value = asProblem(thrown);
    },
    pace: () => 30_000,
    askedToWait: (thrown) => (asProblem(thrown).retryAfter ?? 0) * 1000,
  });
  watch([online, visible], ([connected, seen]) => (connected && seen ? watcher.resume() : watcher.pause()), { immediate: true });
  watcher.start();
  if (!online.value) problem.value = new HouseProblem('Offline');
  onScopeDispose(() => watcher.stop());

  return { pass, problem, lookNow: watcher.lookNow };
}
