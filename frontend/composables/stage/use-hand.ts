/** A raised hand: asked of the house, and shown as the house keeps it. */
import { computed, type Ref, ref, watch } from 'vue';
import { api, ask } from '../../api/client.ts';
import type { WatchView } from '../../api/types.ts';
import { useOnce } from '../use-once.ts';

type Options = {
  ticketId: string;
  token: string | undefined;
  view: Readonly<Ref<WatchView | undefined>>;
  screenId: () => string | undefined;
};

export function useHand({ ticketId, token, view, screenId }: Options) {
  const params = { path: { id: ticketId }, query: token ? { token } : {} };
  const { busy, problem, press } = useOnce(`hand:${ticketId}`);
  /** What the house answered, until it says more. */
  const answered = ref<boolean>();
  watch(view, () => {
    answered.value = undefined;
  });
  const raised = computed(() => answered.value ?? view.value?.stage?.handRaised ?? false);

  async function turn(): Promise<void> {
    const screen = screenId();
    if (!screen) return;
    const wish = { screenId: screen, up: !raised.value };
    const answer = await press(wish, (requestId) =>
      ask(api.POST('/api/tickets/{id}/hand', { params, body: { requestId, ...wish } })),
    );
    if (answer) answered.value = answer.handRaised;
  }
  return { raised, busy, problem, turn };
}
export type Hand = ReturnType<typeof useHand>;
