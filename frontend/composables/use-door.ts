/** The door of one show on this device: its desk, kept fresh while anybody is there. */
import { computed, onScopeDispose, ref, shallowRef, triggerRef, watch } from 'vue';
import { api, ask } from '../api/client.ts';
import type { HouseProblem } from '../api/house-problem.ts';
import { arrivalsOf, countArrivals } from '../logic/door/arrivals.ts';
import { DoorDesk } from '../logic/door/desk.ts';
import type { SubtleCryptoLike } from '../logic/door/token.ts';
import type { Said } from '../logic/door/types.ts';
import { createWatch } from '../logic/order-watch.ts';
import { deviceId } from './storage.ts';
import { openKeep } from './use-door-keep.ts';
import { asProblem } from './use-loaded.ts';
import { useOnline, whenOnlineAgain } from './use-online.ts';

/** Between two lists (ms): so long can another device's scan stay unknown here. */
const pace = 20_000;
/** After scans the list is fetched soon, but a queue of guests must not become a queue of lists. */
const soon = 4000;

type Heard = { said: (said: Said) => void; corrected: (said: Said) => void };

export function useDoor(org: string, showId: string, heard: Heard) {
  const online = useOnline();
  const params = { path: { org, id: showId } };
  const desk = shallowRef<DoorDesk>();
  const opening = ref(true);
  const checking = ref(false);
  let left = false;

  void openKeep().then(async (keep) => {
    const made = new DoorDesk({
      show: `${org}/${showId}`,
      keep,
      house: {
        list: () => ask(api.GET('/api/organiser/{org}/shows/{id}/door', { params })),
        tell: async (scans) => {
          const body = { device: deviceId(), scans };
          return (await ask(api.POST('/api/organiser/{org}/shows/{id}/check-ins', { params, body }))).results;
        },
      },
      // Pages without https have none, whatever the types say.
      subtle: crypto.subtle as unknown as SubtleCryptoLike | undefined,
      newId: () => crypto.randomUUID(),
      now: () => Date.now(),
      after: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
      online: () => online.value,
      changed: () => triggerRef(desk),
      corrected: heard.corrected,
    });
    desk.value = made;
    await made.open();
    opening.value = false;
    if (!left) watcher.start();
  });

  const watcher = createWatch<void>({
    look: () => desk.value?.refresh() ?? Promise.resolve(),
    seen: () => {},
    failed: () => {},
    pace: () => pace,
    askedToWait: (problem) => (asProblem(problem).retryAfter ?? 0) * 1000,
  });
  whenOnlineAgain(() => watcher.lookNow());

  let next: ReturnType<typeof setTimeout> | undefined;
  const lookSoon = () => {
    next ??= setTimeout(() => {
      next = undefined;
      watcher.lookNow();
    }, soon);
  };

  async function take(shown: string, how: 'camera' | 'typed'): Promise<void> {
    if (!desk.value?.door) return;
    checking.value = true;
    try {
      heard.said(await desk.value.take(shown, how));
      if (online.value) lookSoon();
    } finally {
      checking.value = false;
    }
  }

  onScopeDispose(() => {
    left = true;
    clearTimeout(next);
    watcher.stop();
  });

  const list = computed(() => desk.value?.door?.list);
  const arrivals = computed(() => (list.value ? arrivalsOf(list.value, desk.value?.scans ?? []) : []));
  const waiting = computed(() => desk.value?.waiting ?? 0);
  const entriesWaiting = computed(() => desk.value?.entriesWaiting ?? 0);
  // With a flat line the browser's own word says more than a request that failed.
  const problem = computed<HouseProblem | undefined>(() =>
    desk.value?.problem === undefined || !online.value ? undefined : asProblem(desk.value.problem),
  );
  // What waits is not lost by leaving, but leaving is not telling it either.
  const stay = (event: BeforeUnloadEvent) => event.preventDefault();
  watch(
    () => waiting.value > 0 && desk.value?.lasting === false,
    (unsafe) => (unsafe ? addEventListener('beforeunload', stay) : removeEventListener('beforeunload', stay)),
  );
  onScopeDispose(() => removeEventListener('beforeunload', stay));

  return {
    ...{ list, arrivals, waiting, entriesWaiting, problem, online, opening, checking, take },
    counts: computed(() => countArrivals(arrivals.value, desk.value?.scans ?? [])),
    conflicts: computed(() => desk.value?.conflicts.slice() ?? []),
    checksAlone: computed(() => desk.value?.checksAlone),
    lasting: computed(() => desk.value?.lasting ?? true),
    syncedAt: computed(() => desk.value?.door?.syncedAt ?? null),
    refresh: () => watcher.lookNow(),
    notice: (scanId: string) => desk.value?.notice(scanId),
  };
}
