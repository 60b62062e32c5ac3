/** The way into a show's closed chat, and out of it: one link for one person, void once it was used. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Contact } from '../../domain/orders.ts';
import { type Sealed, type SealingKeys, unseal } from '../../domain/sealed.ts';
import type { InvitationState } from '../../domain/tickets.ts';
import { nameUuid } from '../../domain/uuid.ts';
import type { ChatKeepers } from '../../providers/messaging/port.ts';
import { currentEm, inTransaction } from '../context.ts';
import { eveningOf, holdersOf, recipientOf } from '../messaging/recipients.ts';
import { refused } from '../refused.ts';

export type InvitationDeps = { keepers: ChatKeepers; sealingKeys: SealingKeys };
type OfOrder = { tenantId: string; orderId: string };
export type Knock = OfOrder & { personId: string; chatId: number; link: string | null; knocker: Sealed };
type Asked = OfOrder & { personId: string; chatId: number };
type Row = { id: string; chat_id: number; link: string | null; state: InvitationState; round: number; person_id: string };

/** How long after the end of a show its links stay good, ms. */
const grace = 3 * 3_600_000;

export const createInvitationActivities = ({ keepers, sealingKeys }: InvitationDeps) => {
  /** Their row may be closed already, by a clearing that did not find them inside: it is opened and cleared once more. */
  const putOutAfterAll = async ({ tenantId, orderId, personId }: Asked): Promise<void> => {
    await reopen({ tenantId, orderId, personId });
    const rows = await leaving(tenantId, orderId, false);
    for (const row of rows.filter((one) => one.person_id === personId)) await putOut(keepers, { tenantId, orderId }, row);
  };

  return {
    /**
     * A personal link: the one that is still unused, or a new one. Safe to repeat.
     * @throws BENIGN NoInvitation for somebody without a good ticket, or when the show is not played in a chat
     */
    async openInvitation({ tenantId, orderId, personId }: OfOrder & { personId: string }): Promise<{ link: string }> {
      const evening = await eveningOf(tenantId, orderId);
      const holder = (await holdersOf(tenantId, orderId)).find((candidate) => candidate.personId === personId);
      const ends = new Date(evening.startsAt.getTime() + evening.minutes * 60_000 + grace);
      if (!holder || holder.telegramId === null || evening.chatId === null || evening.status === 'cancelled' || ends < new Date())
        throw refused('NoInvitation');
      const { chatId, showId } = evening;
      const keeper = keepers.get(holder.bot);
      const row = await inTransaction((tx) => rowFor(tx, { tenantId, orderId, personId, showId, chatId }));
      if (row.link) return { link: row.link };
      // Named by its row: whoever finds two such links in the chat's settings knows why.
      const { link } = await keeper.createJoinLink(chatId, row.id.slice(0, 8), ends, cancellationSignal());
      const kept = await inTransaction((tx) =>
        tx.execute<Array<{ link: string }>>(
          'update invitations set link = coalesce(link, ?) where tenant_id = ? and id = ? returning link',
          [link, tenantId, row.id],
        ),
      );
      // Somebody was faster: theirs counts, ours leads nowhere.
      if (kept[0]!.link !== link) await keeper.revokeLink(chatId, link, cancellationSignal());
      return { link: kept[0]!.link };
    },

    /** Somebody knocks: let in when they hold a good ticket and came by no other person's link; else declined. Safe to repeat. */
    async answerKnock({ tenantId, orderId, personId, chatId, link, knocker }: Knock): Promise<'admitted' | 'declined'> {
      const { telegramId } = unseal<Contact>(sealingKeys, knocker);
      if (telegramId === undefined) throw new Error('a knock without a Telegram id');
      const signal = cancellationSignal();
      const asked = { tenantId, orderId, personId, chatId };
      const keeper = keepers.get((await recipientOf(tenantId, orderId))?.bot ?? 'platform');
      const showId = await showToEnter(asked);
      if (showId === undefined || (link !== null && (await ownerOf(tenantId, link, personId)) === 'another')) {
        await keeper.decline(chatId, telegramId, signal);
        if (showId === undefined) await putOutAfterAll(asked);
        return 'declined';
      }
      const row = await inTransaction((tx) => knockedRow(tx, { ...asked, showId, link }));
      // Written first: who may be inside is never forgotten, so that they can be put out.
      await setState(tenantId, row.id, 'admitted');
      await keeper.approve(chatId, telegramId, signal);
      // Used once: whoever comes back asks for a new link.
      if (row.link) await keeper.revokeLink(chatId, row.link, signal);
      // The ticket may have been returned, and the hall cleared, while Telegram was asked.
      if ((await showToEnter(asked)) !== undefined) return 'admitted';
      await putOutAfterAll(asked);
      return 'declined';
    },

    /**
     * Puts out whoever has no good ticket for the chat any more: after a refund, an exchange, or the show.
     * A row is cleared only when Telegram confirms it; until then this step fails and is tried again.
     * @param over the show is over: nobody of this order stays, unless another ticket lets them.
     */
    async clearChat({ tenantId, orderId, over }: OfOrder & { over: boolean }): Promise<{ removed: number }> {
      const rows = await leaving(tenantId, orderId, over);
      for (const row of rows) await putOut(keepers, { tenantId, orderId }, row);
      return { removed: rows.length };
    },
  };
};

/** The newest row that is still of use; a used or cleared one is followed by a new round. */
async function rowFor(
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
async function knockedRow(tx: EntityManager, { link, ...asked }: Asked & { showId: string; link: string | null }): Promise<Row> {
  const { tenantId, orderId, personId, showId } = asked;
  await tx.execute('select 1 from orders where tenant_id = ? and id = ? for update', [tenantId, orderId]);
  const [row] = await tx.execute<Row[]>(
    `select id, chat_id, link, state, round, person_id from invitations
     where tenant_id = ? and order_id = ? and person_id = ? and show_id = ? and state in ('offered', 'admitted')
     order by (link is not distinct from ?) desc, round desc limit 1`,
    [tenantId, orderId, personId, showId, link],
  );
  return row ?? rowFor(tx, asked);
}

/** @returns the show in this chat that the person has a good ticket for. */
async function showToEnter({ tenantId, orderId, personId, chatId }: Asked): Promise<string | undefined> {
  const holders = await holdersOf(tenantId, orderId);
  if (!holders.some((holder) => holder.personId === personId)) return undefined;
  const evening = await eveningOf(tenantId, orderId);
  return evening.chatId === chatId && evening.status !== 'cancelled' ? evening.showId : undefined;
}

async function putOut(keepers: ChatKeepers, { tenantId, orderId }: OfOrder, row: Row): Promise<void> {
  const signal = cancellationSignal();
  const person = await recipientOf(tenantId, orderId, row.person_id);
  const keeper = keepers.get(person?.bot ?? 'platform');
  await setState(tenantId, row.id, 'removing');
  if (row.link) await keeper.revokeLink(row.chat_id, row.link, signal);
  if (person && person.telegramId !== null) {
    if (await keeper.isInside(row.chat_id, person.telegramId, signal))
      await keeper.remove(row.chat_id, person.telegramId, signal);
    if (await keeper.isInside(row.chat_id, person.telegramId, signal))
      throw ApplicationFailure.create({ message: 'Telegram does not yet confirm that the person is out', type: 'StillInside' });
  }
  await setState(tenantId, row.id, 'removed');
}

const reopen = ({ tenantId, orderId, personId }: OfOrder & { personId: string }): Promise<unknown> =>
  inTransaction((tx) =>
    tx.execute(
      `update invitations i set state = 'removing', removed_at = null where tenant_id = ? and order_id = ? and person_id = ? and state = 'removed'
         and round = (select max(round) from invitations l where l.tenant_id = i.tenant_id and l.order_id = i.order_id and l.person_id = i.person_id)`,
      [tenantId, orderId, personId],
    ),
  );

async function ownerOf(tenantId: string, link: string, personId: string): Promise<'own' | 'another' | 'unknown'> {
  // Telegram shortens links of others in updates; ours come whole to the bot that made them.
  const rows = await currentEm().execute<Array<{ person_id: string }>>(
    'select person_id from invitations where tenant_id = ? and link = ?',
    [tenantId, link],
  );
  if (rows.length === 0) return 'unknown';
  return rows.some((row) => row.person_id === personId) ? 'own' : 'another';
}

const setState = (tenantId: string, id: string, state: InvitationState): Promise<unknown> =>
  inTransaction((tx) =>
    tx.execute(
      `update invitations set state = ?, admitted_at = case when ? = 'admitted' then coalesce(admitted_at, now()) else admitted_at end,
         removed_at = case when ? = 'removed' then now() end where tenant_id = ? and id = ?`,
      [state, state, state, tenantId, id],
    ),
  );

/** Open rows of this order's people who have no other right to be in that chat. One's row may be of another order for the same hall. */
const leaving = (tenantId: string, orderId: string, over: boolean): Promise<Row[]> =>
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
