/** A ticket as paper: what a buyer's and a companion's ticket have in common. */
import type { Ticket } from '../../api/types.ts';

export type TicketShape = Pick<Ticket, 'number' | 'typeName' | 'state' | 'usedAt' | 'qr'> & {
  revokeReason: string | null;
  holder?: Ticket['holder'];
};
