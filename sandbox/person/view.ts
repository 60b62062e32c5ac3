/** What a person sees of a message. */

import { shownFile } from '../telegram/media.ts';
import type { Chat, Kept } from '../telegram/state.ts';
import type { Button, Entity } from '../telegram/types.ts';
import type { World } from '../telegram/world.ts';

export type SeenButton = { text: string; data?: string; url?: string; webApp?: string; pay?: boolean; copyText?: string };
export type SeenMessage = {
  messageId: number;
  chatId: number;
  /** Username of the bot whose private chat it is, or that posted. */
  bot: string | null;
  from: { id: number; name: string; isBot: boolean } | null;
  by: 'bot' | 'person' | 'service';
  /** The text, or the caption of a picture. */
  text: string;
  entities: Entity[];
  buttons: SeenButton[][];
  media: {
    type: string;
    url: string;
    fileId: string;
    mimeType: string;
    fileName: string;
    width: number | null;
    height: number | null;
  } | null;
  mediaGroupId: string | null;
  invoice: {
    title: string;
    description: string;
    currency: string;
    totalAmount: number;
    photoUrl: string | null;
    paid: boolean;
  } | null;
  service: Record<string, unknown> | null;
  protectContent: boolean;
  replyTo: number | null;
  date: string;
  editedAt: string | null;
  alerts: Array<{ text: string; showAlert: boolean; date: string }>;
};

const SERVICE = ['successful_payment', 'refunded_payment', 'new_chat_members', 'left_chat_member', 'web_app_data'] as const;
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** @param personId whose alerts to show; none: nobody's */
export function seeMessage(world: World, chat: Chat, kept: Kept, personId?: number): SeenMessage {
  const { message } = kept;
  const author =
    message.from ??
    (message.sender_chat && { id: message.sender_chat.id, first_name: message.sender_chat.title ?? '', is_bot: false });
  const service = SERVICE.find((field) => message[field] !== undefined);
  return {
    messageId: message.message_id,
    chatId: chat.id,
    bot: world.state.bots[kept.botId]?.username ?? null,
    from: author ? { id: author.id, name: author.first_name, isBot: author.is_bot } : null,
    by: kept.by,
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    buttons: seeButtons(world, kept),
    media: seeMedia(world, kept),
    mediaGroupId: message.media_group_id ?? null,
    invoice: seeInvoice(world, kept),
    service: service === undefined ? null : { type: service, ...details(message[service]) },
    protectContent: kept.protect ?? false,
    replyTo: (message.reply_to_message as { message_id?: number } | undefined)?.message_id ?? null,
    date: iso(message.date),
    editedAt: message.edit_date === undefined ? null : iso(message.edit_date),
    alerts: kept.alerts
      .filter((alert) => alert.personId === personId)
      .map(({ text, showAlert, date }) => ({ text, showAlert, date: iso(date) })),
  };
}

const details = (value: unknown): Record<string, unknown> =>
  Array.isArray(value) ? { users: value } : (value as Record<string, unknown>);

export function payLabel(currency: string, total: number): string {
  return currency === 'XTR' ? `⭐️${total}` : `${(total / 100).toFixed(2)} ${currency}`;
}

function seeButtons(world: World, kept: Kept): SeenButton[][] {
  const rows = kept.message.reply_markup?.inline_keyboard;
  const invoice = kept.invoice === undefined ? undefined : world.state.invoices[kept.invoice];
  if (rows === undefined && invoice) return [[{ text: `Pay ${payLabel(invoice.currency, invoice.total)}`, pay: true }]];
  return (rows ?? []).map((row) => row.map(seeButton));
}

function seeButton(button: Button): SeenButton {
  return {
    text: button.text,
    ...(button.callback_data === undefined ? {} : { data: button.callback_data }),
    ...(button.url === undefined ? {} : { url: button.url }),
    ...(button.web_app === undefined ? {} : { webApp: button.web_app.url }),
    ...(button.pay ? { pay: true } : {}),
    ...(button['copy_text'] === undefined ? {} : { copyText: (button['copy_text'] as { text: string }).text }),
  };
}

function seeMedia(world: World, kept: Kept): SeenMessage['media'] {
  const shown = shownFile(kept.message);
  const file = shown && world.state.files[shown.fileId];
  if (shown === undefined || file === undefined) return null;
  return {
    type: shown.kind,
    url: `${world.url}/media/${file.uniqueId}`,
    fileId: file.fileId,
    mimeType: file.mimeType,
    fileName: file.fileName,
    width: file.width ?? null,
    height: file.height ?? null,
  };
}

function seeInvoice(world: World, kept: Kept): SeenMessage['invoice'] {
  const invoice = kept.invoice === undefined ? undefined : world.state.invoices[kept.invoice];
  if (invoice === undefined) return null;
  const { title, description, currency, total, photoUrl, paidBy } = invoice;
  return { title, description, currency, totalAmount: total, photoUrl: photoUrl ?? null, paid: paidBy.length > 0 };
}
