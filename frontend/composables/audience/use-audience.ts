/** The audience of the show behind one ticket: who is here, what they say, feel and give. */
import { computed, onScopeDispose, type Ref, ref, shallowRef } from 'vue';
import { audienceCalls } from '../../api/audience-calls.ts';
import type { WatchView } from '../../api/types.ts';
import type { Line } from '../../audience/types.ts';
import { gathering } from '../../logic/audience/gathering.ts';
import { chatShown, keepShown } from '../../logic/audience/kept-chat.ts';
import { createQueue } from '../../logic/audience/queue.ts';
import { longStorage } from '../storage.ts';
import { useNow } from '../use-now.ts';
import { useAudienceLine } from './use-audience-line.ts';
import { type Seen, useBeats } from './use-beats.ts';
import { useChat } from './use-chat.ts';
import { useExtras } from './use-extras.ts';
import { useFeelings } from './use-feelings.ts';

type Options = {
  ticketId: string;
  token: string | undefined;
  view: Readonly<Ref<WatchView | undefined>>;
  /** What this screen shows of the show. */
  seen: () => Seen;
};

export function useAudience({ ticketId, token, view, seen }: Options) {
  const calls = audienceCalls({ ticketId, token });
  const now = useNow(5000);
  const when = computed(() => (view.value ? gathering(view.value, now.value) : 'never'));
  const viewers = ref(0);
  const line = useAudienceLine({
    calls,
    wanted: () => when.value === 'now' || when.value === 'after',
    mayOpen: () => when.value === 'now',
    cursor: () => chat.cursor(),
    hear: {
      welcome(word) {
        viewers.value = word.viewers;
        chat.welcome(word);
      },
      news(word) {
        if (word.viewers !== undefined) viewers.value = word.viewers;
        if (word.reactions) feelings.news(word.reactions);
        chat.news(word);
        away(word.removed ?? []);
      },
      you: (word) => chat.hearYou(word),
    },
    cut: () => chat.cut(),
  });
  const chat = useChat(line.line);
  const feelings = useFeelings(line.line);
  const extras = useExtras({ calls, ticketId, here: () => line.place.value === 'here', name: chat.name });
  useBeats(line.line, seen);

  const shown = ref(chatShown(longStorage));
  const card = shallowRef<Line>();
  const removed = new Set<string>();
  const cards = createQueue<Line>({
    alive: ({ id }) => !removed.has(id),
    show: (one) => {
      card.value = one;
    },
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  chat.heard.add((lines) => cards.add(...lines.filter(({ kind }) => kind === 'donation')));
  onScopeDispose(cards.stop);
  // A donation that its theatre took away is not shown a second longer.
  function away(ids: readonly string[]): void {
    for (const id of ids) removed.add(id);
    if (card.value && removed.has(card.value.id)) card.value = undefined;
  }

  return {
    ...{ chat, feelings, extras, viewers, shown, card },
    ...{ place: line.place, why: line.why, online: line.online, enter: line.enter },
    /** There is something to show of it: a page whose ticket has no audience shows none. */
    there: computed(
      () => when.value === 'now' || (when.value === 'after' && (chat.you.value !== undefined || line.place.value === 'here')),
    ),
    /** The show is over, and they applaud. */
    after: computed(() => when.value === 'after'),
    show(on: boolean): void {
      shown.value = on;
      keepShown(longStorage, on);
    },
  };
}
export type Audience = ReturnType<typeof useAudience>;
