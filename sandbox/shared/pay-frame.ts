/** What the partners' payment pages share: their frame, safe text, sums as people read them. */

/** A page that cannot be paid any more says why. */
export type Notice = { title: string; text: string };

export const plain = (text: unknown): string => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The text with every number of an order kept in one piece: a line must not break at its hyphens. */
export const whole = (text: unknown): string =>
  plain(text).replace(/\b[\dA-Z]{1,3}(?:-[\dA-Z]{2,3})+\b/g, (number) => `<span class="whole">${number}</span>`);

export function formatMoney(amount: number, currency: string, lang: string): string {
  const format = new Intl.NumberFormat(lang, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

/** «через 29 минут»: nobody has to ask by whose clock. */
export function fromNow(at: number, lang: string): string {
  const minutes = Math.max(1, Math.ceil((at - Date.now()) / 60_000));
  const words = new Intl.RelativeTimeFormat(lang);
  return minutes < MANY ? words.format(minutes, 'minute') : words.format(Math.floor(minutes / 60), 'hour');
}
/** Minutes that are better told in hours. */
const MANY = 120;

/** @param to where the person goes on. */
export const noticePage = (lang: string, { title, text }: Notice, back: string, to: string | null): string =>
  frame(
    lang,
    title,
    `<section class="notice"><h1>${title}</h1><p>${text}</p>${to ? `<a class="pay" href="${plain(to)}">${back}</a>` : ''}</section>`,
  );

// With "back" a browser shows the page as it was; asked anew, it says that it is paid, or that time is up.
export const ANEW = `<script>
const closes = document.querySelector('.until time');
const words = new Intl.RelativeTimeFormat(document.documentElement.lang);
setInterval(() => {
  const minutes = Math.ceil((Date.parse(closes.dateTime) - Date.now()) / 60000);
  if (minutes <= 0) location.reload();
  else if (minutes < ${MANY}) closes.textContent = words.format(minutes, 'minute');
}, 5000);
addEventListener('pageshow', ({ persisted }) => {
  const [visit] = performance.getEntriesByType('navigation');
  if (persisted || visit?.type === 'back_forward') location.reload();
});
</script>`;

// Lucide's arrow-left.
export const ARROW =
  '<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="m12 19-7-7 7-7"/><path d="M19 12H5"/></svg>';

export const frame = (lang: string, title: string, inside: string): string => `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="dark"><meta name="robots" content="noindex"><title>${plain(title)}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='9' fill='%23100c14'/%3E%3Cpath d='M4 26a12 12 0 0 1 24 0z' fill='%23ffb24d'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/phone/fonts.css"><link rel="stylesheet" href="/phone/pay.css"></head>
<body><main>${inside}</main></body></html>
`;
