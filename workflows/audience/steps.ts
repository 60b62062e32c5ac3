/** The steps of an audience: changes of rows that its servers show to everybody, so only with `untilKnown`. */
import { proxyLocalActivities } from '@temporalio/workflow';
import type { AudienceActivities } from '../../activities/audience/index.ts';
import { onceAtATime } from '../shared/until-known.ts';

export const once = proxyLocalActivities<AudienceActivities>(onceAtATime);
