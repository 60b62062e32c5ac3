/** Methods that change or take back what was sent. */
import { unixNow } from '../shared/ids.ts';
import { badRequest } from './api-error.ts';
import { type Call, findChat, findMessage } from './chat-id.ts';
import type { Content } from './compose.ts';
import { readCaption, readText } from './formatting.ts';
import { readMarkup } from './markup.ts';
import { shownFile } from './media.ts';
import { albumContent, list, withCaption } from './methods-send.ts';
import type { Chat, Kept } from './state.ts';
import type { Entity, Message } from './types.ts';
import { tellBotsIn } from './updates.ts';
import { isIn, tellPhones } from './world.ts';

const DELETE_WINDOW_S = 48 * 3600;
const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

export function editMessageText(call: Call): Message {
  const { chat, kept } = ownMessage(call);
  if (kept.message.text === undefined) throw badRequest('there is no text in the message to edit');
  const { text, entities } = readText(call.params);
  return change(call, chat, kept, { text, ...list('entities', entities) }, ['text', 'entities']);
}

export function editMessageCaption(call: Call): Message {
  const { params } = call;
  const { chat, kept } = ownMessage(call);
  if (shownFile(kept.message) === undefined) throw badRequest('there is no caption in the message to edit');
  const caption = readCaption(params.text('caption'), params.text('parse_mode'), params.object<Entity[]>('caption_entities'));
  return change(call, chat, kept, withCaption(caption), ['caption', 'caption_entities']);
}

export function editMessageReplyMarkup(call: Call): Message {
  const { chat, kept } = ownMessage(call);
  return change(call, chat, kept, {}, []);
}

export async function editMessageMedia(call: Call): Promise<Message> {
  const { chat, kept } = ownMessage(call);
  const item = call.params.object<{ type: string; media: string }>('media');
  if (item === undefined) throw badRequest('there is no media in the request');
  const shown = shownFile(kept.message);
  if (shown === undefined && kept.message.text === undefined) throw badRequest("message can't be edited");
  const content = await albumContent(call, item);
  const gone = ['text', 'entities', 'caption', 'caption_entities', ...(shown ? [shown.kind] : [])];
  return change(call, chat, kept, content, gone);
}

export function deleteMessage(call: Call): true {
  const chat = findChat(call);
  remove(call, chat, findMessage(chat, call.params.integer('message_id'), 'message to delete not found'));
  return true;
}

export function deleteMessages(call: Call): true {
  const chat = findChat(call);
  for (const id of call.params.object<number[]>('message_ids') ?? []) {
    const kept = chat.messages[id - 1];
    if (kept && !kept.deleted) remove(call, chat, kept);
  }
  return true;
}

export function pinChatMessage(call: Call): true {
  const chat = findChat(call);
  chat.pinned = findMessage(chat, call.params.integer('message_id'), 'message to pin not found').message.message_id;
  return shown(call, chat);
}

export function unpinChatMessage(call: Call): true {
  const chat = findChat(call);
  delete chat.pinned;
  return shown(call, chat);
}

function ownMessage(call: Call): { chat: Chat; kept: Kept } {
  const chat = findChat(call);
  const kept = findMessage(chat, call.params.integer('message_id'), 'message to edit not found');
  if (kept.by !== 'bot' || kept.botId !== call.bot.id) throw badRequest("message can't be edited");
  return { chat, kept };
}

function change(call: Call, chat: Chat, kept: Kept, content: Content, replaced: string[]): Message {
  // An edit without a keyboard takes the old one away, https://core.telegram.org/bots/api#editmessagetext.
  const markup = readMarkup(call.params, chat, kept.invoice !== undefined);
  const next = { ...kept.message } as Message;
  for (const field of [...replaced, 'reply_markup']) delete next[field];
  Object.assign(next, content);
  if (markup?.inline_keyboard?.length) next.reply_markup = markup;
  if (same(next, kept.message)) throw badRequest(NOT_MODIFIED);
  next.edit_date = unixNow();
  kept.message = next;
  if (chat.type !== 'private') {
    tellBotsIn(call.world, chat, chat.type === 'channel' ? 'edited_channel_post' : 'edited_message', next, { but: call.bot.id });
  }
  shown(call, chat);
  return next;
}

function same(a: Message, b: Message): boolean {
  const plain = (message: Message): string =>
    JSON.stringify(
      Object.entries(message)
        .filter(([key]) => key !== 'edit_date')
        .sort(([x], [y]) => x.localeCompare(y)),
    );
  return plain(a) === plain(b);
}

function remove(call: Call, chat: Chat, kept: Kept): void {
  const own = kept.by === 'bot' && kept.botId === call.bot.id;
  const may =
    (chat.type === 'private' && kept.botId === call.bot.id) || own || chat.members[call.bot.id]?.status === 'administrator';
  if (!may || (chat.type !== 'private' && !isIn(chat.members[call.bot.id]?.status))) throw badRequest("message can't be deleted");
  if (unixNow() - kept.message.date > DELETE_WINDOW_S) throw badRequest("message can't be deleted for everyone");
  kept.deleted = true;
  shown(call, chat);
}

function shown({ world }: Call, chat: Chat): true {
  world.changed();
  tellPhones(world, chat);
  return true;
}
