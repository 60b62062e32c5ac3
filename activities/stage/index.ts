/** All steps of a stage. */
import { type AlertDeps, createAlertActivities } from './alert.ts';
import { createChannelActivities, type MediaDeps } from './channel.ts';
import { createDirectionActivities } from './direct.ts';
import { createRecordingActivities } from './recording.ts';
import { createStageRowActivities } from './rows.ts';
import { createScreenActivities } from './screens.ts';
import { createSweepActivities } from './sweep.ts';
import { createWatchActivities } from './watch.ts';

export type StageDeps = MediaDeps & AlertDeps;

export const createStageActivities = (deps: StageDeps) => ({
  ...createStageRowActivities(),
  ...createDirectionActivities(),
  ...createScreenActivities(deps),
  ...createChannelActivities(deps),
  ...createWatchActivities(deps),
  ...createRecordingActivities(deps),
  ...createAlertActivities(deps),
  ...createSweepActivities(deps),
});
export type StageActivities = ReturnType<typeof createStageActivities>;
