/** Chats in which shows are played. */
import type { EntityManager } from '@mikro-orm/postgresql';

/** A chat of no show is its own admins' business: our bot may be there for something else. */
export async function isShowChat(platform: EntityManager, chatId: number): Promise<boolean> {
  const rows = await platform.execute<object[]>('select 1 as found from shows where chat_id = ? limit 1', [chatId]);
  return rows.length > 0;
}
