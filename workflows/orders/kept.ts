/** What the process of a paid order holds: its plan, who waits for their turn, and what goes on beside the story. */
import { ActivityFailure, CancellationScope, log } from '@temporalio/workflow';
import type { OrderPlan } from '../../activities/orders/plan.ts';
import { screens } from './steps.ts';

export class Kept {
  readonly order: { tenantId: string; orderId: string };
  /** Set before anything can be asked. */
  plan!: OrderPlan;
  /** Nothing of the order is left. */
  over = false;
  readonly #requests: Array<() => Promise<void>> = [];
  #beside = 0;

  constructor(order: { tenantId: string; orderId: string }) {
    this.order = order;
  }

  /** Somebody waits for their turn. */
  get asked(): boolean {
    return this.#requests.length > 0;
  }

  /** Nothing goes on beside the story. */
  get quiet(): boolean {
    return this.#beside === 0;
  }

  next(): (() => Promise<void>) | undefined {
    return this.#requests.shift();
  }

  rest(): Array<() => Promise<void>> {
    return this.#requests.splice(0);
  }

  /** One after another, each with its answer: two requests never meet on the same tickets. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#requests.push(() => work().then(resolve, reject));
    });
  }

  /** A message that goes on beside the story. @param mayFail one whose time has passed is let go */
  say(what: string, work: () => Promise<unknown>, mayFail = false): void {
    this.beside(async () => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof ActivityFailure) || !mayFail) throw error;
        log.warn('not said in time', { what, error });
      }
    });
  }

  /** Whoever has lost a ticket, or handed it on, watches no longer. @param plan by which they watched */
  endScreens(plan: OrderPlan = this.plan): void {
    if (plan.way !== 'stream') return;
    this.beside(async () => void (await screens.revokeScreens(this.order)));
  }

  beside(work: () => Promise<void>): void {
    this.#beside += 1;
    void CancellationScope.nonCancellable(work)
      .catch((error: unknown) => {
        // A step that is final failed: the order itself stands, and the activity's own history says why.
        log.error('a step beside the order failed', { error });
      })
      .finally(() => {
        this.#beside -= 1;
      });
  }
}
