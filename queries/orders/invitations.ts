/** Personal links into chats: read from their rows by whoever hands them on; no history knows them. */
import type { Readers } from '../readers.ts';

/** Of the person's own invitation. */
export async function linkOf(readers: Readers, personId: string, invitation: string): Promise<string | undefined> {
  const [row] = await readers
    .person(personId)
    .execute<Array<{ link: string | null }>>('select link from invitations where id = ? and person_id = ?', [
      invitation,
      personId,
    ]);
  return row?.link ?? undefined;
}

/** Whose link it is; null for one that is none of ours. Telegram shortens links of others in updates, ours come whole to the bot that made them. */
export async function invitationOf(readers: Readers, link: string | undefined): Promise<string | null> {
  if (!link) return null;
  const [row] = await readers
    .platform()
    .execute<Array<{ id: string }>>('select id from invitations where link = ? limit 1', [link]);
  return row?.id ?? null;
}
