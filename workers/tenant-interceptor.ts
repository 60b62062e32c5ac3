/** Opens the tenant's entity manager for each activity, so that row-level security sees whose work it is. */
import { type MikroORM, RequestContext } from '@mikro-orm/postgresql';
import type {
  ActivityExecuteInput,
  ActivityInboundCallsInterceptor,
  ActivityInterceptorsFactory,
  Next,
} from '@temporalio/worker';

type Subject = { tenantId?: string; personId?: string };

export const tenantInterceptor =
  (orm: MikroORM): ActivityInterceptorsFactory =>
  () => ({
    inbound: {
      execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>) {
        return RequestContext.create(orm.em, () => next(input), {
          session: { variables: readerOf(input.args[0] as Subject | undefined) },
        });
      },
    },
  });

/** An activity works for the organisation that its input names, else for the person; with neither it sees nothing. */
function readerOf(subject: Subject | undefined): Record<string, string> {
  if (subject?.tenantId) return { 'app.reader': 'member', 'app.tenant_id': subject.tenantId };
  if (subject?.personId) return { 'app.reader': 'person', 'app.person_id': subject.personId };
  return { 'app.reader': 'nobody' };
}
