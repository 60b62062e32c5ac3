/** An entity: it lives as long as something is asked of it, and sleeps a minute after the last; the next request starts it again. */
import { allHandlersFinished, condition, workflowInfo } from '@temporalio/workflow';

export type Busy = {
  /** Counts a request that was dealt with. */
  heard(): void;
  /** @returns true when the history has grown long and the caller shall continue as new, false when nothing more comes. */
  untilQuiet(): Promise<boolean>;
};

export function busyEntity(): Busy {
  let requests = 0;
  return {
    heard() {
      requests += 1;
    },
    async untilQuiet() {
      for (let seen = -1; seen !== requests; ) {
        seen = requests;
        const long = () => workflowInfo().continueAsNewSuggested;
        await condition(() => requests !== seen || long(), '1 minute');
        await condition(allHandlersFinished);
        if (long()) return true;
      }
      return false;
    },
  };
}
