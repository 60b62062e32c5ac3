/**
 * From asked-for seats to paid tickets, or to nothing.
 *
 *   held → awaitingPayment → paid
 *     │          │             ↑
 *     │          └→ expired ───┘ late money within the hour, if seats remain; else it goes back
 *     └──────────┴→ cancelled   sold out, given up by the buyer, the show is off, or the provider is away
 */
import { CancellationScope, isCancellation, log, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { OrderActivities } from '../../activities/orders/index.ts';
import type { OrderPhase } from '../../domain/orders.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import { Till } from '../payments/till.ts';
import { foundNoDatabase, wasNotAnswered } from '../shared/no-database.ts';
import { showPhase } from '../shared/phase.ts';
import { Saga } from '../shared/saga.ts';
import { untilKnown } from '../shared/until-known.ts';
import type { Checkout, ShowChanged, TicketOrderInput } from './messages.ts';
import { once } from './steps.ts';

const HOUR = 3_600_000;
const LATE_MONEY = HOUR;
const AFTER_THE_SHOW = 14 * 24 * HOUR;

// A person is watching: five tries, then a word, rather than retries for hours. Tries and not scheduleToCloseTimeout,
// which local activities that fail quickly were seen to outlive.
const quick = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '2 seconds', maximumAttempts: 5 },
});
// Seats and money on our own Postgres: never give up. A long wait becomes a timer in the history.
const sure = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});
// «Your time to pay is over» is of use for a while only.
const timely = proxyActivities<OrderActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '30 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  summary: 'tell that the hold ended',
});

/** Closed by the reason that stands on the order's row. */
export type Ending = 'buyer' | 'showCancelled' | 'declined';

export class Purchase {
  phase: OrderPhase = 'held';
  reason: string | undefined;
  answer: Checkout | undefined;
  waitsFor = 'seats';
  givingUp = false;
  readonly till: Till;
  #ending: Ending | undefined;
  #holding = true;
  #told: Promise<void> | undefined;
  readonly #input: TicketOrderInput;
  readonly #facts: { tenantId: string; orderId: string };
  readonly #saga = new Saga();
  readonly #whole: boolean;

  /** Registers the till's handler, so make it before the workflow's first await. @param whole false: an order from before they were whole */
  constructor(input: TicketOrderInput, whole: boolean) {
    const { tenantId, orderId } = input;
    this.#input = input;
    this.#facts = { tenantId, orderId };
    this.#whole = whole;
    this.till = new Till({
      ...this.#facts,
      // Money for an order that its buyer gave up goes back; late money may still buy the seats that remain.
      settle: (payment) => sure.settleOrder({ ...this.#facts, payment, accept: this.phase !== 'cancelled' }),
    });
  }

  get waiting(): boolean {
    return this.phase === 'held' || this.phase === 'awaitingPayment';
  }

  enter = (next: OrderPhase, waiting: string): void => {
    this.phase = next;
    this.waitsFor = waiting;
    showPhase(next, waiting);
  };

  end(why: Ending): void {
    this.#ending ??= why;
  }

  /** Before it is paid: a cancelled show ends the wait, a moved one is taken note of. */
  async showChanged({ kind, revision }: ShowChanged): Promise<void> {
    if (kind === 'cancelled') this.end('showCancelled');
    await sure.acknowledgeShow({ ...this.#facts, revision });
  }

  /** @returns when the order closes, ms since the epoch; undefined when nothing was bought */
  async run(): Promise<{ closesAt: number } | undefined> {
    const request = holdRequest(this.#input);
    this.#saga.onRollback('hold seats', () =>
      sure.releaseSeats({ ...request, phase: this.phase === 'expired' ? 'expired' : 'cancelled', reason: this.reason ?? null }),
    );
    const hold = await quick.holdSeats({ ...request, buyer: this.#input.buyer });
    this.#holding = false;
    if (!hold.held) {
      this.reason = hold.reason;
      this.#saga.commit(); // the refusal is on record, and there is nothing to release
      this.enter('cancelled', 'nothing');
      return undefined;
    }
    const closesAt = Date.parse(hold.startsAt) + AFTER_THE_SHOW;
    if (this.#input.givenBy) {
      await untilKnown(() => once.giveTickets(this.#facts));
      this.answer = { checkoutUrl: '', total: hold.total, holdEndsAt: hold.holdEndsAt };
      return { closesAt };
    }
    this.#saga.onRollback('open payment', () => this.till.close());
    const { checkoutUrl } = await quick.openPayment(this.#facts);
    this.answer = { checkoutUrl, total: hold.total, holdEndsAt: hold.holdEndsAt };
    this.enter('awaitingPayment', `payment until ${hold.holdEndsAt}`);
    if (await this.till.take(Date.parse(hold.holdEndsAt), () => this.#ending !== undefined)) return { closesAt };

    // The window has ended. Close the payment page first: what it says was paid in the last second still buys its seats.
    await this.till.close({ take: this.#ending === undefined });
    if (!this.#ending && (await this.till.settleArrived())) return { closesAt };
    if (this.#ending) this.reason = this.#ending;
    await this.#giveUp(this.#ending ? 'cancelled' : 'expired');
    if (this.#whole && !this.#ending) this.#told = this.#tellHoldEnded();
    const late = await this.till.takeLate(LATE_MONEY);
    await this.#told;
    return late ? { closesAt } : undefined;
  }

  /** Cancelled by an operator, or a step gave up while the person watched: what was taken is returned. */
  async rollback(error: unknown): Promise<void> {
    const paused = foundNoDatabase(error) || (this.#holding && wasNotAnswered(error));
    this.reason ??= isCancellation(error) ? 'operator' : paused ? 'salesPaused' : 'unavailable';
    await CancellationScope.nonCancellable(async () => {
      await this.#giveUp('cancelled');
      await this.till.takeLate(LATE_MONEY);
    });
  }

  async #giveUp(next: 'expired' | 'cancelled'): Promise<void> {
    this.givingUp = true;
    this.phase = next; // from now on money is late
    await this.#saga.rollback();
    this.givingUp = false;
    this.enter(next, 'an hour for late money');
  }

  async #tellHoldEnded(): Promise<void> {
    try {
      await timely.tellHoldEnded(this.#facts);
    } catch (error) {
      if (isCancellation(error)) throw error;
      log.warn('not told in time that the hold ended', { error });
    }
  }
}

const holdRequest = ({ asker: _asker, digest: _digest, buyer: _buyer, bot, givenBy, ...request }: TicketOrderInput) => ({
  ...request,
  bot: bot ?? null,
  ...(givenBy ? { givenBy } : {}),
});
