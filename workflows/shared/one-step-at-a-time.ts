/**
 * The local steps of a process are done one after another, in the order in which they were asked for.
 *
 * Of two that are under way at once a process hears in the order in which they end; its replay hears of both together, in the order
 * in which they began. Then requests are answered in another order than the history says, and the process never moves again.
 * Source: temporalio/sdk-python#1578, the same core as ours.
 */
import { patched, type WorkflowInterceptors } from '@temporalio/workflow';

/** Loaded by name into the bundle: it has to be called so. */
export const interceptors = (): WorkflowInterceptors => {
  let underWay = 0;
  let before: Promise<void> = Promise.resolve();
  return {
    outbound: [
      {
        scheduleLocalActivity(input, next) {
          // A process that never has two at once remembers nothing of this.
          const waits = underWay > 0 && patched('one-step-at-a-time');
          const step = waits ? before.then(() => next(input)) : next(input);
          underWay += 1;
          const over = () => {
            underWay -= 1;
          };
          const earlier = before;
          before = step.then(over, over).then(() => earlier);
          return step;
        },
      },
    ],
  };
};
