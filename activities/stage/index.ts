/** All steps of a stage. */

import { createAdmissionActivities } from './admit.ts';
import { type AlertDeps, createAlertActivities } from './alert.ts';
import { createChannelActivities, type MediaDeps } from './channel.ts';
import { createDirectionActivities } from './direct.ts';
import { createHandActivities } from './hands.ts';
import { createPeopleActivities } from './people.ts';
import { createRecordingActivities } from './recording.ts';
import { createStageRowActivities } from './rows.ts';
import { createScreenActivities } from './screens.ts';
import { createSweepActivities } from './sweep.ts';
import { createProviderTellingActivities } from './tell-provider.ts';
import { createWatchActivities } from './watch.ts';

export type StageDeps = MediaDeps & AlertDeps;

export const createStageActivities = (deps: StageDeps) => ({
  ...createStageRowActivities(),
  ...createDirectionActivities(),
  ...createHandActivities(),
  ...createPeopleActivities(deps),
  ...createAdmissionActivities(deps),
  ...createScreenActivities(deps),
  ...createChannelActivities(deps),
  ...createWatchActivities(deps),
  ...createRecordingActivities(deps),
  ...createAlertActivities(deps),
  ...createSweepActivities(deps),
  ...createProviderTellingActivities(deps),
});
export type StageActivities = ReturnType<typeof createStageActivities>;
