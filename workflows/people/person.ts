/**
 * One person's own settings, and the end of their sessions: changed here, so that each change is authorised, in order and visible.
 *
 *   changing ⇄ idle ──(a minute without a change)──→ done; the next change starts it again
 */
import { allHandlersFinished, condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';
import type { PeopleActivities } from '../../activities/people/index.ts';
import type { Language } from '../../domain/language.ts';

export type PersonInput = { personId: string };
export type ProfileChange = { language?: Language; timeZone?: string };
export const changeProfile = defineUpdate<void, [ProfileChange]>('changeProfile');
/** @param at when it was asked for, by the clock that issues sessions: those issued before are over. */
export const signOutEverywhere = defineUpdate<void, [{ at: string }]>('signOutEverywhere');

// Somebody waits for the answer.
const quick = proxyLocalActivities<PeopleActivities>({
  startToCloseTimeout: '5 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '2 seconds', maximumAttempts: 5 },
});

export async function person({ personId }: PersonInput): Promise<void> {
  let changes = 0;
  setHandler(changeProfile, async (change) => {
    await quick.saveProfile({ personId, ...change });
    changes += 1;
  });
  setHandler(signOutEverywhere, async ({ at }) => {
    await quick.endSessions({ personId, at });
    changes += 1;
  });
  for (let seen = -1; seen !== changes; ) {
    seen = changes;
    await condition(() => changes !== seen, '1 minute');
    await condition(allHandlersFinished);
  }
}
