/** A press that counts once: one id for one wish, however often it is pressed, until the house has answered. */
import { ref, shallowRef } from 'vue';
import type { HouseProblem } from '../api/house-problem.ts';
import { attemptId, forgetAttempt } from '../logic/order-attempt.ts';
import { isUndecided } from '../logic/undecided.ts';
import { tabStorage } from './storage.ts';
import { asProblem } from './use-loaded.ts';
import { feel } from './use-telegram.ts';

/** @param about names the place of the wish, such as `refund:<order id>`. */
export function useOnce(about: string) {
  const busy = ref(false);
  const problem = shallowRef<HouseProblem>();

  /** The answer; undefined when it was refused (`problem` says why) or is under way already. */
  async function press<T>(wanted: Record<string, unknown>, send: (requestId: string) => Promise<T>): Promise<T | undefined> {
    if (busy.value) return undefined;
    busy.value = true;
    problem.value = undefined;
    try {
      const { orderId: requestId } = attemptId(tabStorage, about, wanted, () => crypto.randomUUID());
      const answer = await send(requestId);
      forgetAttempt(tabStorage, about);
      feel('success');
      return answer;
    } catch (thrown) {
      problem.value = asProblem(thrown);
      if (!isUndecided(problem.value.code)) forgetAttempt(tabStorage, about);
      feel('error');
      return undefined;
    } finally {
      busy.value = false;
    }
  }

  return { busy, problem, press };
}
