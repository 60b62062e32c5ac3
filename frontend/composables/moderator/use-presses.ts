/** What is asked of the house just now, place by place: how it will look, and why it was refused. */
import { reactive } from 'vue';
import type { HouseProblem } from '../../api/house-problem.ts';
import { type AudienceAction, type AudienceDesk, placeOf } from '../../logic/moderator/actions.ts';
import { isUndecided } from '../../logic/undecided.ts';
import { asProblem } from '../use-loaded.ts';
import { feel } from '../use-telegram.ts';

export type Press = { action: AudienceAction; requestId: string; busy: boolean; problem?: HouseProblem };

/** @param send throws HouseProblem */
export function usePresses(
  send: (asked: { requestId: string; action: AudienceAction }) => Promise<AudienceDesk>,
  done: (desk: AudienceDesk) => void,
) {
  const presses = reactive(new Map<string, Press>());

  /** One wish has one id until the house has answered, however often it is pressed. @returns whether it is done */
  async function press(action: AudienceAction): Promise<boolean> {
    const place = placeOf(action);
    const before = presses.get(place);
    if (before?.busy) return false;
    const same = before?.problem && isUndecided(before.problem.code) && sameAction(before.action, action);
    const requestId = same ? before.requestId : crypto.randomUUID();
    presses.set(place, { action, requestId, busy: true });
    try {
      done(await send({ requestId, action }));
      presses.delete(place);
      feel('success');
      return true;
    } catch (thrown) {
      presses.set(place, { action, requestId, busy: false, problem: asProblem(thrown) });
      feel('error');
      return false;
    }
  }

  return {
    press,
    at: (place: string): Press | undefined => presses.get(place),
    /** The refusal has been read. */
    dismiss: (place: string): void => void presses.delete(place),
  };
}
export type Presses = ReturnType<typeof usePresses>;

const sameAction = (one: AudienceAction, other: AudienceAction): boolean => JSON.stringify(one) === JSON.stringify(other);
