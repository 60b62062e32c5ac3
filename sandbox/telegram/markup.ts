/** Checks keyboards the way Telegram does. */
import { badRequest } from './api-error.ts';
import type { Params } from './params.ts';
import type { Chat } from './state.ts';
import type { Button, Markup } from './types.ts';

const ACTIONS = [
  ...['callback_data', 'url', 'web_app', 'pay', 'login_url', 'copy_text'],
  ...['switch_inline_query', 'switch_inline_query_current_chat', 'switch_inline_query_chosen_chat', 'callback_game'],
];

export function readMarkup(params: Params, chat: Chat, invoice = false): Markup | undefined {
  const markup = params.object<Markup>('reply_markup');
  if (markup === undefined) return undefined;
  const rows = markup.inline_keyboard;
  if (rows === undefined) return markup;
  if (!Array.isArray(rows) || !rows.every(Array.isArray))
    throw badRequest('can\'t parse inline keyboard: field "inline_keyboard" must be of type Array of Array');
  const cleaned = rows.filter((row) => row.length > 0);
  for (const button of cleaned.flat()) checkButton(button, chat);
  if (invoice && cleaned.length > 0 && !cleaned[0]?.[0]?.pay)
    throw badRequest('the first button in the inline keyboard must be a Pay button');
  if (!invoice && cleaned.flat().some((button) => button.pay)) throw badRequest('BUTTON_TYPE_INVALID');
  if (cleaned.flat().length > 100) throw badRequest('REPLY_MARKUP_TOO_LONG');
  return { ...markup, inline_keyboard: cleaned };
}

function checkButton(button: Button, chat: Chat): void {
  if (typeof button?.text !== 'string' || button.text.trim() === '')
    throw badRequest('can\'t parse inline keyboard button: Field "text" must be a non-empty String');
  const actions = ACTIONS.filter((action) => button[action] !== undefined && button[action] !== null);
  if (actions.length === 0)
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  const data = button.callback_data;
  if (data !== undefined) {
    const bytes = Buffer.byteLength(String(data));
    if (bytes < 1 || bytes > 64) throw badRequest('BUTTON_DATA_INVALID');
  }
  if (button.url !== undefined) checkUrl(button.url, 'url');
  if (button.web_app !== undefined) {
    if (chat.type !== 'private') throw badRequest('BUTTON_TYPE_INVALID');
    checkUrl(button.web_app?.url, 'Web App');
  }
}

function checkUrl(url: unknown, kind: 'url' | 'Web App'): void {
  const parsed = URL.canParse(String(url)) ? new URL(String(url)) : undefined;
  const name = kind === 'url' ? 'inline keyboard button URL' : 'inline keyboard button Web App URL';
  if (parsed === undefined) throw badRequest(`${name} '${url}' is invalid: Wrong HTTP URL`);
  if (kind === 'url' && !['http:', 'https:', 'tg:', 'ton:'].includes(parsed.protocol)) {
    throw badRequest(`${name} '${url}' is invalid: Unsupported URL protocol`);
  }
  // Telegram wants HTTPS everywhere; a developer's own machine is let through.
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname);
  if (kind === 'Web App' && parsed.protocol !== 'https:' && !local)
    throw badRequest(`${name} '${url}' is invalid: Only HTTPS links are allowed`);
}
