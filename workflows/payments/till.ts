/** Where an order's money arrives: counts each payment once, in order, and gives back what did not buy anything. */
import {
  ActivityFailure,
  CancellationScope,
  condition,
  isCancellation,
  log,
  patched,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { PaymentActivities } from '../../activities/payments/index.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { type PaymentSettled, paymentSettled, type Verdict } from './messages.ts';

// Money must move back however long the provider is away; a stuck attempt stays visible in the UI.
const money = proxyActivities<PaymentActivities>({
  taskQueue: taskQueues.payments,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});

// Closing is a courtesy: seats must not wait for a provider that is away, and late money is dealt with anyway.
const courtesy = proxyActivities<PaymentActivities>({
  taskQueue: taskQueues.payments,
  startToCloseTimeout: '15 seconds',
  scheduleToCloseTimeout: '2 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '20 seconds' },
  summary: "close the provider's payment page",
});

// … and goes on in the background: money whose webhook was lost is found by asking only.
const stubborn = proxyActivities<PaymentActivities>({
  taskQueue: taskQueues.payments,
  startToCloseTimeout: '15 seconds',
  scheduleToCloseTimeout: '24 hours',
  retry: { initialInterval: '10 seconds', maximumInterval: '15 minutes' },
  summary: 'go on closing the payment page',
});

export type TillOptions = {
  tenantId: string;
  orderId: string;
  /** Decides what a payment is worth, and records it; must be safe to repeat. */
  settle: (payment: PaymentSettled) => Promise<Verdict>;
};

export class Till {
  readonly seen: string[] = [];
  #closed = false;
  /** Set while the provider has not said whether it holds money. */
  #closing: Promise<void> | undefined;
  #arrived: PaymentSettled[] = [];
  /** Money on its way back, beside everything else: a provider that is away must not hold up tickets or requests. */
  readonly #goingBack: Array<Promise<void>> = [];
  readonly #options: TillOptions;

  /** Registers its handler, so make it before the workflow's first await. */
  constructor(options: TillOptions) {
    this.#options = options;
    setHandler(paymentSettled, (payment) => this.arrive(payment));
  }

  /** Money has arrived that is not settled yet. */
  get waiting(): boolean {
    return this.#arrived.length > 0;
  }

  arrive(payment: PaymentSettled): void {
    const key = `${payment.provider}:${payment.account}:${payment.paymentId}`;
    if (this.seen.includes(key)) return; // providers redeliver
    this.seen.push(key);
    this.#arrived.push(payment);
  }

  /**
   * Waits for money until `until` (ms since the epoch) or until `stop` says so.
   * @returns true as soon as a payment was accepted; what is not is given back on the way.
   */
  async take(until: number, stop: () => boolean = () => false): Promise<boolean> {
    for (;;) {
      if (await this.settleArrived()) return true;
      const left = until - Date.now();
      if (left <= 0 || stop()) return false;
      await condition(() => this.#arrived.length > 0 || stop(), left);
    }
  }

  /** Late money: waits `ms` for it, and beyond that until the provider has said what it holds. */
  async takeLate(ms: number): Promise<boolean> {
    if (await this.take(Date.now() + ms)) return true;
    await this.#closing;
    return this.settleArrived();
  }

  /** Settles what is there already, without waiting for more. */
  async settleArrived(): Promise<boolean> {
    let accepted = false;
    for (let payment = this.#arrived.shift(); payment; payment = this.#arrived.shift()) {
      const verdict = await this.#options.settle(payment);
      if (verdict === 'accepted') accepted = true;
      if (verdict !== 'unearned') continue;
      if (patched('money-goes-back-beside')) this.#sendBack(payment);
      else await giveBack(this.#options, payment);
    }
    return accepted;
  }

  #sendBack(payment: PaymentSettled): void {
    const back = CancellationScope.nonCancellable(() => giveBack(this.#options, payment));
    back.catch(() => undefined); // told by `finish`, at the latest
    this.#goingBack.push(back);
  }

  /** Waits for `done`, and meanwhile settles what arrives: money may come as long as the process lives. */
  async settleUntil(done: () => boolean): Promise<void> {
    for (;;) {
      await condition(() => done() || this.waiting);
      // Who began before waits as before.
      if (!this.waiting || !patched('money-to-the-end')) return condition(done);
      await this.settleArrived();
    }
  }

  /** Nothing that arrived is unsettled, nothing is on its way back. The process must end without another `await`, or ask again. */
  async finish(): Promise<void> {
    do {
      if (this.waiting && patched('money-to-the-end')) await this.settleArrived();
      await Promise.all(this.#goingBack.splice(0));
    } while (this.#goingBack.length > 0 || (this.waiting && patched('money-to-the-end')));
  }

  /**
   * Ends the provider's session, so that nobody pays for what is no longer offered; money found there counts as arrived.
   * @param take the seats are still held: money that is set aside is taken, not let go
   */
  async close({ take = false } = {}): Promise<void> {
    if (this.#closed || this.#closing) return;
    const { tenantId, orderId } = this.#options;
    try {
      const { paid } = await courtesy.closePayment({ tenantId, orderId, take });
      this.#closed = true;
      if (paid) this.arrive(paid);
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      log.warn('the payment page could not be closed yet', { orderId, error });
      this.#closing = CancellationScope.nonCancellable(() => this.#goOnClosing());
    }
  }

  async #goOnClosing(): Promise<void> {
    const { tenantId, orderId } = this.#options;
    try {
      const { paid } = await stubborn.closePayment({ tenantId, orderId });
      if (paid) this.arrive(paid);
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      await money.reportUnclosed({ tenantId, orderId });
    }
  }
}

/** Sends a payment back whole, once, and tells the person. */
export async function giveBack(order: { tenantId: string; orderId: string }, payment: PaymentSettled): Promise<void> {
  const { tenantId, orderId } = order;
  const { provider, account, paymentId } = payment;
  await money.refundPayment.executeWithOptions({ summary: `give back ${payment.amount} ${payment.currency}` }, [
    { tenantId, orderId, provider, account, paymentId, reason: 'unearned' },
  ]);
}
