/** What stands under a ticket's QR code in a messenger: delivered, or shown again when asked for. */
import { formatCityTime } from './dates.ts';
import { escapeHtml } from './html.ts';
import type { Language, LocalText } from './language.ts';

export type CaptionedTicket = { title: LocalText; startsAt: Date; timeZone: string; typeName: LocalText; number: string };

/** Telegram's HTML. */
export function ticketCaption({ title, startsAt, timeZone, typeName, number }: CaptionedTicket, language: Language): string {
  const when = formatCityTime(startsAt, timeZone, language);
  const numbered = language === 'ru' ? `Билет № ${number}` : `Ticket No. ${number}`;
  return `<b>${escapeHtml(title[language])}</b>\n${when}\n${escapeHtml(typeName[language])} · ${numbered}`;
}
