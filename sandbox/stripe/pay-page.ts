/** The payment page as HTML. */
import { ANEW, ARROW, formatMoney, frame, fromNow, type Notice, noticePage, plain, whole } from '../shared/pay-frame.ts';
import type { LineItem, Session } from './types.ts';
import type { Words } from './words.ts';

export function payPage(words: Words, session: Session, lines: LineItem[], declined: boolean): string {
  const money = (amount: number): string => plain(formatMoney(amount, session.currency, words.lang));
  const first = lines[0];
  const about = (first?.['details'] as { description: string | null } | undefined)?.description;
  const until = session.expires_at * 1000;
  return frame(
    words.lang,
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
  <p class="until">${words.left} <time class="num" datetime="${new Date(until).toISOString()}">${plain(fromNow(until, words.lang))}</time></p>
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

export function closedPage(words: Words, notice: Notice, session: Session | null): string {
  const to =
    session &&
    (session.status === 'complete' ? session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id) : session.cancel_url);
  return noticePage(words.lang, notice, words.back, to);
}
