/** The way into a show's closed chat, and out of it: one link for one person, void once it was used. */
import { cancellationSignal } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Contact } from '../../domain/orders.ts';
import { type Sealed, type SealingKeys, unseal } from '../../domain/sealed.ts';
import type { ChatKeepers } from '../../providers/messaging/port.ts';
import { inTransaction } from '../context.ts';
import { eveningOf, holdersOf, recipientOf } from '../messaging/recipients.ts';
import { type Asked, isAnothers, knockedRow, leaving, type Row, reopen, setState } from './invitation-rows.ts';
import { personalLink } from './personal-link.ts';

export type InvitationDeps = { keepers: ChatKeepers; sealingKeys: SealingKeys };
type OfOrder = { tenantId: string; orderId: string };
export type Knock = Asked & {
  /** Whose link they came by; missing in orders from before it was told so. */ invitation?: string | null;
  knocker: Sealed;
};

export const createInvitationActivities = ({ keepers, sealingKeys }: InvitationDeps) => {
  /** Their row may be closed already, by a clearing that did not find them inside: it is opened and cleared once more. */
  const putOutAfterAll = async ({ tenantId, orderId, personId }: Asked): Promise<void> => {
    await reopen({ tenantId, orderId, personId });
    const rows = await leaving(tenantId, orderId, false);
    for (const row of rows.filter((one) => one.person_id === personId)) await putOut(keepers, { tenantId, orderId }, row);
  };

  return {
    /**
     * Makes sure of a personal link. Its row is named, the link itself stays in Postgres: whoever reads a history could join by it.
     * Safe to repeat. @throws BENIGN NoInvitation
     */
    async openInvitation(asked: OfOrder & { personId: string }): Promise<{ invitation: string }> {
      const { id } = await personalLink(keepers, asked);
      return { invitation: id };
    },

    /** Somebody knocks: let in when they hold a good ticket and came by no other person's link; else declined. Safe to repeat. */
    async answerKnock({ tenantId, orderId, personId, chatId, invitation, knocker }: Knock): Promise<'admitted' | 'declined'> {
      const { telegramId } = unseal<Contact>(sealingKeys, knocker);
      if (telegramId === undefined) throw new Error('a knock without a Telegram id');
      const signal = cancellationSignal();
      const asked = { tenantId, orderId, personId, chatId };
      const keeper = keepers.get((await recipientOf(tenantId, orderId))?.bot ?? 'platform');
      const showId = await showToEnter(asked);
      if (showId === undefined || (invitation && (await isAnothers(tenantId, invitation, personId)))) {
        await keeper.decline(chatId, telegramId, signal);
        if (showId === undefined) await putOutAfterAll(asked);
        return 'declined';
      }
      const row = await inTransaction((tx) => knockedRow(tx, { ...asked, showId, cameBy: invitation ?? null }));
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
