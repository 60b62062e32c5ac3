/** Who may be in the room of an immersive show: whoever may not is put out, however they came in. Every call may be repeated. */
import { cancellationSignal } from '@temporalio/activity';
import { may, type Role } from '../../domain/members.ts';
import type { PresentPerson } from '../../domain/stage-people.ts';
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

/** Puts out whoever may not be in the room, and keeps who is. */
export async function lookThrough({ provider }: StageCarrier, room: Room, entered: PresentPerson[] = []): Promise<void> {
  const signal = cancellationSignal();
  const inside = (await provider.people(room.channelId, signal)).map(({ personId, version }) => ({ personId, version }));
  const all = [...inside, ...entered];
  const admitted = await admittedOf(room, all);
  const out = all.filter((person) => !mayStay(person, admitted));
  for (const { personId, version } of out) await provider.revoke(room.channelId, personId, version, signal);
  const present = inside.filter((person) => !out.includes(person));
  await inTransaction((tx) =>
    tx.execute('update stages set present = ?::jsonb where tenant_id = ? and show_id = ? and channel_id = ?', [
      ...[JSON.stringify(present), room.tenantId, room.showId, room.channelId],
    ]),
  );
}

type Admitted = {
  /** The newest key of a programme such as OBS; undefined: none is good. */
  keyRevision: number | undefined;
  /** Who works on stages. */
  artists: ReadonlySet<string>;
  /** The version of the screen by which a ticket may be here now. */
  screens: ReadonlyMap<string, number>;
};

const programme = /^artist-obs-(\d+)$/;
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

function mayStay({ personId, version }: PresentPerson, { keyRevision, artists, screens }: Admitted): boolean {
  const key = programme.exec(personId)?.[1];
  if (key) return keyRevision !== undefined && Number(key) >= keyRevision;
  return artists.has(personId) || version >= (screens.get(personId) ?? Number.POSITIVE_INFINITY);
}

/** By the rows, asked after the room: whoever takes another screen meanwhile has the newer version. */
const admittedOf = ({ tenantId, showId, channelId }: Room, people: PresentPerson[]): Promise<Admitted> =>
  inTransaction(async (tx) => {
    const [stage] = await tx.execute<Array<{ keyRevision: number }>>(
      'select key_revision as "keyRevision" from stages where tenant_id = ? and show_id = ? and channel_id = ?',
      [tenantId, showId, channelId],
    );
    const ids = [...new Set(people.map(({ personId }) => personId))].filter((id) => uuid.test(id));
    const nobody = { keyRevision: stage?.keyRevision, artists: new Set<string>(), screens: new Map<string, number>() };
    if (!stage || ids.length === 0) return nobody;
    const list = ids.map(() => '?').join(', ');
    const members = await tx.execute<Array<{ id: string; role: Role }>>(
      `select person_id as id, role from members where tenant_id = ? and removed_at is null and person_id in (${list})`,
      [tenantId, ...ids],
    );
    const screens = await tx.execute<Array<{ id: string; version: number }>>(
      `select k.id, c.version from tickets k join stages g on g.tenant_id = k.tenant_id and g.show_id = k.show_id and g.on_air
       join screens c on c.tenant_id = k.tenant_id and c.ticket_id = k.id and c.show_id = k.show_id and c.ended_at is null and c.what = 'live'
         and c.person_id = coalesce(k.holder_person_id, k.person_id)
       left join stage_people o on o.tenant_id = k.tenant_id and o.show_id = k.show_id and o.ticket_id = k.id
       where k.tenant_id = ? and k.show_id = ? and k.state = 'valid' and o.removed_at is null and k.id in (${list})`,
      [tenantId, showId, ...ids],
    );
    return {
      ...nobody,
      artists: new Set(members.filter(({ role }) => may(role, 'runStage')).map(({ id }) => id)),
      screens: new Map(screens.map(({ id, version }) => [id, version])),
    };
  });
