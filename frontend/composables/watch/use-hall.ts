/** The hall behind one ticket: what the house says of it, this screen, and the picture on it. */
import { computed, ref, type ShallowRef, shallowRef, watch } from 'vue';
import { api, ask } from '../../api/client.ts';
import type { HouseProblem } from '../../api/house-problem.ts';
import type { WatchView } from '../../api/types.ts';
import { serverNow } from '../../logic/server-clock.ts';
import { keepPlace, keptPlace } from '../../logic/watch/kept-place.ts';
import { forgetScreen, keepScreen, keptScreen } from '../../logic/watch/kept-screen.ts';
import { hallPace, type Screen, watchScene } from '../../logic/watch/scene.ts';
import { loadPlayer } from '../../player/load.ts';
import { longStorage, tabStorage } from '../storage.ts';
import { asProblem } from '../use-loaded.ts';
import { useWatched } from '../use-watched.ts';
import { wakeSound } from './use-house-sound.ts';
import { usePlayer } from './use-player.ts';

type Options = {
  ticketId: string;
  token: string | undefined;
  box: Readonly<ShallowRef<HTMLElement | null>>;
  title: () => string;
  /** Whoever came by the code of another screen wants the picture here at once. */
  arrived: boolean;
};

export function useHall({ ticketId, token, box, title, arrived }: Options) {
  const params = { path: { id: ticketId }, query: token ? { token } : {} };
  const hall = useWatched<WatchView>(
    () => ask(api.GET('/api/tickets/{id}/watch', { params })),
    (seen) => hallPace(seen, serverNow()),
  );
  const view = hall.data;
  const screen = ref<Screen>('none');
  const taking = ref(false);
  /** Another screen has ended because of this one. */
  const moved = ref(false);
  const refusal = shallowRef<HouseProblem>();
  let screenId: string | undefined;

  const scene = computed(() => (view.value ? watchScene(view.value, screen.value) : undefined));
  const player = usePlayer({
    ...{ box, title, sign, refused },
    live: () => view.value?.what === 'live',
    startAt: () => keptPlace(longStorage, ticketId),
  });

  async function sign() {
    const path = { id: ticketId, screenId: screenId! };
    return ask(api.POST('/api/tickets/{id}/screens/{screenId}/playback', { params: { ...params, path } }));
  }
  function refused(problem: HouseProblem): void {
    player.close();
    moved.value = false;
    forgetScreen(tabStorage, ticketId);
    screen.value = problem.code === 'ScreenEnded' ? 'ended' : 'none';
    hall.lookNow();
  }

  /** In the turn of a press; the same screen again is no second one. */
  async function take(): Promise<void> {
    const what = view.value?.what;
    if (!what || taking.value) return;
    wakeSound();
    taking.value = true;
    refusal.value = undefined;
    try {
      screenId = screen.value === 'none' ? (keptScreen(tabStorage, ticketId, what) ?? crypto.randomUUID()) : crypto.randomUUID();
      keepScreen(tabStorage, ticketId, what, screenId);
      const { endedAnother } = await ask(api.POST('/api/tickets/{id}/screens', { params, body: { screenId } }));
      moved.value = endedAnother;
      screen.value = 'here';
      await player.begin();
    } catch (thrown) {
      refusal.value = asProblem(thrown);
      hall.lookNow();
    } finally {
      taking.value = false;
    }
  }

  const recorded = () => (view.value?.what === 'recording' ? Math.floor(player.sight.value.position / 5) * 5 : 0);
  watch(recorded, (seconds) => {
    if (seconds > 0) keepPlace(longStorage, ticketId, seconds, player.sight.value.to);
  });

  watch(view, (seen, before) => {
    if (!seen) return;
    // The chunk is there before it is needed.
    if (seen.may || seen.why === 'notYet') void loadPlayer().catch(() => {});
    // What was on this screen is over: a recording is begun by a press, because its time runs from there.
    if (before && screen.value === 'here' && (!seen.may || before.what !== seen.what)) leave();
    if (seen.may && screen.value === 'none' && !taking.value) {
      const kept = keptScreen(tabStorage, ticketId, seen.what);
      if (kept && !before) return goOn(kept);
      // Whoever waited for the curtain sees it rise; whoever brought the picture here too.
      if (before?.why === 'notYet' || (arrived && !before)) void take();
    }
  });
  function goOn(kept: string): void {
    screenId = kept;
    screen.value = 'here';
    void player.begin();
  }
  function leave(): void {
    player.close();
    screen.value = 'none';
    moved.value = false;
  }

  return { ...hall, view, scene, screen, player, taking, moved, refusal, take };
}
