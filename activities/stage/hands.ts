/** A hand in the audience of an immersive show: one a ticket, raised and lowered by its screen. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ShowInput } from '../../workflows/shows/messages.ts';
import type { HandAnswer, HandAsked } from '../../workflows/shows/stage-messages.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';
import { keepPerson, personOf } from './person-row.ts';

/** So many requests of one hand are remembered: an older one that comes again is nobody's any more. */
const remembered = 20;

export const createHandActivities = () => ({
  /** The same request again changes nothing, and says how it is now. @throws BENIGN TicketNotValid, ScreenEnded */
  async raiseHand(asked: ShowInput & HandAsked): Promise<HandAnswer> {
    const { tenantId, showId, ticketId, screenId, personId, requestId, up } = asked;
    return inTransaction(async (tx) => {
      const row = await personOf(tx, asked);
      if (row?.state !== 'valid' || row.holder !== personId) throw refused('TicketNotValid');
      const screens = await tx.execute<unknown[]>(
        `select 1 from screens where tenant_id = ? and ticket_id = ? and id = ? and show_id = ? and person_id = ? and what = 'live' and ended_at is null`,
        [tenantId, ticketId, screenId, showId, personId],
      );
      if (screens.length === 0 || row.removedAt !== null) throw refused('ScreenEnded');
      if (row.handRequests.includes(requestId)) return { handRaised: row.handAt !== null };
      // Who is on stage already asks for nothing.
      const handAt = up && row.role === 'guest' ? (row.handAt ?? new Date()) : null;
      const handRequests = [...row.handRequests, requestId].slice(-remembered);
      await keepPerson(tx, asked, { ...row, handAt, handRequests });
      return { handRaised: handAt !== null };
    });
  },
});

/** The show is over, or played another way. */
export const lowerHands = async (tx: EntityManager, { tenantId, showId }: ShowInput): Promise<void> => {
  await tx.execute(
    'update stage_people set hand_at = null, changed_at = now() where tenant_id = ? and show_id = ? and hand_at is not null',
    [tenantId, showId],
  );
};
