/**
 * From what is asked for to what is paid, or to nothing.
 *
 *   held → awaitingPayment → paid
 *     │          │             ↑
 *     │          └→ expired ───┘ late money within the hour: for goods that are left, for a donation while the audience is there
 *     └──────────┴→ cancelled   sold out, given up by the buyer, the show is off, or the provider is away
 */
import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { OrderPhase } from '../../domain/orders.ts';
import type { Checkout, ShowChanged } from '../payments/messages.ts';
import { Till } from '../payments/till.ts';
import { foundNoDatabase, wasNotAnswered } from '../shared/no-database.ts';
import { showPhase } from '../shared/phase.ts';
import { Saga } from '../shared/saga.ts';
import type { ExtraInput } from './messages.ts';
import { asTickets, opening, quick, sure } from './steps.ts';

const LATE_MONEY = 3_600_000;

/** Closed by the reason that stands on the order's row. */
export type Ending = 'buyer' | 'showCancelled' | 'declined';

export class Paying {
  phase: OrderPhase = 'held';
  reason: string | undefined;
  answer: Checkout | undefined;
  waitsFor = 'what is asked for';
  givingUp = false;
  readonly till: Till;
  readonly order: { tenantId: string; orderId: string };
  #ending: Ending | undefined;
  #holding = true;
  readonly #input: ExtraInput;
  readonly #saga = new Saga();

  /** Registers the till's handler, so make it before the workflow's first await. */
  constructor(input: ExtraInput) {
    const { tenantId, orderId } = input;
    this.#input = input;
    this.order = { tenantId, orderId };
    this.till = new Till({
      ...this.order,
      // Money for an order that its buyer gave up goes back.
      settle: (payment) => sure.settleExtra({ ...this.order, payment, accept: this.phase !== 'cancelled' }),
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
    await asTickets.acknowledgeShow({ ...this.order, revision });
  }

  /** @returns true when it is paid */
  async run(): Promise<boolean> {
    const { asker: _asker, digest: _digest, buyer, words, bot, ...rest } = this.#input;
    const request = { ...rest, bot: bot ?? null };
    this.#saga.onRollback('hold', () =>
      sure.releaseExtra({ ...request, phase: this.phase === 'expired' ? 'expired' : 'cancelled', reason: this.reason ?? null }),
    );
    const hold = await quick.holdExtra({ ...request, buyer, words });
    this.#holding = false;
    if (!hold.held) {
      this.reason = hold.reason;
      this.#saga.commit(); // the refusal is on record, and there is nothing to release
      this.enter('cancelled', 'nothing');
      return false;
    }
    this.#saga.onRollback('open payment', () => this.till.close());
    const { checkoutUrl } = await opening.openPayment(this.order);
    this.answer = { checkoutUrl, total: hold.total, holdEndsAt: hold.holdEndsAt };
    this.enter('awaitingPayment', `payment until ${hold.holdEndsAt}`);
    if (await this.till.take(Date.parse(hold.holdEndsAt), () => this.#ending !== undefined)) return true;

    // The window has ended. Close the payment page first: what it says was paid in the last second still counts.
    await this.till.close({ take: this.#ending === undefined });
    if (!this.#ending && (await this.till.settleArrived())) return true;
    if (this.#ending) this.reason = this.#ending;
    await this.#giveUp(this.#ending ? 'cancelled' : 'expired');
    return this.till.takeLate(LATE_MONEY);
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
}
