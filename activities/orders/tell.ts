/** What an order's people are told on the way to their evening, each once: in Telegram, else by mail. */

import { type ReminderKind, wayIn } from '../../domain/letters/index.ts';
import { formatMoney, type Money } from '../../domain/money.ts';
import {
  askRating,
  exchanged,
  holdEnded,
  invitation,
  type Notice,
  reminder,
  showCancelled,
  showMoved,
  ticketGone,
  ticketTaken,
  wayChanged,
} from '../../domain/notices.ts';
import { Undeliverable } from '../../providers/messaging/port.ts';
import { currentEm } from '../context.ts';
import * as letters from '../messaging/letters.ts';
import { type NotifyDeps, notify } from '../messaging/notify.ts';
import { pagesOf } from '../messaging/pages.ts';
import { concernedBy, type EveningRow, eveningOf, type Holder, holdersOf, recipientOf } from '../messaging/recipients.ts';
import type { InvitationDeps } from './invitations.ts';
import { personalLink } from './personal-link.ts';

export type TellingDeps = NotifyDeps & letters.LetterDeps & InvitationDeps;
type OfOrder = { tenantId: string; orderId: string };
type ToAll<Person extends Holder> = OfOrder & {
  key: string;
  holders: Person[];
  notice: (person: Person) => Notice;
  letter?: (person: Person) => letters.Written;
};

export const createTellingActivities = (deps: TellingDeps) => {
  const pages = pagesOf(deps);

  const tellAll = async <Person extends Holder>(told: ToAll<Person>): Promise<void> => {
    const { tenantId, orderId, key, holders, notice, letter } = told;
    for (const to of holders)
      await notify(deps, {
        ...{ tenantId, orderId, to, key: `${key}:${to.personId}`, whenUnknown: 'ask', telegram: notice(to) },
        ...(letter ? { letter: () => letter(to) } : {}),
      });
  };

  /** The personal way into the chat for each holder who has Telegram. */
  const joinLinks = async (order: OfOrder, evening: EveningRow, holders: Holder[]): Promise<Map<string, string>> => {
    const links = new Map<string, string>();
    if (evening.chatId === null) return links;
    for (const { personId, telegramId } of holders)
      if (telegramId !== null) links.set(personId, (await personalLink(deps.keepers, { ...order, personId })).link);
    return links;
  };

  return {
    /** Seats are free again; one press orders the same once more. */
    async tellHoldEnded({ tenantId, orderId }: OfOrder): Promise<void> {
      const [to, evening] = await Promise.all([recipientOf(tenantId, orderId), eveningOf(tenantId, orderId)]);
      if (!to) return;
      await notify(deps, {
        ...{ tenantId, orderId, to, key: `hold-ended:${orderId}`, whenUnknown: 'ask' },
        telegram: holdEnded(evening, to, orderId),
        letter: () => letters.holdEndedLetter(deps, { orderId, to, evening }),
      });
    },

    /** Everybody who has Telegram gets a link of their own into the closed chat. */
    async inviteHolders(order: OfOrder): Promise<void> {
      const evening = await eveningOf(order.tenantId, order.orderId);
      const holders = await holdersOf(order.tenantId, order.orderId);
      const links = await joinLinks(order, evening, holders);
      await tellAll({
        ...{ ...order, key: `invitation:${order.orderId}:${evening.showId}` },
        holders: holders.filter(({ personId }) => links.has(personId)),
        notice: (to) => invitation(evening, to, links.get(to.personId)!),
      });
    },

    /** Quiet when the show is off, or no longer at that time. @param startsAt ISO 8601, the start that it reminds of */
    async remind({ kind, startsAt, ...order }: OfOrder & { kind: ReminderKind; startsAt: string }): Promise<void> {
      const evening = await eveningOf(order.tenantId, order.orderId);
      if (evening.status === 'cancelled' || evening.startsAt.toISOString() !== startsAt) return;
      const holders = await holdersOf(order.tenantId, order.orderId);
      // A chat that gives no links is no reason to be silent: the ticket's page is there.
      const links = await joinLinks(order, evening, holders).catch((error: unknown) => {
        if (error instanceof Undeliverable) return new Map<string, string>();
        throw error;
      });
      const way = (to: Holder) => {
        const join = links.get(to.personId);
        return { page: pages.of(order.orderId, to), ...(join ? { join } : {}) };
      };
      await tellAll({
        ...{ ...order, holders, key: `reminder:${order.orderId}:${kind}:${startsAt}` },
        notice: (to) => reminder(kind, evening, to, way(to)),
        letter: (to) => letters.reminderLetter(deps, { orderId: order.orderId, to, evening, kind }),
      });
    },

    async tellShowMoved({ revision, ...order }: OfOrder & { revision: number }): Promise<void> {
      const evening = await eveningOf(order.tenantId, order.orderId);
      const before = await changeOf(order.tenantId, evening.showId, revision);
      if (!before || evening.status === 'cancelled') return;
      await tellAll({
        ...{
          ...order,
          key: `moved:${order.orderId}:${evening.showId}:${revision}`,
          holders: await concernedBy(order.tenantId, order.orderId),
        },
        notice: (to) => showMoved(before, evening, to, pages.of(order.orderId, to)),
        letter: (to) => letters.showMovedLetter(deps, { orderId: order.orderId, to, evening, before, payer: to.payer }),
      });
    },

    /** Played another way than when the tickets were bought. */
    async tellWayChanged({ revision, ...order }: OfOrder & { revision: number }): Promise<void> {
      const evening = await eveningOf(order.tenantId, order.orderId);
      if (evening.status === 'cancelled') return;
      await tellAll({
        ...{ ...order, key: `way:${order.orderId}:${evening.showId}:${revision}` },
        holders: await concernedBy(order.tenantId, order.orderId),
        notice: (to) => wayChanged(evening, to, wayIn(evening.kind, to.language), pages.of(order.orderId, to)),
        letter: (to) => letters.wayChangedLetter(deps, { orderId: order.orderId, to, evening }),
      });
    },

    /** @param ticketIds the tickets that are void with it @param back what their buyer gets; null when nothing was paid */
    async tellShowCancelled({ ticketIds, back, ...order }: OfOrder & { ticketIds: string[]; back: Money | null }): Promise<void> {
      const evening = await eveningOf(order.tenantId, order.orderId);
      await tellAll({
        ...{ ...order, key: `show-cancelled:${order.orderId}` },
        holders: await concernedBy(order.tenantId, order.orderId, ticketIds),
        notice: (to) => showCancelled(evening, to, back && to.payer ? formatMoney(back, to.language) : null),
        letter: (to) => letters.showCancelledLetter(deps, { orderId: order.orderId, to, evening, back: to.payer ? back : null }),
      });
    },

    /** By mail the new tickets say it themselves, to whoever has one. */
    async tellExchanged({ showId, ...order }: OfOrder & { showId: string }): Promise<void> {
      const evening = await eveningOf(order.tenantId, order.orderId);
      if (evening.showId !== showId) return; // exchanged once more meanwhile
      const people = await concernedBy(order.tenantId, order.orderId);
      const told = {
        ...{ ...order, key: `exchanged:${order.orderId}:${showId}:${evening.exchanges}` },
        notice: (to: Holder) => exchanged(evening, to, pages.of(order.orderId, to)),
      };
      await tellAll({ ...told, holders: people.filter(({ ticketId }) => ticketId) });
      await tellAll({
        ...{ ...told, holders: people.filter(({ ticketId }) => !ticketId) },
        letter: (to) => letters.exchangedLetter(deps, { orderId: order.orderId, to, evening, tickets: [] }),
      });
    },

    /** To the buyer: a companion has taken one of their tickets. */
    async tellTicketTaken({ ticketId, ...order }: OfOrder & { ticketId: string }): Promise<void> {
      const evening = await eveningOf(order.tenantId, order.orderId);
      const to = await recipientOf(order.tenantId, order.orderId);
      if (!to) return;
      const what = await numberOf(order.tenantId, ticketId);
      await notify(deps, {
        ...{ ...order, to, key: `taken:${ticketId}`, whenUnknown: 'ask', telegram: ticketTaken(evening, to, what) },
        letter: () => letters.shortLetter(deps, { orderId: order.orderId, to, evening, about: 'ticketTaken', what }),
      });
    },

    /** To companions: the tickets that they held were returned. */
    async tellTicketsGone({ ticketIds, ...order }: OfOrder & { ticketIds: string[] }): Promise<void> {
      const evening = await eveningOf(order.tenantId, order.orderId);
      const holders = (await holdersOf(order.tenantId, order.orderId, ticketIds)).filter(({ buyer }) => !buyer);
      for (const to of holders) {
        const what = await numberOf(order.tenantId, to.ticketId);
        await notify(deps, {
          ...{ ...order, to, key: `gone:${to.ticketId}`, whenUnknown: 'ask', telegram: ticketGone(evening, to, what) },
          letter: () => letters.shortLetter(deps, { orderId: order.orderId, to, evening, about: 'ticketGone', what }),
        });
      }
    },

    async askForRating(order: OfOrder): Promise<void> {
      const evening = await eveningOf(order.tenantId, order.orderId);
      if (evening.status === 'cancelled') return;
      await tellAll({
        ...{
          ...order,
          key: `rating:${order.orderId}:${evening.showId}`,
          holders: await holdersOf(order.tenantId, order.orderId),
        },
        notice: (to) => askRating(evening, to, order.orderId),
        letter: (to) => letters.ratingLetter(deps, { orderId: order.orderId, to, evening }),
      });
    },
  };
};

async function changeOf(tenantId: string, showId: string, revision: number): Promise<Date | undefined> {
  const [row] = await currentEm().execute<Array<{ from: Date }>>(
    `select from_starts_at as "from" from show_changes where tenant_id = ? and show_id = ? and revision = ? and kind = 'moved'`,
    [tenantId, showId, revision],
  );
  return row?.from;
}

async function numberOf(tenantId: string, ticketId: string): Promise<string> {
  const [row] = await currentEm().execute<Array<{ number: string }>>(
    'select number from tickets where tenant_id = ? and id = ?',
    [tenantId, ticketId],
  );
  return row?.number ?? '';
}
