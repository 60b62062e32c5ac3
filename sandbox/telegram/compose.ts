/** Puts a message into a chat: numbers it, signs it and shows it to phones. */
import { unixNow } from '../shared/ids.ts';
import { badRequest } from './api-error.ts';
import type { Call } from './chat-id.ts';
import type { Chat, Kept } from './state.ts';
import type { Message, User } from './types.ts';
import { tellBotsIn } from './updates.ts';
import { apiChat, botUser, tellPhones, type World } from './world.ts';

export type Content = Omit<Message, 'message_id' | 'date' | 'chat' | 'from'>;

export function addMessage(
  world: World,
  chat: Chat,
  author: { from?: User; botId: number; by: Kept['by'] },
  content: Content,
): Kept {
  const from = chat.type === 'channel' || author.from === undefined ? {} : { from: author.from };
  const sender = chat.type === 'channel' ? { sender_chat: apiChat(world, chat) } : {};
  const message: Message = {
    ...{ message_id: chat.messages.length + 1, ...from, ...sender, chat: apiChat(world, chat), date: unixNow() },
    ...content,
  } as Message;
  const kept: Kept = { message, botId: author.botId, by: author.by, alerts: [] };
  if (message.has_protected_content) kept.protect = true;
  chat.messages.push(kept);
  world.changed();
  tellPhones(world, chat);
  return kept;
}

/** A bot's own message, with what all sending methods have in common. */
export function botSends(call: Call, chat: Chat, content: Content): Kept {
  const { world, bot, params } = call;
  const reply = replyTo(call, chat);
  const kept = addMessage(
    world,
    chat,
    { from: botUser(bot), botId: bot.id, by: 'bot' },
    {
      ...(reply === undefined ? {} : { reply_to_message: reply }),
      ...content,
      ...(params.flag('protect_content') ? { has_protected_content: true } : {}),
    },
  );
  if (chat.type !== 'private')
    tellBotsIn(world, chat, chat.type === 'channel' ? 'channel_post' : 'message', kept.message, { but: bot.id });
  keepKeyboard(call, chat, kept);
  return kept;
}

/** A reply keyboard belongs to the chat, not to the message; Telegram returns only inline ones. */
function keepKeyboard({ bot }: Call, chat: Chat, kept: Kept): void {
  const markup = kept.message.reply_markup;
  if (markup === undefined || markup.inline_keyboard !== undefined) return;
  delete kept.message.reply_markup;
  if (markup['keyboard']) chat.keyboards[bot.id] = markup;
  else if (markup['remove_keyboard']) delete chat.keyboards[bot.id];
}

function replyTo({ params }: Call, chat: Chat): unknown {
  const reply = params.object<{ message_id?: number; allow_sending_without_reply?: boolean }>('reply_parameters');
  const id = reply?.message_id ?? params.integer('reply_to_message_id');
  if (id === undefined) return undefined;
  const found = chat.messages[id - 1];
  if (found === undefined || found.deleted) {
    if (reply?.allow_sending_without_reply || params.flag('allow_sending_without_reply')) return undefined;
    throw badRequest('message to be replied not found');
  }
  const { reply_to_message: _, ...message } = found.message;
  return message;
}
