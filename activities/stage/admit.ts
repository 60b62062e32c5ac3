/** Who may be in the room of an immersive show: whoever may not is put out, however they came in. Every call may be repeated. */
import { cancellationSignal } from '@temporalio/activity';
import { may, type Role } from '../../domain/members.ts';
import type { PresentPerson, TicketRole } from '../../domain/stage-people.ts';
import { carriersOf, isStage, type StageCarrier } from '../../providers/carriers.ts';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import { inTransaction } from '../context.ts';
import { channelOf } from './carrier.ts';
import { asMediaFailure, type MediaDeps } from './channel.ts';

export const createAdmissionActivities = (houses: MediaDeps) => ({
  /** @param entered who has just come in: the room's own list may not have them yet. */
  async admitPeople({ tenantId, showId, entered }: ShowInput & { entered: PresentPerson[] }): Promise<void> {
    await asMediaFailure(async () => {
      const found = await channelOf(carriersOf(houses), { tenantId, showId });
      if (found && isStage(found.carrier)) await lookThrough(found.carrier, { tenantId, showId, ...found }, entered);
    });
  },
});

type Room = ShowInput & { channelId: string };

/** Puts out whoever may not be in the room, gives everybody else the role of their row, and keeps who is there. */
export async function lookThrough({ provider }: StageCarrier, room: Room, entered: PresentPerson[] = []): Promise<void> {
  const signal = cancellationSignal();
  const { channelId } = room;
  const inside = await provider.people(channelId, signal);
  const admitted = await admittedOf(room, [...inside, ...entered]);
  for (const { personId, version } of [...inside, ...entered])
    if (!mayStay({ personId, version }, admitted)) await provider.revoke(channelId, personId, version, signal);
  const present = inside.filter((person) => mayStay(person, admitted));
  for (const { personId, role } of present) {
    const screen = admitted.screens.get(personId);
    // They came by an entrance that was older than what the stage manager said since.
    if (screen && screen.role !== role) await provider.setRole(channelId, personId, screen.role, signal);
  }
  await keepPresent(room, present);
}

const keepPresent = ({ tenantId, showId, channelId }: Room, present: PresentPerson[]): Promise<unknown> =>
  inTransaction((tx) =>
    tx.execute('update stages set present = ?::jsonb where tenant_id = ? and show_id = ? and channel_id = ?', [
      ...[JSON.stringify(present.map(({ personId, version }) => ({ personId, version }))), tenantId, showId, channelId],
    ]),
  );

type Admitted = {
  /** Who works on stages. */
  artists: ReadonlySet<string>;
  /** By which screen a ticket may be here now, and as whom. */
  screens: ReadonlyMap<string, { version: number; role: TicketRole }>;
};

const mayStay = ({ personId, version }: PresentPerson, { artists, screens }: Admitted): boolean =>
  artists.has(personId) || version >= (screens.get(personId)?.version ?? Number.POSITIVE_INFINITY);

/** By the rows, asked after the room: whoever takes another screen meanwhile has the newer version. */
const admittedOf = ({ tenantId, showId }: Room, people: PresentPerson[]): Promise<Admitted> =>
  inTransaction(async (tx) => {
    const ids = [...new Set(people.map(({ personId }) => personId))].filter(isUuid);
    if (ids.length === 0) return { artists: new Set<string>(), screens: new Map() };
    const list = ids.map(() => '?').join(', ');
    const members = await tx.execute<Array<{ id: string; role: Role }>>(
      `select person_id as id, role from members where tenant_id = ? and removed_at is null and person_id in (${list})`,
      [tenantId, ...ids],
    );
    const screens = await tx.execute<Array<{ id: string; version: number; role: TicketRole }>>(
      `select k.id, c.version, case when o.person_id = c.person_id then o.role else 'guest' end as role
       from tickets k join stages g on g.tenant_id = k.tenant_id and g.show_id = k.show_id and g.on_air
       join screens c on c.tenant_id = k.tenant_id and c.ticket_id = k.id and c.show_id = k.show_id and c.ended_at is null and c.what = 'live'
         and c.person_id = coalesce(k.holder_person_id, k.person_id)
       left join stage_people o on o.tenant_id = k.tenant_id and o.show_id = k.show_id and o.ticket_id = k.id
       where k.tenant_id = ? and k.show_id = ? and k.state = 'valid' and o.removed_at is null and k.id in (${list})`,
      [tenantId, showId, ...ids],
    );
    return {
      artists: new Set(members.filter(({ role }) => may(role, 'runStage')).map(({ id }) => id)),
      screens: new Map(screens.map(({ id, ...screen }) => [id, screen])),
    };
  });

const isUuid = (id: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(id);
