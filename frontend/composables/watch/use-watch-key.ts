/** With what a hall is opened by somebody who is not signed in: the link's token, or the code of another screen. */
import { onMounted, ref, shallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { api, ask } from '../../api/client.ts';
import type { HouseProblem } from '../../api/house-problem.ts';
import { tabStorage } from '../storage.ts';
import { passToken } from '../use-kept-passes.ts';
import { asProblem } from '../use-loaded.ts';

/** `ready` when the hall may be opened; `arrived` when it was by the code of another screen. */
export function useWatchKey(ticketId: string) {
  const route = useRoute();
  const router = useRouter();
  const place = `rampa:watch-key:${ticketId}`;
  const asked = route.query['token'];
  const token = ref(typeof asked === 'string' && asked ? asked : (tabStorage.getItem(place) ?? passToken(ticketId)));
  const code = new URLSearchParams(route.hash.slice(1)).get('key');
  const ready = ref(!code);
  const arrived = ref(false);
  const problem = shallowRef<HouseProblem>();

  async function arrive(): Promise<void> {
    if (!code) return;
    problem.value = undefined;
    try {
      const key = await ask(api.POST('/api/tickets/{id}/arrive', { params: { path: { id: ticketId } }, body: { key: code } }));
      token.value = key.token;
      tabStorage.setItem(place, key.token);
      arrived.value = true;
      ready.value = true;
      // The code is used: it stays neither in the address nor in the history.
      await router.replace({ query: route.query });
    } catch (thrown) {
      problem.value = asProblem(thrown);
    }
  }
  onMounted(() => void arrive());
  return { token, ready, arrived, problem, arrive };
}
