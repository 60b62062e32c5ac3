/** Methods that send text, pictures, albums and files. */
import { badRequest } from './api-error.ts';
import { type Call, chatToWrite, findChat, findMessage } from './chat-id.ts';
import { botSends, type Content } from './compose.ts';
import { readCaption, readText } from './formatting.ts';
import { readMarkup } from './markup.ts';
import { MEDIA_KINDS, type MediaKind, mediaContent, newAlbumId, takeFile } from './media.ts';
import type { Entity, Message } from './types.ts';
import { tellPhones } from './world.ts';

export function sendMessage(call: Call): Message {
  const chat = chatToWrite(call);
  const { text, entities } = readText(call.params);
  const markup = readMarkup(call.params, chat);
  return botSends(call, chat, { text, ...list('entities', entities), ...(markup ? { reply_markup: markup } : {}) }).message;
}

export function sendMedia(kind: MediaKind): (call: Call) => Promise<Message> {
  return async (call) => {
    const { params } = call;
    const chat = chatToWrite(call);
    const markup = readMarkup(params, chat);
    const caption = readCaption(params.text('caption'), params.text('parse_mode'), params.object<Entity[]>('caption_entities'));
    const file = await takeFile(call, kind, kind, params.text(kind));
    const content = mediaContent(kind, file, { spoiler: params.flag('has_spoiler') });
    return botSends(call, chat, { ...content, ...withCaption(caption), ...(markup ? { reply_markup: markup } : {}) }).message;
  };
}

type AlbumItem = {
  type: string;
  media: string;
  caption?: string;
  parse_mode?: string;
  caption_entities?: Entity[];
  has_spoiler?: boolean;
};

export async function sendMediaGroup(call: Call): Promise<Message[]> {
  const chat = chatToWrite(call);
  const items = call.params.object<AlbumItem[]>('media');
  if (!Array.isArray(items) || items.length < 2 || items.length > 10) {
    throw badRequest('the number of media in the album must be between 2 and 10');
  }
  const kinds = new Set(items.map((item) => item.type));
  if (kinds.size > 1 && (kinds.has('document') || kinds.has('audio')))
    throw badRequest("document and audio can't be mixed with other media types");
  const contents: Content[] = [];
  for (const item of items) {
    if (!['photo', 'video', 'document', 'audio'].includes(item.type))
      throw badRequest(`type "${item.type}" can't be used in an album`);
    contents.push(await albumContent(call, item));
  }
  const albumId = newAlbumId();
  return contents.map((content) => botSends(call, chat, { ...content, media_group_id: albumId }).message);
}

export async function albumContent(call: Call, item: AlbumItem): Promise<Content> {
  const kind = MEDIA_KINDS.find((known) => known === item.type);
  if (kind === undefined) throw badRequest(`can't parse InputMedia: type must be non-empty`);
  const caption = readCaption(item.caption, item.parse_mode, item.caption_entities);
  const file = await takeFile(call, kind, 'media', item.media);
  return { ...mediaContent(kind, file, { spoiler: item.has_spoiler ?? false }), ...withCaption(caption) };
}

export function sendChatAction(call: Call): true {
  const chat = chatToWrite(call);
  const action = call.params.text('action');
  if (!/^(typing|(upload|record)_\w+|choose_sticker|find_location)$/.test(action ?? ''))
    throw badRequest('wrong parameter action in request');
  tellPhones(call.world, chat, { type: 'typing', botId: call.bot.id });
  return true;
}

/** copyMessage and forwardMessage: the same content again, with or without the mark where it came from. */
export function resend(forward: boolean): (call: Call) => Message | { message_id: number } {
  return (call) => {
    const chat = chatToWrite(call);
    const from = findChat(call, 'from_chat_id');
    const source = findMessage(from, call.params.integer('message_id'), `message to ${forward ? 'forward' : 'copy'} not found`);
    if (source.protect) throw badRequest(`message can't be ${forward ? 'forwarded' : 'copied'}`);
    if (source.by === 'service' || source.message.invoice)
      throw badRequest(`message can't be ${forward ? 'forwarded' : 'copied'}`);
    const {
      message_id,
      date,
      chat: origin,
      from: author,
      sender_chat,
      reply_markup,
      reply_to_message,
      ...content
    } = source.message;
    const mark = sender_chat
      ? { type: 'channel', chat: sender_chat, message_id, date }
      : { type: 'user', sender_user: author, date };
    const markup = forward ? reply_markup : readMarkup(call.params, chat);
    const kept = botSends(call, chat, {
      ...content,
      ...(forward ? { forward_origin: mark } : {}),
      ...(markup ? { reply_markup: markup } : {}),
    });
    return forward ? kept.message : { message_id: kept.message.message_id };
  };
}

export const withCaption = ({ text, entities }: { text: string; entities: Entity[] }): Content =>
  text === '' ? {} : { caption: text, ...list('caption_entities', entities) };
export const list = (name: string, entities: Entity[]): Content => (entities.length > 0 ? { [name]: entities } : {});
