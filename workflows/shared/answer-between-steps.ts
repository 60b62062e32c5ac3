/**
 * A question is answered between the local steps of a process, never during one.
 *
 * Whatever answers a question also reports the workflow task, with the result of a step that ended meanwhile and that the
 * process has not heard of yet. It hears of it in its next task, together with what came since; a replay tells it of the step
 * first, finds another order, and the process never moves again. So the answer waits until every step has been heard of. Not only
 * we ask: Temporal's UI asks each process whose page is opened. Source: temporalio/sdk-rust#1442.
 */
import type { WorkflowInterceptors } from '@temporalio/workflow';

/** A task that is nothing but a question: its answer reports no steps, and nothing else may go with it. */
const aloneInItsTask = 'legacy_query';

/** Loaded by name into the bundle: it has to be called so. */
export const interceptors = (): WorkflowInterceptors => {
  const underWay = new Set<number>();
  type Conclude = NonNullable<NonNullable<WorkflowInterceptors['internals']>[number]['concludeActivation']>;
  const answers: Parameters<Conclude>[0]['commands'] = [];
  return {
    internals: [
      {
        activate(input, next) {
          for (const { resolveActivity } of input.activation.jobs ?? [])
            if (resolveActivity) underWay.delete(resolveActivity.seq!);
          next(input);
        },
        concludeActivation({ commands }, next) {
          for (const { scheduleLocalActivity } of commands) if (scheduleLocalActivity) underWay.add(scheduleLocalActivity.seq!);
          const waits = ({ respondToQuery }: (typeof commands)[number]) =>
            respondToQuery && respondToQuery.queryId !== aloneInItsTask;
          answers.push(...commands.filter(waits));
          const others = commands.filter((command) => !waits(command));
          return next({ commands: underWay.size > 0 ? others : [...others, ...answers.splice(0)] });
        },
      },
    ],
  };
};
