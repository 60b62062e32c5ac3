/** Telegram's HTML knows five entities; everything that people or data say is escaped before it is sent. */
export const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
