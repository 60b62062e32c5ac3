/** One screen a ticket: taking one ends the other, and whoever loses the ticket loses the screen. */

import type { EntityManager } from '@mikro-orm/postgresql';
import { cancellationSignal } from '@temporalio/activity';
import type { ShowKind } from '../../domain/shows.ts';
import { hasChannel, onAirStates, type StageState } from '../../domain/stage.ts';
import { carriersOf } from '../../providers/carriers.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import type { ScreenAsked } from '../../workflows/shows/stage-messages.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';
import { channelOf } from './carrier.ts';
import { asMediaFailure, type MediaDeps } from './channel.ts';

type Ending = 'anotherScreen' | 'ticketGone' | 'showOver' | 'wayChanged' | 'putOut';
type Taken = { version: number /** Of the screen that has ended for this one. */; former: number | null };
type Ended = { ticketId: string; version: number };
type Watched = 'live' | 'recording';
type OfTicket = ShowInput & ScreenAsked;

export const createScreenActivities = (houses: MediaDeps) => {
  const carriers = carriersOf(houses);
  const revoke = async (screen: ShowInput & { ticketId: string; upToVersion: number }): Promise<void> => {
    await asMediaFailure(async () => {
      const found = await channelOf(carriers, screen);
      await found?.carrier.provider.revoke(found.channelId, screen.ticketId, screen.upToVersion, cancellationSignal());
    });
    await markRevoked(screen);
  };
  return {
    /** What is watched, by the rows as they are now. The same screen again answers the same. @throws BENIGN TicketNotValid, ScreenEnded, WatchClosed */
    async openScreen(asked: OfTicket): Promise<Taken & { what: Watched }> {
      return inTransaction(async (tx) => {
        const ticket = await holdTicket(tx, asked);
        const what = await watchedNow(tx, asked);
        if (what === null) throw refused('WatchClosed');
        return { what, ...(await take(tx, { ...asked, what, orderId: ticket.orderId })) };
      });
    },

    /** For stages that are asked as they were before each ticket had a process for its screen. @throws as `openScreen` */
    async takeScreen(asked: OfTicket & { what: Watched }): Promise<Taken> {
      return inTransaction(async (tx) => take(tx, { ...asked, orderId: (await holdTicket(tx, asked)).orderId }));
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

/** Whoever ends a screen, or the ticket, waits until it is taken, and the other way round. */
async function holdTicket(tx: EntityManager, { tenantId, showId, ticketId, personId }: OfTicket): Promise<{ orderId: string }> {
  const [ticket] = await tx.execute<Array<{ state: string; holder: string; orderId: string; showId: string }>>(
    `select state, coalesce(holder_person_id, person_id) as holder, order_id as "orderId", show_id as "showId" from tickets
     where tenant_id = ? and id = ? for no key update`,
    [tenantId, ticketId],
  );
  if (ticket?.state !== 'valid' || ticket.holder !== personId || ticket.showId !== showId) throw refused('TicketNotValid');
  return ticket;
}

/** A stage that changes meanwhile ends the screen that was taken before, or is seen as it has become. */
async function watchedNow(tx: EntityManager, { tenantId, showId }: ShowInput): Promise<Watched | null> {
  const [stage] = await tx.execute<Array<{ state: StageState; kind: ShowKind }>>(
    'select state, kind from stages where tenant_id = ? and show_id = ? for share',
    [tenantId, showId],
  );
  if (!stage || !hasChannel(stage.kind)) return null;
  if (onAirStates.includes(stage.state)) return 'live';
  return stage.state === 'archived' ? 'recording' : null;
}

async function take(tx: EntityManager, asked: OfTicket & { what: Watched; orderId: string }): Promise<Taken> {
  const { tenantId, showId, ticketId, screenId, personId, what, orderId } = asked;
  if (await wasPutOut(tx, asked)) throw refused('WatchClosed');
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
    [tenantId, ticketId, screenId, showId, orderId, personId, version, what],
  );
  return { version, former: ended[0]?.version ?? null };
}

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

/** Of an immersive show; whoever has the ticket by now. */
async function wasPutOut(tx: EntityManager, { tenantId, showId, ticketId }: OfTicket): Promise<boolean> {
  const rows = await tx.execute<unknown[]>(
    'select 1 from stage_people where tenant_id = ? and show_id = ? and ticket_id = ? and removed_at is not null',
    [tenantId, showId, ticketId],
  );
  return rows.length > 0;
}

const markRevoked = ({ tenantId, ticketId, upToVersion }: { tenantId: string; ticketId: string; upToVersion: number }) =>
  inTransaction((tx) =>
    tx.execute(
      'update screens set revoked_at = now() where tenant_id = ? and ticket_id = ? and version <= ? and ended_at is not null and revoked_at is null',
      [tenantId, ticketId, upToVersion],
    ),
  );
