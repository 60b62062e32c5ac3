/** Opens the tenant's entity manager for each activity, so that row-level security sees whose work it is. */
import { DriverException, type MikroORM, RequestContext } from '@mikro-orm/postgresql';
import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import type {
  ActivityExecuteInput,
  ActivityInboundCallsInterceptor,
  ActivityInterceptorsFactory,
  Next,
} from '@temporalio/worker';
import { databaseAway, saidBySocket } from '../domain/away.ts';
import { noDatabase } from '../workflows/shared/no-database.ts';

type Subject = { tenantId?: string; personId?: string; readsAll?: true };

export const tenantInterceptor =
  (orm: MikroORM): ActivityInterceptorsFactory =>
  () => ({
    inbound: {
      execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>) {
        return RequestContext.create(orm.em, () => next(input).catch(named), {
          session: { variables: readerOf(input.args[0] as Subject | undefined) },
        });
      },
    },
  });

/** The process learns that it is the database which is away, and not a partner. Tried again like any other fault. */
function named(error: unknown): never {
  if (error instanceof TemporalFailure || !databaseAway(error)) throw error;
  // A partner's refused connection has the same code.
  if (!(error instanceof DriverException) && saidBySocket(error)) throw error;
  throw ApplicationFailure.create({ type: noDatabase, message: (error as Error).message, cause: error as Error });
}

/** An activity works for the organisation that its input names, else for the person, else reads as the platform; with none of these it sees nothing. */
function readerOf(subject: Subject | undefined): Record<string, string> {
  if (subject?.tenantId) return { 'app.reader': 'member', 'app.tenant_id': subject.tenantId };
  if (subject?.personId) return { 'app.reader': 'person', 'app.person_id': subject.personId };
  // Reads everything and writes nothing: a sweep of the house.
  if (subject?.readsAll) return { 'app.reader': 'platform' };
  return { 'app.reader': 'nobody' };
}
