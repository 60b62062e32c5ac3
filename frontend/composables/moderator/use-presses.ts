/** What is asked of the house just now, place by place: how it will look, and why it was refused. */
import { reactive } from 'vue';
import type { HouseProblem } from '../../api/house-problem.ts';
import { type AudienceAction, type AudienceDesk, placeOf } from '../../logic/moderator/actions.ts';
import { isUndecided } from '../../logic/undecided.ts';
import { asProblem } from '../use-loaded.ts';
import { feel } from '../use-telegram.ts';

type Press = {
  action: AudienceAction;
  requestId: string;
  busy: boolean;
  /** Wished for meanwhile: asked when this one is done. */
  next?: AudienceAction;
  problem?: HouseProblem;
};

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
    if (before?.busy) {
      const { next: _, ...now } = before;
      // The last wish holds: whoever went back to what is under way wishes nothing more.
      presses.set(place, isSame(before.action, action) ? now : { ...now, next: action });
      return false;
    }
    const again = before?.problem && isUndecided(before.problem.code) && isSame(before.action, action);
    const requestId = again ? before.requestId : crypto.randomUUID();
    presses.set(place, { action, requestId, busy: true });
    try {
      done(await send({ requestId, action }));
    } catch (thrown) {
      presses.set(place, { action, requestId, busy: false, problem: asProblem(thrown) });
      feel('error');
      return false;
    }
    const next = presses.get(place)?.next;
    presses.delete(place);
    feel('success');
    return next ? press(next) : true;
  }

  return {
    press,
    at: (place: string): Press | undefined => presses.get(place),
    /** What will hold when the house says yes. */
    wish: (place: string): AudienceAction | undefined => {
      const press = presses.get(place);
      return press?.busy ? (press.next ?? press.action) : undefined;
    },
    /** The refusal has been read. */
    dismiss: (place: string): void => void presses.delete(place),
  };
}
export type Presses = ReturnType<typeof usePresses>;

const isSame = (one: AudienceAction, other: AudienceAction): boolean => JSON.stringify(one) === JSON.stringify(other);
