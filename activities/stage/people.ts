/** What a stage manager does with somebody in the audience: allowed, once for its request, on record; then the room is told. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { cancellationSignal } from '@temporalio/activity';
import { carriersOf, isStage, type StageCarrier } from '../../providers/carriers.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import type { DirectionAsked, PersonDirection } from '../../workflows/shows/stage-messages.ts';
import { answeredBefore, audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';
import { channelOf } from './carrier.ts';
import { asMediaFailure, type MediaDeps } from './channel.ts';
import { keepPerson, type PersonRow, personOf } from './person-row.ts';
import { endScreens } from './screens.ts';

type OfTicket = ShowInput & { ticketId: string };

/** Of all screens that the ticket ever had. */
async function newestVersion(tx: EntityManager, { tenantId, ticketId }: OfTicket): Promise<number> {
  const [row] = await tx.execute<Array<{ version: number }>>(
    'select coalesce(max(version), 0) as version from screens where tenant_id = ? and ticket_id = ?',
    [tenantId, ticketId],
  );
  return row!.version;
}

export const createPeopleActivities = (houses: MediaDeps) => {
  const inRoom = (of: ShowInput, work: (provider: StageCarrier['provider'], channelId: string) => Promise<void>) =>
    asMediaFailure(async () => {
      const found = await channelOf(carriersOf(houses), of);
      if (found && isStage(found.carrier)) await work(found.carrier.provider, found.channelId);
    });
  return {
    /** The room has somebody as their row does: on stage, in the audience, or not at all. Safe to repeat, and late. */
    async bringPerson({ tenantId, showId, ticketId }: OfTicket): Promise<void> {
      const at = { tenantId, showId, ticketId };
      const [row, version] = await inTransaction(async (tx) => [await personOf(tx, at), await newestVersion(tx, at)] as const);
      if (!row) return;
      await inRoom(at, (provider, channelId) =>
        row.removedAt === null
          ? provider.setRole(channelId, ticketId, row.role, cancellationSignal())
          : provider.revoke(channelId, ticketId, version, cancellationSignal()),
      );
    },

    async mutePerson({ ticketId, ...of }: OfTicket): Promise<void> {
      await inRoom(of, (provider, channelId) => provider.mute(channelId, ticketId, cancellationSignal()));
    },
  };
};

/** @throws BENIGN NotAllowed, NotFound, TicketNotValid, PersonPutOut; a request that is on record stays allowed */
export const recordPerson = (
  { tenantId, showId, by, requestId }: ShowInput & Omit<DirectionAsked, 'direction'>,
  { do: order, ticketId }: PersonDirection,
): Promise<void> =>
  inTransaction(async (tx) => {
    const at = { tenantId, showId, ticketId };
    const row = await personOf(tx, at);
    const entry = { tenantId, by, action: `stage:${order}`, requestId, subject: `ticket:${ticketId}` };
    if (await answeredBefore(tx, entry)) return;
    await authorise(tx, { tenantId, by }, 'runStage');
    if (!row) throw refused('NotFound');
    const becomes = orders[order](row);
    if (becomes !== row) await keepPerson(tx, at, becomes);
    if (order === 'remove') await endScreens(tx, { tenantId, ticketIds: [ticketId], why: 'putOut' });
    await audit(tx, entry, { showId });
  });

const guest = { role: 'guest', handAt: null } as const;
const orders: Record<PersonDirection['do'], (row: PersonRow) => PersonRow> = {
  invite: (row) => ({ ...welcome(row), role: 'participant', handAt: null }),
  seat: (row) => ({ ...row, ...guest }),
  mute: welcome,
  remove: (row) => ({ ...row, ...guest, removedAt: row.removedAt ?? new Date() }),
  readmit: (row) => ({ ...row, removedAt: null }),
};

function welcome(row: PersonRow): PersonRow {
  if (row.state !== 'valid') throw refused('TicketNotValid');
  if (row.removedAt !== null) throw refused('PersonPutOut');
  return row;
}
