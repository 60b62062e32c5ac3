/** A personal link into a show's closed chat: the one that is still unused, or a new one. */
import { cancellationSignal } from '@temporalio/activity';
import type { ChatKeepers } from '../../providers/messaging/port.ts';
import { inTransaction } from '../context.ts';
import { eveningOf, holdersOf } from '../messaging/recipients.ts';
import { refused } from '../refused.ts';
import { rowFor } from './invitation-rows.ts';

/** How long after the end of a show its links stay good, ms. */
const grace = 3 * 3_600_000;

export type PersonalLink = { /** Of its row: what a history may know. */ id: string; link: string };

/**
 * Safe to repeat.
 * @throws BENIGN NoInvitation for somebody without a good ticket, or when the show is not played in a chat
 */
export async function personalLink(
  keepers: ChatKeepers,
  { tenantId, orderId, personId }: { tenantId: string; orderId: string; personId: string },
): Promise<PersonalLink> {
  const evening = await eveningOf(tenantId, orderId);
  const holder = (await holdersOf(tenantId, orderId)).find((candidate) => candidate.personId === personId);
  const ends = new Date(evening.startsAt.getTime() + evening.minutes * 60_000 + grace);
  if (!holder || holder.telegramId === null || evening.chatId === null || evening.status === 'cancelled' || ends < new Date())
    throw refused('NoInvitation');
  const { chatId, showId } = evening;
  const keeper = keepers.get(holder.bot);
  const row = await inTransaction((tx) => rowFor(tx, { tenantId, orderId, personId, showId, chatId }));
  if (row.link) return { id: row.id, link: row.link };
  // Named by its row: whoever finds two such links in the chat's settings knows why.
  const { link } = await keeper.createJoinLink(chatId, row.id.slice(0, 8), ends, cancellationSignal());
  const [kept] = await inTransaction((tx) =>
    tx.execute<Array<{ link: string }>>(
      'update invitations set link = coalesce(link, ?) where tenant_id = ? and id = ? returning link',
      [link, tenantId, row.id],
    ),
  );
  // Somebody was faster: theirs counts, ours leads nowhere.
  if (kept!.link !== link) await keeper.revokeLink(chatId, link, cancellationSignal());
  return { id: row.id, link: kept!.link };
}
