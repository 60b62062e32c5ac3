/** Invitations as rows: one for each time a person asked for a way into a show's chat. The callers hold the transaction. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { InvitationState } from '../../domain/tickets.ts';
import { nameUuid } from '../../domain/uuid.ts';
import { currentEm, inTransaction } from '../context.ts';

type OfOrder = { tenantId: string; orderId: string };
export type Asked = OfOrder & { personId: string; chatId: number };
export type Row = { id: string; chat_id: number; link: string | null; state: InvitationState; round: number; person_id: string };

/** The newest row that is still of use; a used or cleared one is followed by a new round. */
export async function rowFor(
  tx: EntityManager,
  { tenantId, orderId, personId, showId, chatId }: OfOrder & { personId: string; showId: string; chatId: number },
): Promise<Row> {
  await tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);
  const [last] = await tx.execute<Array<Row & { show_id: string }>>(
    'select id, chat_id, link, state, round, person_id, show_id from invitations where tenant_id = ? and order_id = ? and person_id = ? order by round desc limit 1',
    [tenantId, orderId, personId],
  );
  if (last?.state === 'offered' && last.show_id === showId) return last;
  const round = last ? last.round + 1 : 0;
  const id = nameUuid('invitation', orderId, personId, round);
  const [row] = await tx.execute<Row[]>(
    `insert into invitations (tenant_id, id, order_id, show_id, person_id, chat_id, round, state) values (?, ?, ?, ?, ?, ?, ?, 'offered')
     returning id, chat_id, link, state, round, person_id`,
    [tenantId, id, orderId, showId, personId, chatId, round],
  );
  return row!;
}

/** The row of the link that they came by, also when this knock was answered halfway; without one, their newest. */
export async function knockedRow(
  tx: EntityManager,
  { cameBy, ...asked }: Asked & { showId: string; cameBy: string | null },
): Promise<Row> {
  const { tenantId, orderId, personId, showId } = asked;
  await tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);
  const [row] = await tx.execute<Row[]>(
    `select id, chat_id, link, state, round, person_id from invitations
     where tenant_id = ? and order_id = ? and person_id = ? and show_id = ? and state in ('offered', 'admitted')
     order by (id is not distinct from ?) desc, round desc limit 1`,
    [tenantId, orderId, personId, showId, cameBy],
  );
  return row ?? rowFor(tx, asked);
}

export const reopen = ({ tenantId, orderId, personId }: OfOrder & { personId: string }): Promise<unknown> =>
  inTransaction((tx) =>
    tx.execute(
      `update invitations i set state = 'removing', removed_at = null where tenant_id = ? and order_id = ? and person_id = ? and state = 'removed'
         and round = (select max(round) from invitations l where l.tenant_id = i.tenant_id and l.order_id = i.order_id and l.person_id = i.person_id)`,
      [tenantId, orderId, personId],
    ),
  );

/** Whether the invitation is somebody else's; one that nobody here knows is the chat's own admins'. */
export async function isAnothers(tenantId: string, id: string, personId: string): Promise<boolean> {
  const [row] = await currentEm().execute<Array<{ person_id: string }>>(
    'select person_id from invitations where tenant_id = ? and id = ?',
    [tenantId, id],
  );
  return row !== undefined && row.person_id !== personId;
}

export const setState = (tenantId: string, id: string, state: InvitationState): Promise<unknown> =>
  inTransaction((tx) =>
    tx.execute(
      `update invitations set state = ?, admitted_at = case when ? = 'admitted' then coalesce(admitted_at, now()) else admitted_at end,
         removed_at = case when ? = 'removed' then now() end where tenant_id = ? and id = ?`,
      [state, state, state, tenantId, id],
    ),
  );

/** Open rows of this order's people who have no other right to be in that chat. One's row may be of another order for the same hall. */
export const leaving = (tenantId: string, orderId: string, over: boolean): Promise<Row[]> =>
  currentEm().execute<Row[]>(
    `select i.id, i.chat_id, i.link, i.state, i.round, i.person_id from invitations i
     where i.tenant_id = ? and i.state <> 'removed' and (i.order_id = ? or i.person_id in (
         select coalesce(k.holder_person_id, k.person_id) from tickets k where k.tenant_id = i.tenant_id and k.order_id = ?))
       and not exists (
         select 1 from tickets k join shows s on s.tenant_id = k.tenant_id and s.id = k.show_id
         where k.tenant_id = i.tenant_id and s.chat_id = i.chat_id and k.state = 'valid'
           and coalesce(k.holder_person_id, k.person_id) = i.person_id and s.status not in ('cancelled', 'archived')
           and case when ? and k.show_id = (select show_id from orders o where o.tenant_id = i.tenant_id and o.id = ?) then false
             else k.show_id = i.show_id or s.starts_at between now() - interval '6 hours' and now() + interval '6 hours' end)
     order by i.round`,
    [tenantId, orderId, orderId, over, orderId],
  );
