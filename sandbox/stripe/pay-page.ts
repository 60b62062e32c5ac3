/** The payment page as HTML. */
import type { LineItem, Session } from './types.ts';
import type { Words } from './words.ts';

const plain = (text: unknown): string => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The text with every number of an order kept in one piece: a line must not break at its hyphens. */
const whole = (text: unknown): string =>
  plain(text).replace(/\b[\dA-Z]{1,3}(?:-[\dA-Z]{2,3})+\b/g, (number) => `<span class="whole">${number}</span>`);

export function formatMoney(amount: number, currency: string, lang: string): string {
  const format = new Intl.NumberFormat(lang, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** digits);
}

export function payPage(words: Words, session: Session, lines: LineItem[], declined: boolean): string {
  const money = (amount: number): string => plain(formatMoney(amount, session.currency, words.lang));
  const first = lines[0];
  const about = (first?.['details'] as { description: string | null } | undefined)?.description;
  const until = new Intl.DateTimeFormat(words.lang, { timeStyle: 'short', dateStyle: 'short', hourCycle: 'h23' }).format(
    session.expires_at * 1000,
  );
  return frame(
    words,
    first?.description ?? words.title,
    `<section class="order">
  <a class="back" href="${plain(session.cancel_url ?? '#')}" ${session.cancel_url ? '' : 'hidden'}>${ARROW} ${words.back}</a>
  <p class="sum num">${money(session.amount_total)}</p>
  <ul>${lines
    .map(
      (line) =>
        `<li><span>${whole(line.description)}${line.quantity > 1 ? ` <em class="num">× ${line.quantity}</em>` : ''}</span><b class="num">${money(line.amount_total)}</b></li>`,
    )
    .join('')}
    <li class="total"><span>${words.total}</span><b class="num">${money(session.amount_total)}</b></li></ul>
  ${about ? `<p class="about">${whole(about)}</p>` : ''}
  <p class="until">${words.left} <time class="num">${plain(until)}</time></p>
</section>
<form class="card" method="post" action="/pay/${session.id}/pay">
  <p class="test">${words.test}</p>
  ${declined ? `<p class="declined" role="alert">${words.declined}</p>` : ''}
  <label>${words.email}<input name="email" type="email" autocomplete="email" value="${plain(session.customer_email ?? '')}" placeholder="anna@example.com"></label>
  <label>${words.card}<input name="card" class="num" inputmode="numeric" autocomplete="off" value="4242 4242 4242 4242" maxlength="23"></label>
  <div class="pair"><label>${words.until}<input class="num" name="until" value="12 / 34" autocomplete="off"></label><label>${words.code}<input class="num" name="code" value="123" autocomplete="off"></label></div>
  <label>${words.holder}<input name="holder" value="ANNA ARKADINA" autocomplete="off"></label>
  <button class="pay">${words.pay} <span class="num">${money(session.amount_total)}</span></button>
  <button class="decline" formaction="/pay/${session.id}/decline">${words.decline}</button>
</form>
${ANEW}`,
  );
}

export function closedPage(words: Words, notice: { title: string; text: string }, session: Session | null): string {
  const to =
    session &&
    (session.status === 'complete' ? session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id) : session.cancel_url);
  return frame(
    words,
    notice.title,
    `<section class="notice"><h1>${notice.title}</h1><p>${notice.text}</p>${to ? `<a class="pay" href="${plain(to)}">${words.back}</a>` : ''}</section>`,
  );
}

// With "back" a browser shows the page as it was; asked anew, it says that it is paid.
const ANEW = `<script>
addEventListener('pageshow', ({ persisted }) => {
  const [visit] = performance.getEntriesByType('navigation');
  if (persisted || visit?.type === 'back_forward') location.reload();
});
</script>`;

// Lucide's arrow-left.
const ARROW =
  '<svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="m12 19-7-7 7-7"/><path d="M19 12H5"/></svg>';

const frame = (words: Words, title: string, inside: string): string => `<!doctype html>
<html lang="${words.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="dark"><meta name="robots" content="noindex"><title>${plain(title)}</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='9' fill='%23100c14'/%3E%3Cpath d='M4 26a12 12 0 0 1 24 0z' fill='%23ffb24d'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/phone/fonts.css"><link rel="stylesheet" href="/phone/pay.css"></head>
<body><main>${inside}</main></body></html>
`;
