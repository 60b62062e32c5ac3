/** A show's row, locked: whoever holds, moves, cancels or publishes does so one after the other. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ShowKind, ShowStatus } from '../../domain/shows.ts';
import { type AuditDetails, answeredBefore, audit } from '../audit.ts';
import { type Acting, authorise } from '../authorise.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';

export type ShowRow = {
  production_id: string;
  starts_at: Date;
  kind: ShowKind;
  status: ShowStatus;
  capacity: number;
  seats_left: number;
  chat_id: number | null;
  revision: number;
  published: boolean;
};
export type OfShow = Acting & { showId: string; requestId: string };

/**
 * One change by a member: allowed, under the lock, once for its request, on record.
 * @param change does it, and says what goes on record; that is also the answer, now and when the request comes again.
 */
export const changeShow = <T extends AuditDetails>(
  action: string,
  asked: OfShow,
  change: (tx: EntityManager, show: ShowRow) => Promise<T>,
): Promise<T> =>
  inTransaction(async (tx) => {
    const { tenantId, showId, by, requestId } = asked;
    // Not `for update`: an order's foreign key holds the row too, and the two would wait for each other.
    const [show] = await tx.execute<ShowRow[]>(
      `select production_id, starts_at, kind, status, capacity, seats_left, chat_id, revision, published_at is not null as published
       from shows where tenant_id = ? and id = ? for no key update`,
      [tenantId, showId],
    );
    const entry = { tenantId, by, action, requestId, subject: `show:${showId}` };
    const before = await answeredBefore(tx, entry);
    // What was done is done, whoever they are by now: something may still have to follow.
    if (before) return before as T;
    await authorise(tx, asked, 'manageShows');
    if (!show) throw refused('NotFound');
    const details = await change(tx, show);
    await audit(tx, entry, details);
    return details;
  });
