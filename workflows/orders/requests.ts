/** What else can be asked of a paid order: exchanged, handed on, brought to Telegram, rated, entered, sent again. */
import type { OrderActivities } from '../../activities/orders/index.ts';
import { untilKnown } from '../shared/until-known.ts';
import type { Kept } from './kept.ts';
import type { ClaimRequest, JoinAsked, RateRequest } from './messages.ts';
import { atTheDoor, messaging, once, quick } from './steps.ts';

export class Requests {
  readonly #kept: Kept;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  exchange = (request: { personId: string; requestId: string; showId: string }): Promise<{ showId: string; startsAt: string }> =>
    this.#kept.inTurn(async () => {
      const before = this.#kept.plan;
      this.#kept.plan = await untilKnown(() => once.exchangeOrder({ ...this.#kept.order, ...request }));
      this.#kept.endScreens(before);
      const { showId, startsAt, inChat } = this.#kept.plan;
      this.#kept.say('tell of the exchange', async () => {
        await messaging.tellExchanged.executeWithOptions({ summary: 'tell of the exchange' }, [{ ...this.#kept.order, showId }]);
        await messaging.deliverTickets.executeWithOptions({ summary: 'send the tickets' }, [this.#kept.order]);
        await messaging.clearChat.executeWithOptions({ summary: 'leave the hall of the old date' }, [
          { ...this.#kept.order, over: false },
        ]);
        if (inChat)
          await messaging.inviteHolders.executeWithOptions({ summary: 'a personal link into the hall' }, [this.#kept.order]);
      });
      return { showId, startsAt };
    });

  claim = (request: ClaimRequest): Promise<void> =>
    this.#kept.inTurn(async () => {
      const { fresh } = await untilKnown(() => once.claimTicket({ ...this.#kept.order, ...request }));
      if (!fresh) return;
      this.#kept.endScreens();
      const { personId, ticketId } = request;
      this.#kept.say('the companion has the ticket', async () => {
        await messaging.deliverTickets.executeWithOptions({ summary: 'send the tickets' }, [
          { ...this.#kept.order, personId, ticketId },
        ]);
        await messaging.tellTicketTaken.executeWithOptions({ summary: 'tell the buyer that a companion has the ticket' }, [
          { ...this.#kept.order, ticketId },
        ]);
        if (this.#kept.plan.inChat)
          await messaging.inviteHolders.executeWithOptions({ summary: 'a personal link into the hall' }, [this.#kept.order]);
      });
    });

  bring = (request: Parameters<OrderActivities['bringOrder']>[0]): Promise<void> =>
    this.#kept.inTurn(async () => {
      const { fresh } = await untilKnown(() => once.bringOrder(request));
      if (!fresh) return;
      this.#kept.say('the order is in Telegram', async () => {
        await messaging.deliverTickets.executeWithOptions({ summary: 'send the tickets' }, [
          { ...this.#kept.order, personId: request.personId },
        ]);
        if (this.#kept.plan.inChat)
          await messaging.inviteHolders.executeWithOptions({ summary: 'a personal link into the hall' }, [this.#kept.order]);
      });
    });

  rate = (request: RateRequest): Promise<void> => this.#kept.inTurn(() => quick.saveRating({ ...this.#kept.order, ...request }));

  invite = ({ personId }: { personId: string }): Promise<{ invitation: string }> =>
    atTheDoor.openInvitation({ ...this.#kept.order, personId });

  knock(knock: JoinAsked): void {
    this.#kept.say('somebody knocks', () =>
      messaging.answerKnock.executeWithOptions({ summary: 'somebody knocks at the hall' }, [{ ...this.#kept.order, ...knock }]),
    );
  }

  resend({ requestId: again, personId: by }: { requestId: string; personId: string }): void {
    this.#kept.say('send the tickets again', () =>
      messaging.deliverTickets.executeWithOptions({ summary: 'send the tickets' }, [{ ...this.#kept.order, again, by }]),
    );
  }
}
