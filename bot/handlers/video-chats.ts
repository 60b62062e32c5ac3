/** A show in Telegram is on while its chat's video chat is: Telegram itself says when one begins and ends. */
import { stageOfChat } from '../../queries/stage/channels.ts';
import type { Visit } from '../context.ts';
import type { BotDeps } from '../deps.ts';

type Said = { kind: 'picture' | 'ended'; chatId: number; messageId: number /** Seconds since the epoch. */; date: number };

/** @returns undefined when the update says nothing of a video chat */
export function saidOfVideoChat({ update }: Visit): Said | undefined {
  const message = 'message' in update ? update.message : 'channel_post' in update ? update.channel_post : undefined;
  if (!message) return undefined;
  const kind = 'video_chat_started' in message ? 'picture' : 'video_chat_ended' in message ? 'ended' : undefined;
  return kind && { kind, chatId: message.chat.id, messageId: message.message_id, date: message.date };
}

/** Several bots may be in one chat: the message's own number makes it one piece of news. */
export async function hearVideoChat({ stages, readers }: BotDeps, { kind, chatId, messageId, date }: Said): Promise<void> {
  const place = await stageOfChat(readers.platform(), chatId);
  if (!place) return;
  const at = new Date(date * 1000).toISOString();
  await stages.notice(place, { id: `telegram:${chatId}:${messageId}`, channelId: String(chatId), at, kind });
}
