/** An audience under a moderator's eyes: its desk, its lines, and every press. */
import { computed, watch } from 'vue';
import { api, ask } from '../../api/client.ts';
import { type AudienceDesk, deskPace } from '../../logic/moderator/actions.ts';
import { useWatched } from '../use-watched.ts';
import { useChat } from './use-chat.ts';
import { usePresses } from './use-presses.ts';

export function useModeration(org: string, id: string) {
  const params = { path: { org, id } };
  const watched = useWatched<AudienceDesk>(
    () => ask(api.GET('/api/organiser/{org}/shows/{id}/audience', { params })),
    (desk) => deskPace(desk, chat.connected.value),
  );
  const { data: desk, take, lookNow } = watched;
  const live = computed(() => desk.value?.live ?? false);
  const chat = useChat({ org, id, live: () => live.value, changed: lookNow });
  watch(desk, (now) => now && chat.merge(now.lines));
  // When the socket is cut, the desk is asked more often; at once, too.
  watch(chat.connected, (now) => {
    if (!now) lookNow();
  });
  const presses = usePresses(
    (body) => ask(api.POST('/api/organiser/{org}/shows/{id}/audience/actions', { params, body })),
    (seen) => {
      take(seen);
      lookNow();
    },
  );
  return { ...watched, live, chat, presses };
}
export type Moderation = ReturnType<typeof useModeration>;
