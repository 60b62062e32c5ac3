/** What waits for a person's decision: one list for the page and for the number beside its door. */
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import { api, ask } from '../../api/client.ts';
import type { AttentionItem } from '../../logic/organiser/types.ts';
import { useVisible } from '../use-online.ts';

const counts = shallowRef<Record<string, number>>({});

export const noteAttention = (org: string, items: readonly AttentionItem[]): void => {
  counts.value = { ...counts.value, [org]: items.length };
};

export const attentionOf = async (org: string): Promise<AttentionItem[]> => {
  const { items } = await ask(api.GET('/api/organiser/{org}/attention', { params: { path: { org } } }));
  noteAttention(org, items);
  return items;
};

/** The number, looked at once a minute; undefined while it is not known. */
export function useAttentionCount(org: () => string | undefined) {
  const visible = useVisible();
  let timer: ReturnType<typeof setInterval> | undefined;
  const look = () => {
    const slug = org();
    // A number that does not come is no trouble worth telling: the page itself says what is wrong.
    if (slug && visible.value) void attentionOf(slug).catch(() => {});
  };
  watch(
    org,
    () => {
      clearInterval(timer);
      look();
      timer = setInterval(look, 60_000);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearInterval(timer));
  return computed(() => counts.value[org() ?? '']);
}
