/** Something from the house with its three other states: under way, gone wrong, asked again. */
import { type Ref, ref, shallowRef } from 'vue';
import { HouseProblem } from '../api/house-problem.ts';
import { whenOnlineAgain } from './use-online.ts';

export type Loaded<T> = {
  data: Ref<T | undefined>;
  problem: Ref<HouseProblem | undefined>;
  loading: Ref<boolean>;
  reload: () => Promise<void>;
};

export const asProblem = (thrown: unknown): HouseProblem =>
  thrown instanceof HouseProblem ? thrown : new HouseProblem('Unreachable');

/** What was loaded before stays on the screen while it is asked again; an answer that a newer one overtook is dropped. */
export function useLoaded<T>(load: () => Promise<T>, known?: T): Loaded<T> {
  const data = shallowRef<T | undefined>(known);
  const problem = shallowRef<HouseProblem>();
  const loading = ref(false);
  let latest = 0;

  async function reload(): Promise<void> {
    const mine = ++latest;
    loading.value = true;
    try {
      const answer = await load();
      if (mine !== latest) return;
      data.value = answer;
      problem.value = undefined;
    } catch (thrown) {
      if (mine !== latest) return;
      problem.value = asProblem(thrown);
    }
    loading.value = false;
  }

  whenOnlineAgain(() => {
    if (problem.value) void reload();
  });
  void reload();
  return { data, problem, loading, reload };
}
