/** Tickets change hands: to a companion by a link that works once, a guest's whole order into Telegram; and stars are given. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Language } from '../../domain/language.ts';
import type { Contact } from '../../domain/orders.ts';
import { ratingOpen } from '../../domain/refunds.ts';
import { type Sealed, type SealingKeys, unseal } from '../../domain/sealed.ts';
import { inTransaction } from '../context.ts';
import { refused } from '../refused.ts';
import { saveContact } from './contacts.ts';

type OfOrder = { tenantId: string; orderId: string };
export type Claim = OfOrder & { ticketId: string; personId: string; language: Language; bot?: string; holder: Sealed };
export type Bringing = OfOrder & { personId: string; language: Language; bot: string; holder: Sealed };
export type Rating = OfOrder & { personId: string; stars: number; comment?: Sealed };

type TicketRow = { state: string; used_at: Date | null; holder: string | null; person_id: string };

export const createClaimActivities = ({ sealingKeys }: { sealingKeys: SealingKeys }) => ({
  /**
   * @returns fresh: a companion has it and is to be told. So again when asked again: the process may have died before it told
   * them, and messages go out once. @throws BENIGN refusals
   */
  async claimTicket({ tenantId, orderId, ticketId, personId, language, bot, holder }: Claim): Promise<{ fresh: boolean }> {
    const contact = unseal<Contact>(sealingKeys, holder);
    return inTransaction(async (tx) => {
      await lock(tx, { tenantId, orderId });
      const [ticket] = await tx.execute<TicketRow[]>(
        `select state, used_at, holder_person_id as holder, person_id from tickets where tenant_id = ? and order_id = ? and id = ? for update`,
        [tenantId, orderId, ticketId],
      );
      if (!ticket) throw refused('ClaimRefused');
      if (ticket.state !== 'valid') throw refused('TicketNotValid');
      if (ticket.holder === personId) return { fresh: true };
      if (ticket.holder === null && ticket.person_id === personId) return { fresh: false };
      if (ticket.holder !== null) throw refused('ClaimTaken');
      if (ticket.used_at) throw refused('TicketUsed');
      await saveContact(tx, { tenantId, personId, language }, contact);
      await tx.execute('update tickets set holder_person_id = ?, claimed_at = now() where tenant_id = ? and id = ?', [
        personId,
        tenantId,
        ticketId,
      ]);
      if (bot) await rememberBot(tx, { tenantId, orderId, bot });
      return { fresh: true };
    });
  },

  /** The guest's tickets that nobody claimed, and the messages about the order, go to this person's Telegram from now on. `fresh` as above. */
  async bringOrder({ tenantId, orderId, personId, language, bot, holder }: Bringing): Promise<{ fresh: boolean }> {
    const contact = unseal<Contact>(sealingKeys, holder);
    return inTransaction(async (tx) => {
      await lock(tx, { tenantId, orderId });
      const [order] = await tx.execute<Array<{ person_id: string; brought_by: string | null; telegram_id: number | null }>>(
        `select o.person_id, o.brought_by, c.telegram_id from orders o
         left join contacts c on c.tenant_id = o.tenant_id and c.person_id = o.person_id where o.tenant_id = ? and o.id = ?`,
        [tenantId, orderId],
      );
      if (!order) throw refused('ClaimRefused');
      if (order.person_id === personId) return { fresh: false };
      // Who bought with a Telegram of their own is no guest; and a guest's order is brought once.
      if (order.telegram_id !== null || (order.brought_by !== null && order.brought_by !== personId)) throw refused('ClaimTaken');
      await saveContact(tx, { tenantId, personId, language }, contact);
      // This order alone: an address that somebody typed proves nobody, and other orders under it are none of theirs.
      await tx.execute('update orders set brought_by = ? where tenant_id = ? and id = ?', [personId, tenantId, orderId]);
      await tx.execute(
        `update tickets set holder_person_id = ?, claimed_at = now() where tenant_id = ? and order_id = ? and state = 'valid' and holder_person_id is null`,
        [personId, tenantId, orderId],
      );
      await rememberBot(tx, { tenantId, orderId, bot });
      return { fresh: true };
    });
  },

  /** The last word counts. @throws BENIGN RatingClosed */
  async saveRating({ tenantId, orderId, personId, stars, comment }: Rating): Promise<void> {
    const words = comment === undefined ? null : unseal<string>(sealingKeys, comment);
    await inTransaction(async (tx) => {
      const [row] = await tx.execute<Array<{ show_id: string; starts_at: Date; status: string; held: boolean }>>(
        `select o.show_id, s.starts_at, s.status, exists (select 1 from tickets k where k.tenant_id = o.tenant_id and k.order_id = o.id and k.state = 'valid'
             and (k.person_id = ? or k.holder_person_id = ?)) as held
         from orders o join shows s on s.tenant_id = o.tenant_id and s.id = o.show_id where o.tenant_id = ? and o.id = ?`,
        [personId, personId, tenantId, orderId],
      );
      if (!row?.held || row.status === 'cancelled' || !ratingOpen(row.starts_at, new Date())) throw refused('RatingClosed');
      await tx.execute(
        `insert into ratings (tenant_id, show_id, person_id, order_id, stars, comment) values (?, ?, ?, ?, ?, ?)
         on conflict (tenant_id, show_id, person_id) do update set stars = excluded.stars, comment = coalesce(excluded.comment, ratings.comment), changed_at = now()`,
        [tenantId, row.show_id, personId, orderId, stars, words],
      );
    });
  },
});

const lock = (tx: EntityManager, { tenantId, orderId }: OfOrder) =>
  tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);

/** Bought on the web, an order had no bot; from now on this one speaks for it. */
const rememberBot = (tx: EntityManager, { tenantId, orderId, bot }: OfOrder & { bot: string }) =>
  tx.execute('update orders set bot = coalesce(bot, ?) where tenant_id = ? and id = ?', [bot, tenantId, orderId]);
