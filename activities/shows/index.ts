/** All steps of a show. */
import type { Signals } from '../signals.ts';
import { createShowChangeActivities } from './change.ts';
import { createCheckInActivities } from './check-in.ts';
import { createTellOrdersActivities } from './tell-orders.ts';

export const createShowActivities = (deps: { signals: Signals }) => ({
  ...createShowChangeActivities(),
  ...createCheckInActivities(),
  ...createTellOrdersActivities(deps),
});
export type ShowActivities = ReturnType<typeof createShowActivities>;
