/**
 * A paid order on its way to the evening and two weeks beyond.
 *
 *   paid ⇄ (reminded, moved, exchanged, claimed, partly returned) ──(14 days after the show)──→ closed
 *     └→ refunded   every ticket returned, or the show cancelled; gifts that are taken back end cancelled
 *
 * Requests are served one after another, so that two of them never meet on the same tickets. What takes long — messages, a
 * chat that must be left, money on its way — goes on beside them.
 */
import { ActivityFailure, CancellationScope, condition, log, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { OrderActivities } from '../../activities/orders/index.ts';
import type { OrderPlan } from '../../activities/orders/plan.ts';
import type { Returned } from '../../activities/orders/return.ts';
import type { PaymentActivities } from '../../activities/payments/index.ts';
import { money } from '../../domain/money.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import type { Till } from '../payments/till.ts';
import type { ClaimRequest, JoinAsked, RateRequest, RefundPromise, RefundRequest, ShowChanged } from './messages.ts';
import { type Moment, nextMoment, type Timetable } from './schedule.ts';

// Somebody waits for the answer: five tries, then a word.
const quick = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '2 seconds', maximumAttempts: 5 },
});
// Rows that must follow what has happened: never give up.
const sure = proxyLocalActivities<OrderActivities>({
  startToCloseTimeout: '10 seconds',
  localRetryThreshold: '10 seconds',
  retry: { initialInterval: '200 ms', maximumInterval: '30 seconds' },
});
// Telegram's rate is the queue's business; what is said must reach its person however long that takes.
const messaging = proxyActivities<OrderActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});
// A reminder that is hours late is noise: the ledger of messages keeps what became of it.
const timely = proxyActivities<OrderActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '30 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});
// A person presses «into the hall» and waits.
const atTheDoor = proxyActivities<OrderActivities>({
  taskQueue: taskQueues.messaging,
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: '15 seconds',
  retry: { initialInterval: '500 ms', maximumInterval: '2 seconds' },
  summary: 'a personal link into the hall',
});
// Money must move back however long the provider is away; its rate is the queue's business.
const refunds = proxyActivities<PaymentActivities>({
  taskQueue: taskQueues.refunds,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});

/** Access ends before money moves, but a messenger that is away must not keep a buyer's money. */
const accessFirst = '5 minutes';

export type KeepingOptions = {
  tenantId: string;
  orderId: string;
  till: Till;
  /** Says where the order stands, for people who look. */
  enter: (phase: 'paid' | 'closed' | 'refunded' | 'cancelled', waiting: string) => void;
};

export class Keeping {
  readonly #order: { tenantId: string; orderId: string };
  readonly #options: KeepingOptions;
  readonly #requests: Array<() => Promise<void>> = [];
  readonly #done = new Set<string>();
  #plan!: OrderPlan;
  #open = false;
  #over = false;
  #beside = 0;

  constructor(options: KeepingOptions) {
    this.#options = options;
    this.#order = { tenantId: options.tenantId, orderId: options.orderId };
  }

  /** True while requests about tickets can be served. */
  get open(): boolean {
    return this.#open;
  }

  /** From paid to the end. @param gift complimentary tickets end `cancelled`, not `refunded`. */
  async run({ gift }: { gift: boolean }): Promise<void> {
    const { till, enter } = this.#options;
    this.#plan = await sure.readPlan(this.#order);
    this.#open = true;
    this.#say('send the tickets', () =>
      messaging.deliverTickets.executeWithOptions({ summary: 'send the tickets' }, [this.#order]),
    );
    if (this.#plan.inChat)
      this.#say('invite', () =>
        messaging.inviteHolders.executeWithOptions({ summary: 'a personal link into the hall' }, [this.#order]),
      );
    if (!this.#plan.on) await this.#cancelledShow(this.#plan.revision);
    else if (this.#plan.moved) this.#say('tell of the move', () => this.#tellMoved());

    for (;;) {
      await till.settleArrived(); // what comes twice goes back
      const request = this.#requests.shift();
      if (request) {
        await request();
        continue;
      }
      if (this.#over) break;
      const next = nextMoment(this.#timetable, this.#done, Date.now());
      if (!next) break;
      const left = next.moment.at - Date.now();
      enter('paid', this.#waitsFor(next.moment));
      if (left > 0) {
        await condition(() => this.#requests.length > 0 || till.waiting, left);
        continue;
      }
      this.#done.add(next.name);
      if (next.moment.kind === 'close') break;
      this.#perform(next.moment);
    }
    this.#open = false;
    await condition(() => this.#beside === 0);
    for (const request of this.#requests.splice(0)) await request();
    if (this.#over) return enter(gift ? 'cancelled' : 'refunded', 'nothing');
    await sure.closeOrder(this.#order);
    enter('closed', 'nothing');
  }

  returnTickets = (request: RefundRequest): Promise<RefundPromise> =>
    this.#inTurn(async () => {
      const returned = await quick.returnTickets({ ...this.#order, ...request });
      this.#tellCompanions(returned);
      this.#settle(returned);
      const { back, kept, currency } = returned;
      return { back: money(back, currency), kept: money(kept, currency), ticketIds: returned.ticketIds };
    });

  voidTickets = (request: { personId: string; requestId: string; ticketIds: string[] }): Promise<void> =>
    this.#inTurn(async () => {
      const returned = await quick.voidTickets({ ...this.#order, ...request });
      this.#tellCompanions(returned);
      this.#settle(returned);
    });

  exchange = (request: { personId: string; requestId: string; showId: string }): Promise<{ showId: string; startsAt: string }> =>
    this.#inTurn(async () => {
      this.#plan = await quick.exchangeOrder({ ...this.#order, ...request });
      const { showId, startsAt, inChat } = this.#plan;
      this.#say('tell of the exchange', async () => {
        await messaging.tellExchanged.executeWithOptions({ summary: 'tell of the exchange' }, [{ ...this.#order, showId }]);
        await messaging.deliverTickets.executeWithOptions({ summary: 'send the tickets' }, [this.#order]);
        await messaging.clearChat.executeWithOptions({ summary: 'leave the hall of the old date' }, [
          { ...this.#order, over: false },
        ]);
        if (inChat) await messaging.inviteHolders.executeWithOptions({ summary: 'a personal link into the hall' }, [this.#order]);
      });
      return { showId, startsAt };
    });

  claim = (request: ClaimRequest): Promise<void> =>
    this.#inTurn(async () => {
      const { fresh } = await quick.claimTicket({ ...this.#order, ...request });
      if (!fresh) return;
      const { personId, ticketId } = request;
      this.#say('the companion has the ticket', async () => {
        await messaging.deliverTickets.executeWithOptions({ summary: 'send the tickets' }, [{ ...this.#order, personId }]);
        await messaging.tellTicketTaken.executeWithOptions({ summary: 'tell the buyer that a companion has the ticket' }, [
          { ...this.#order, ticketId },
        ]);
        if (this.#plan.inChat)
          await messaging.inviteHolders.executeWithOptions({ summary: 'a personal link into the hall' }, [this.#order]);
      });
    });

  bring = (request: Parameters<OrderActivities['bringOrder']>[0]): Promise<void> =>
    this.#inTurn(async () => {
      const { fresh } = await quick.bringOrder(request);
      if (!fresh) return;
      this.#say('the order is in Telegram', async () => {
        await messaging.deliverTickets.executeWithOptions({ summary: 'send the tickets' }, [
          { ...this.#order, personId: request.personId },
        ]);
        if (this.#plan.inChat)
          await messaging.inviteHolders.executeWithOptions({ summary: 'a personal link into the hall' }, [this.#order]);
      });
    });

  rate = (request: RateRequest): Promise<void> => this.#inTurn(() => quick.saveRating({ ...this.#order, ...request }));

  invite = ({ personId }: { personId: string }): Promise<{ link: string }> =>
    atTheDoor.openInvitation({ ...this.#order, personId });

  knock(knock: JoinAsked): void {
    this.#say('somebody knocks', () =>
      messaging.answerKnock.executeWithOptions({ summary: 'somebody knocks at the hall' }, [{ ...this.#order, ...knock }]),
    );
  }

  resend({ requestId: again, personId: by }: { requestId: string; personId: string }): void {
    this.#say('send the tickets again', () =>
      messaging.deliverTickets.executeWithOptions({ summary: 'send the tickets' }, [{ ...this.#order, again, by }]),
    );
  }

  /** The newest change counts; the rows say what it is. */
  showChanged({ revision }: ShowChanged): void {
    void this.#inTurn(async () => {
      if (this.#over || revision <= this.#plan.revision) return;
      const before = this.#plan;
      this.#plan = await sure.acknowledgeShow({ ...this.#order, revision });
      if (!this.#plan.on) return this.#cancelledShow(this.#plan.revision);
      if (this.#plan.startsAt !== before.startsAt) this.#say('tell of the move', () => this.#tellMoved());
    });
  }

  #tellCompanions({ ticketIds }: Returned): void {
    this.#say('tell companions', () =>
      messaging.tellTicketsGone.executeWithOptions({ summary: 'tell companions that their tickets are void' }, [
        { ...this.#order, ticketIds },
      ]),
    );
  }

  #tellMoved(): Promise<void> {
    return messaging.tellShowMoved.executeWithOptions({ summary: 'tell of the new time' }, [
      { ...this.#order, revision: this.#plan.revision },
    ]);
  }

  async #cancelledShow(revision: number): Promise<void> {
    const returned = await sure.returnForCancelledShow({ ...this.#order, revision });
    const { ticketIds, currency } = returned;
    const back = returned.back > 0 ? money(returned.back, currency) : null;
    this.#say('tell that the show is off', () =>
      messaging.tellShowCancelled.executeWithOptions({ summary: 'tell that the show is off' }, [
        { ...this.#order, ticketIds, back },
      ]),
    );
    this.#settle(returned);
  }

  /** Access first, money second; both are tried until they are done. */
  #settle({ refund, back, currency, closed }: Returned): void {
    if (closed) this.#over = true;
    this.#beside_(async () => {
      let out = false;
      const leaving = messaging.clearChat
        .executeWithOptions({ summary: 'put out whoever has no ticket any more' }, [{ ...this.#order, over: false }])
        .then(() => {
          out = true;
        });
      if (refund) {
        if (this.#plan.inChat) await condition(() => out, accessFirst);
        await refunds.payRefund.executeWithOptions({ summary: `return ${back} ${currency}` }, [{ ...this.#order, key: refund }]);
      }
      await leaving;
    });
  }

  #perform(moment: Moment): void {
    if (moment.kind === 'remind') {
      const { startsAt } = this.#plan;
      this.#say(
        `reminder ${moment.what}`,
        () =>
          timely.remind.executeWithOptions({ summary: `remind: ${moment.what}` }, [
            { ...this.#order, kind: moment.what, startsAt },
          ]),
        true,
      );
    }
    if (moment.kind === 'rate')
      this.#say(
        'ask for a rating',
        () => timely.askForRating.executeWithOptions({ summary: 'ask for a rating' }, [this.#order]),
        true,
      );
    if (moment.kind === 'clear')
      this.#say('the hall is cleared', () =>
        messaging.clearChat.executeWithOptions({ summary: 'empty the hall' }, [{ ...this.#order, over: true }]),
      );
  }

  get #timetable(): Timetable {
    const { startsAt, minutes, on, inChat, paidAt } = this.#plan;
    return { startsAt: Date.parse(startsAt), minutes, on, inChat, since: Date.parse(paidAt) };
  }

  #waitsFor(moment: Moment): string {
    const what =
      moment.kind === 'remind'
        ? `the reminder ${moment.what}`
        : { rate: 'the rating', clear: 'the empty hall', close: 'the end' }[moment.kind];
    return `${what} at ${new Date(moment.at).toISOString()}`;
  }

  /** One after another, each with its answer. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#requests.push(() => work().then(resolve, reject));
    });
  }

  /** A message that goes on beside the story. @param mayFail one whose time has passed is let go */
  #say(what: string, work: () => Promise<unknown>, mayFail = false): void {
    this.#beside_(async () => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof ActivityFailure) || !mayFail) throw error;
        log.warn('not said in time', { what, error });
      }
    });
  }

  #beside_(work: () => Promise<void>): void {
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
