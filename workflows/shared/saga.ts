/** A LIFO list of compensations. Register each one *before* the step it undoes: a step may time out after it took effect. */
import { CancellationScope, log } from '@temporalio/workflow';

export class Saga {
  #steps: Array<{ name: string; undo: () => Promise<unknown> }> = [];

  onRollback(name: string, undo: () => Promise<unknown>): void {
    this.#steps.unshift({ name, undo });
  }

  /** What was done stands from now on. */
  commit(): void {
    this.#steps = [];
  }

  /** Runs even when the workflow itself is being cancelled; a step that fails is retried by its activity, never swallowed. */
  async rollback(): Promise<void> {
    await CancellationScope.nonCancellable(async () => {
      for (const { name, undo } of this.#steps.splice(0)) {
        log.info('compensating', { step: name });
        await undo();
      }
    });
  }
}
