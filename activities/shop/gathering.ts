/** Whether something may be given or bought by a ticket now. The callers hold the transaction. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { audienceOpen } from '../../domain/audience.ts';
import type { ShowKind } from '../../domain/shows.ts';
import { hasChannel, type StageState } from '../../domain/stage.ts';

type OfShow = { tenantId: string; showId: string };
export type House = {
  /** The show is not called off. */
  on: boolean;
  /** Its audience is there: an hour before the curtain until half an hour after it. */
  gathering: boolean;
  startsAt: Date;
};
type Row = { state: StageState | null; startsAt: Date; endedAt: Date | null; kind: ShowKind; status: string };

/** Locked against a cancellation, which either sees this order or is seen by it. */
export async function houseOf(tx: EntityManager, { tenantId, showId }: OfShow): Promise<House> {
  await tx.execute('select 1 from shows where tenant_id = ? and id = ? for share', [tenantId, showId]);
  const [row] = await tx.execute<Row[]>(
    `select g.state, s.starts_at as "startsAt", g.ended_at as "endedAt", s.kind, s.status
     from shows s left join stages g on g.tenant_id = s.tenant_id and g.show_id = s.id where s.tenant_id = ? and s.id = ?`,
    [tenantId, showId],
  );
  if (!row) throw new Error(`show ${showId} is not of this organisation`);
  const on = row.status !== 'cancelled' && row.status !== 'draft';
  const gathering = on && hasChannel(row.kind) && audienceOpen({ ...row, state: row.state ?? 'offline' });
  return { on, gathering, startsAt: row.startsAt };
}

/** Good, for this show, and in this person's hand. */
export async function holdsTicket(
  tx: EntityManager,
  { tenantId, showId, ticketId, personId }: OfShow & { ticketId: string; personId: string },
): Promise<boolean> {
  const rows = await tx.execute<unknown[]>(
    `select 1 from tickets where tenant_id = ? and id = ? and show_id = ? and state = 'valid' and coalesce(holder_person_id, person_id) = ?`,
    [tenantId, ticketId, showId, personId],
  );
  return rows.length > 0;
}
