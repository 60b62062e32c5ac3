/** The door: each ticket lets its holder in once, whoever scans it, in whatever order the devices tell of it. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CheckInResult } from '../../domain/tickets.ts';
import type { CheckInAnswer, CheckInBatch, Scan, ShowInput } from '../../workflows/shows/messages.ts';
import { authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';

export const createCheckInActivities = () => ({
  /** @throws BENIGN NotAllowed; ScanReused when an id was used for another ticket: then nothing of the batch counts */
  async recordCheckIns({ scans, ...batch }: ShowInput & CheckInBatch): Promise<CheckInAnswer[]> {
    return inTransaction(async (tx) => {
      await authorise(tx, batch, 'checkIn');
      await lockTickets(tx, batch.tenantId, scans);
      const answers: CheckInAnswer[] = [];
      for (const scan of scans) answers.push(await record(tx, batch, scan));
      return answers;
    });
  },
});

type Batch = ShowInput & Omit<CheckInBatch, 'scans'>;
type TicketRow = { show_id: string; state: 'valid' | 'revoked'; used_at: Date | null };

/** All at once and in one order of ids, so that two devices with the same tickets never wait for each other. */
async function lockTickets(tx: EntityManager, tenantId: string, scans: Scan[]): Promise<void> {
  const ids = [...new Set(scans.flatMap(({ ticket }) => ticket?.ticketId ?? []))];
  if (ids.length === 0) return;
  const marks = ids.map(() => '?').join(', ');
  await tx.execute(`select 1 from tickets where tenant_id = ? and id in (${marks}) order by id for no key update`, [
    tenantId,
    ...ids,
  ]);
}

async function record(tx: EntityManager, batch: Batch, scan: Scan): Promise<CheckInAnswer> {
  const ticketId = scan.ticket?.ticketId ?? null;
  const ticket = ticketId === null ? undefined : await ticketOf(tx, batch.tenantId, ticketId);
  const result = judge(batch.showId, scan, ticket);
  const inserted = await tx.execute<unknown[]>(
    `insert into check_ins (tenant_id, id, show_id, ticket_id, device, by_person, result, scanned_at) values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict do nothing returning id`,
    [batch.tenantId, scan.id, batch.showId, ticketId, batch.device, batch.by, result, scan.at],
  );
  if (inserted.length === 0) return repeated(tx, batch, scan.id, ticketId);
  if (result === 'admitted')
    // A device's clock may run ahead or behind; nobody has come in later than now, nor before the ticket was there.
    await tx.execute(
      'update tickets set used_at = greatest(issued_at, least(?::timestamptz, now())) where tenant_id = ? and id = ?',
      [scan.at, batch.tenantId, ticketId],
    );
  return answer(tx, batch.tenantId, scan.id, result, ticketId);
}

function judge(showId: string, { ticket: claims }: Scan, ticket: TicketRow | undefined): CheckInResult {
  if (!claims) return 'forged';
  if (claims.showId !== showId) return 'otherShow';
  if (!ticket) return 'unknown';
  if (ticket.show_id !== showId) return 'otherShow';
  if (ticket.state === 'revoked') return 'revoked';
  return ticket.used_at === null ? 'admitted' : 'already';
}

type Recorded = { show_id: string; result: CheckInResult; ticket_id: string | null };

/** The same scan told again: it is answered as it was, whatever has become of the ticket. Another scan under its id is none of it. */
async function repeated(
  tx: EntityManager,
  { tenantId, showId }: Batch,
  id: string,
  ticketId: string | null,
): Promise<CheckInAnswer> {
  const [row] = await tx.execute<Recorded[]>('select show_id, result, ticket_id from check_ins where tenant_id = ? and id = ?', [
    tenantId,
    id,
  ]);
  if (row!.show_id !== showId || row!.ticket_id !== ticketId) throw refused('ScanReused');
  return answer(tx, tenantId, id, row!.result, ticketId);
}

async function answer(
  tx: EntityManager,
  tenantId: string,
  id: string,
  result: CheckInResult,
  ticketId: string | null,
): Promise<CheckInAnswer> {
  const ticket = ticketId === null ? undefined : await ticketOf(tx, tenantId, ticketId);
  return { id, result, ticketId: ticket ? ticketId : null, firstAt: ticket?.used_at?.toISOString() ?? null };
}

async function ticketOf(tx: EntityManager, tenantId: string, ticketId: string): Promise<TicketRow | undefined> {
  const [row] = await tx.execute<TicketRow[]>('select show_id, state, used_at from tickets where tenant_id = ? and id = ?', [
    tenantId,
    ticketId,
  ]);
  return row;
}
