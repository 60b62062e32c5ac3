/**
 * A paid order on its way to the evening and two weeks beyond.
 *
 *   paid ⇄ (reminded, moved, exchanged, claimed, partly returned) ──(14 days after the show)──→ closed
 *     └→ refunded   every ticket returned, or the show cancelled; gifts that are taken back end cancelled
 *
 * Requests are served one after another, so that two of them never meet on the same tickets (`requests.ts`, `returning.ts`).
 * What takes long — messages, a chat that must be left, money on its way — goes on beside them (`kept.ts`).
 */
import { condition } from '@temporalio/workflow';
import type { Till } from '../payments/till.ts';
import { Kept } from './kept.ts';
import type { ShowChanged } from './messages.ts';
import { Requests } from './requests.ts';
import { Returning } from './returning.ts';
import { type Moment, nextMoment, type Timetable } from './schedule.ts';
import { messaging, sure, timely } from './steps.ts';

export type KeepingOptions = {
  tenantId: string;
  orderId: string;
  till: Till;
  /** Says where the order stands, for people who look. */
  enter: (phase: 'paid' | 'closed' | 'refunded' | 'cancelled', waiting: string) => void;
};

export class Keeping {
  readonly requests: Requests;
  readonly returning: Returning;
  readonly #kept: Kept;
  readonly #options: KeepingOptions;
  readonly #done = new Set<string>();
  #open = false;

  constructor(options: KeepingOptions) {
    this.#options = options;
    this.#kept = new Kept({ tenantId: options.tenantId, orderId: options.orderId });
    this.requests = new Requests(this.#kept);
    this.returning = new Returning(this.#kept);
  }

  /** True while requests about tickets can be served. */
  get open(): boolean {
    return this.#open;
  }

  /** From paid to the end. @param gift complimentary tickets end `cancelled`, not `refunded`. */
  async run({ gift }: { gift: boolean }): Promise<void> {
    const { till, enter } = this.#options;
    this.#kept.plan = await sure.readPlan(this.#kept.order);
    this.#open = true;
    this.#kept.say('send the tickets', () =>
      messaging.deliverTickets.executeWithOptions({ summary: 'send the tickets' }, [this.#kept.order]),
    );
    if (this.#kept.plan.inChat)
      this.#kept.say('invite', () =>
        messaging.inviteHolders.executeWithOptions({ summary: 'a personal link into the hall' }, [this.#kept.order]),
      );
    if (!this.#kept.plan.on) await this.returning.showCancelled(this.#kept.plan.revision);
    else if (this.#kept.plan.moved) this.#kept.say('tell of the move', () => this.#tellMoved());

    for (;;) {
      await till.settleArrived(); // what comes twice goes back
      const request = this.#kept.next();
      if (request) {
        await request();
        continue;
      }
      if (this.#kept.over) break;
      const next = nextMoment(this.#timetable, this.#done, Date.now());
      if (!next) break;
      const left = next.moment.at - Date.now();
      enter('paid', this.#waitsFor(next.moment));
      if (left > 0) {
        await condition(() => this.#kept.asked || till.waiting, left);
        continue;
      }
      this.#done.add(next.name);
      if (next.moment.kind === 'close') break;
      this.#perform(next.moment);
    }
    this.#open = false;
    await till.settleUntil(() => this.#kept.quiet);
    for (const request of this.#kept.rest()) await request();
    if (this.#kept.over) return enter(gift ? 'cancelled' : 'refunded', 'nothing');
    await sure.closeOrder(this.#kept.order);
    enter('closed', 'nothing');
  }

  /** The newest change counts; the rows say what it is. */
  showChanged({ revision, kind }: ShowChanged): void {
    void this.#kept.inTurn(async () => {
      if (this.#kept.over || revision <= this.#kept.plan.revision) return;
      const before = this.#kept.plan;
      this.#kept.plan = await sure.acknowledgeShow({ ...this.#kept.order, revision });
      if (!this.#kept.plan.on) return this.returning.showCancelled(this.#kept.plan.revision);
      if (this.#kept.plan.startsAt !== before.startsAt) this.#kept.say('tell of the move', () => this.#tellMoved());
      // Plans from before it could change do not say how it was played.
      if (before.way === undefined ? kind === 'wayIn' : this.#kept.plan.way !== before.way || kind === 'wayIn') this.#changeWay();
    });
  }

  /** The new way in is told, the old one is left. */
  #changeWay(): void {
    const { order, plan } = this.#kept;
    const { revision, inChat } = plan;
    this.#kept.say('tell of the new way in', () =>
      messaging.tellWayChanged.executeWithOptions({ summary: 'tell of the new way in' }, [{ ...order, revision }]),
    );
    this.#kept.say('leave the old hall', () =>
      messaging.clearChat.executeWithOptions({ summary: 'leave the old hall' }, [{ ...order, over: false }]),
    );
    if (inChat)
      this.#kept.say('invite', () =>
        messaging.inviteHolders.executeWithOptions({ summary: 'a personal link into the hall' }, [order]),
      );
  }

  #tellMoved(): Promise<void> {
    return messaging.tellShowMoved.executeWithOptions({ summary: 'tell of the new time' }, [
      { ...this.#kept.order, revision: this.#kept.plan.revision },
    ]);
  }

  #perform(moment: Moment): void {
    if (moment.kind === 'remind') {
      const { startsAt } = this.#kept.plan;
      this.#kept.say(
        `reminder ${moment.what}`,
        () =>
          timely.remind.executeWithOptions({ summary: `remind: ${moment.what}` }, [
            { ...this.#kept.order, kind: moment.what, startsAt },
          ]),
        true,
      );
    }
    if (moment.kind === 'rate')
      this.#kept.say(
        'ask for a rating',
        () => timely.askForRating.executeWithOptions({ summary: 'ask for a rating' }, [this.#kept.order]),
        true,
      );
    if (moment.kind === 'clear')
      this.#kept.say('the hall is cleared', () =>
        messaging.clearChat.executeWithOptions({ summary: 'empty the hall' }, [{ ...this.#kept.order, over: true }]),
      );
  }

  get #timetable(): Timetable {
    const { startsAt, minutes, on, inChat, paidAt } = this.#kept.plan;
    return { startsAt: Date.parse(startsAt), minutes, on, inChat, since: Date.parse(paidAt) };
  }

  #waitsFor(moment: Moment): string {
    const what =
      moment.kind === 'remind'
        ? `the reminder ${moment.what}`
        : { rate: 'the rating', clear: 'the empty hall', close: 'the end' }[moment.kind];
    return `${what} at ${new Date(moment.at).toISOString()}`;
  }
}
