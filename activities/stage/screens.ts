/** One screen a ticket: taking one ends the other, and whoever loses the ticket loses the screen. */

import type { EntityManager } from '@mikro-orm/postgresql';
import { cancellationSignal } from '@temporalio/activity';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import type { ScreenAsked } from '../../workflows/shows/stage-messages.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';
import { asMediaFailure, type MediaDeps } from './channel.ts';

type Ending = 'anotherScreen' | 'ticketGone' | 'showOver' | 'wayChanged';
type Taken = { version: number /** Of the screen that has ended for this one. */; former: number | null };
type Ended = { ticketId: string; version: number };

export const createScreenActivities = ({ media }: MediaDeps) => {
  const revoke = async (screen: ShowInput & { ticketId: string; upToVersion: number }): Promise<void> => {
    const channelId = await channelOf(screen);
    if (channelId !== null)
      await asMediaFailure(() => media.provider.revoke(channelId, screen.ticketId, screen.upToVersion, cancellationSignal()));
    await markRevoked(screen);
  };
  return {
    /** The same screen again answers the same. @throws BENIGN TicketNotValid, ScreenEnded */
    async takeScreen(asked: ShowInput & ScreenAsked & { what: 'live' | 'recording' }): Promise<Taken> {
      const { tenantId, showId, ticketId, screenId, personId, what } = asked;
      return inTransaction(async (tx) => {
        const [ticket] = await tx.execute<Array<{ state: string; holder: string; orderId: string; showId: string }>>(
          `select state, coalesce(holder_person_id, person_id) as holder, order_id as "orderId", show_id as "showId" from tickets
         where tenant_id = ? and id = ? for no key update`,
          [tenantId, ticketId],
        );
        if (ticket?.state !== 'valid' || ticket.holder !== personId || ticket.showId !== showId) throw refused('TicketNotValid');
        const all = await tx.execute<Array<{ id: string; version: number; what: string; ended: boolean }>>(
          'select id, version, what, ended_at is not null as ended from screens where tenant_id = ? and ticket_id = ? order by version',
          [tenantId, ticketId],
        );
        const again = all.find(({ id }) => id === screenId);
        const before = all.findLast(({ version }) => version < (again?.version ?? Number.POSITIVE_INFINITY));
        if (again && !again.ended && again.what === what) return { version: again.version, former: before?.version ?? null };
        // A page that lost its place asks under a new id: an old one would bring its old tokens back to life.
        if (again) throw refused('ScreenEnded');
        const ended = await endScreens(tx, { tenantId, ticketIds: [ticketId], why: 'anotherScreen' });
        const version = (all.at(-1)?.version ?? 0) + 1;
        await tx.execute(
          `insert into screens (tenant_id, ticket_id, id, show_id, order_id, person_id, version, what) values (?, ?, ?, ?, ?, ?, ?, ?)`,
          [tenantId, ticketId, screenId, showId, ticket.orderId, personId, version, what],
        );
        return { version, former: ended[0]?.version ?? null };
      });
    },

    /** The media server opens nothing more to these tokens. Safe to repeat. */
    revokeScreen: revoke,

    /** Screens of an order whose tickets are void, of another show or another person's by now. Safe to repeat. */
    async revokeScreens({ tenantId, orderId }: { tenantId: string; orderId: string }): Promise<{ ended: number }> {
      const lost = await inTransaction(async (tx) => {
        await tx.execute(
          `update screens c set ended_at = now(), end_reason = 'ticketGone' from tickets k
         where c.tenant_id = ? and c.order_id = ? and c.ended_at is null and k.tenant_id = c.tenant_id and k.id = c.ticket_id
           and (k.state <> 'valid' or k.show_id <> c.show_id or coalesce(k.holder_person_id, k.person_id) <> c.person_id)`,
          [tenantId, orderId],
        );
        return tx.execute<Array<Ended & { showId: string }>>(
          `select ticket_id as "ticketId", show_id as "showId", max(version) as version from screens
         where tenant_id = ? and order_id = ? and end_reason = 'ticketGone' and revoked_at is null group by 1, 2`,
          [tenantId, orderId],
        );
      });
      for (const { ticketId, showId, version: upToVersion } of lost) await revoke({ tenantId, showId, ticketId, upToVersion });
      return { ended: lost.length };
    },
  };
};

/** @returns those that were open until now */
export const endScreens = (
  tx: EntityManager,
  { tenantId, ticketIds, why }: { tenantId: string; ticketIds: string[]; why: Ending },
): Promise<Ended[]> =>
  tx.execute<Ended[]>(
    `update screens set ended_at = now(), end_reason = ? where tenant_id = ? and ended_at is null and ticket_id in (${ticketIds.map(() => '?').join(', ')})
     returning ticket_id as "ticketId", version`,
    [why, tenantId, ...ticketIds],
  );

const channelOf = ({ tenantId, showId }: ShowInput): Promise<string | null> =>
  inTransaction(async (tx) => {
    const [row] = await tx.execute<Array<{ channelId: string | null }>>(
      'select channel_id as "channelId" from stages where tenant_id = ? and show_id = ?',
      [tenantId, showId],
    );
    return row?.channelId ?? null;
  });

const markRevoked = ({ tenantId, ticketId, upToVersion }: { tenantId: string; ticketId: string; upToVersion: number }) =>
  inTransaction((tx) =>
    tx.execute(
      'update screens set revoked_at = now() where tenant_id = ? and ticket_id = ? and version <= ? and ended_at is not null and revoked_at is null',
      [tenantId, ticketId, upToVersion],
    ),
  );
