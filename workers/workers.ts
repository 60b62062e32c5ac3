/** The steps of the whole house, given to its queues; each runs as the organisation that it is for. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { NativeConnection, WorkflowBundleOption } from '@temporalio/worker';
import { createOrderActivities, type OrderDeps } from '../activities/orders/index.ts';
import { createOrganisationActivities } from '../activities/organisations/index.ts';
import { createPaymentActivities } from '../activities/payments/index.ts';
import { createPeopleActivities } from '../activities/people/index.ts';
import { createShowActivities } from '../activities/shows/index.ts';
import type { Signals } from '../activities/signals.ts';
import { createStageActivities, type StageDeps } from '../activities/stage/index.ts';
import type { AccountVault } from '../domain/account-secrets.ts';
import type { Mailer } from '../providers/messaging/port.ts';
import type { KeyTrial } from '../providers/registry.ts';
import { type Rates, type Workers, workQueues } from './queues.ts';
import { tenantInterceptor } from './tenant-interceptor.ts';

export type StepDeps = OrderDeps &
  Pick<StageDeps, 'media' | 'stageVault'> & {
    mailer: Mailer;
    signals: Signals;
    /** Opens and locks the keys of organisations' payment accounts. */
    vault: AccountVault;
    tryKeys: KeyTrial;
  };
export type WorkerDeps = StepDeps &
  Rates & { connection: NativeConnection; namespace: string; orm: MikroORM; workflowBundle: WorkflowBundleOption };

export const createWorkers = (deps: WorkerDeps): Promise<Workers> =>
  workQueues({ ...deps, activities: createActivities(deps), interceptors: { activity: [tenantInterceptor(deps.orm)] } });

export const createActivities = (deps: StepDeps) => ({
  ...createOrderActivities(deps),
  ...createPaymentActivities(deps),
  ...createPeopleActivities(deps),
  ...createShowActivities(deps),
  ...createStageActivities(deps),
  ...createOrganisationActivities(deps),
});
