/** A page of the bot: shown in place of the one whose button was pressed, or as a new message. */
import type { InlineKeyboardButton } from 'telegraf/types';
import type { Visit } from './context.ts';

export type Rows = InlineKeyboardButton[][];

const optionsOf = (rows: Rows) =>
  ({ parse_mode: 'HTML', reply_markup: { inline_keyboard: rows }, link_preview_options: { is_disabled: true } }) as const;

export const say = (visit: Visit, html: string, rows: Rows = []) => visit.reply(html, optionsOf(rows));

/** Buttons under pictures, and messages too old to change, are answered with a new message. */
export async function present(visit: Visit, html: string, rows: Rows = []): Promise<void> {
  const message = visit.callbackQuery?.message;
  if (message && 'text' in message)
    try {
      await visit.editMessageText(html, optionsOf(rows));
      return;
    } catch (error) {
      // A second press finds the page as it should be: that is no error.
      if (isUnchanged(error)) return;
      if (!/can't be edited|message to edit not found/.test(String(error))) throw error;
    }
  await say(visit, html, rows);
}

export const isUnchanged = (error: unknown): boolean => /message is not modified/.test(String(error));

/** Telegram opens only https as a Mini App and refuses the whole message otherwise; another Bot API server (the sandbox) is not so strict. */
export const opensMiniApps = ({ publicUrl, apiRoot }: { publicUrl: string; apiRoot?: string }): boolean =>
  publicUrl.startsWith('https:') || apiRoot !== undefined;

/** Telegram refuses a whole message for one button whose address it does not like; the sandbox is not so strict. */
export const urlRow = (text: string, url: string, { apiRoot }: { apiRoot?: string }): Rows =>
  apiRoot || (URL.canParse(url) && /[a-z]\.[a-z]/i.test(new URL(url).hostname)) ? [[{ text, url }]] : [];
