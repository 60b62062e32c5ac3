/** The payment page as HTML. */
import { ANEW, ARROW, formatMoney, frame, fromNow, type Notice, noticePage, plain, whole } from '../shared/pay-frame.ts';
import type { Desk } from './desk.ts';
import { kopecks } from './input.ts';
import type { Amount, Payment } from './types.ts';
import type { Words } from './words.ts';

export function payPage(words: Words, { state }: Desk, payment: Payment): string {
  const money = (amount: Amount, times = 1): string => plain(formatMoney(kopecks(amount) * times, amount.currency, words.lang));
  const receipt = state.receipts[payment.id];
  const until = state.terms[payment.id]?.payUntil ?? Date.now();
  const back = payment.confirmation?.return_url;
  const at = `/yookassa-page/${payment.id}`;
  return frame(
    words.lang,
    words.title,
    `<section class="order">
  <a class="back" href="${plain(back ?? '#')}" ${back ? '' : 'hidden'}>${ARROW} ${words.back}</a>
  <p class="sum num">${money(payment.amount)}</p>
  <ul>${(receipt?.items ?? [])
    .map(
      ({ description, quantity, amount }) =>
        `<li><span>${whole(description)}${Number(quantity) > 1 ? ` <em class="num">× ${Number(quantity)}</em>` : ''}</span><b class="num">${money(amount, Number(quantity))}</b></li>`,
    )
    .join('')}
    <li class="total"><span>${words.total}</span><b class="num">${money(payment.amount)}</b></li></ul>
  ${payment.description ? `<p class="about">${whole(payment.description)}</p>` : ''}
  <p class="until">${words.left} <time class="num" datetime="${new Date(until).toISOString()}">${plain(fromNow(until, words.lang))}</time></p>
</section>
<form class="card" method="post" action="${at}/pay">
  <p class="test">${words.test}</p>
  <fieldset class="methods"><legend>${words.how}</legend>${Object.entries(words.methods)
    .map(
      ([name, label], index) =>
        `<label><input type="radio" name="method" value="${name}" ${index === 0 ? 'checked' : ''}><span>${label}</span></label>`,
    )
    .join('')}</fieldset>
  <div class="by-card">
    <label>${words.card}<input name="card" class="num" inputmode="numeric" autocomplete="off" value="5555 5555 5555 4477" maxlength="23"></label>
    <div class="pair"><label>${words.until}<input class="num" name="until" value="12 / 34" autocomplete="off"></label><label>${words.code}<input class="num" name="code" value="123" autocomplete="off"></label></div>
  </div>
  ${receipt?.customer.email ? `<p class="receipt">${words.receipt} <b>${plain(receipt.customer.email)}</b></p>` : ''}
  <button class="pay">${words.pay} <span class="num">${money(payment.amount)}</span></button>
  <button class="decline" formaction="${at}/decline">${words.decline}</button>
</form>
${ANEW}`,
  );
}

export const closedPage = (words: Words, notice: Notice, payment: Payment | null): string =>
  noticePage(words.lang, notice, words.back, payment?.confirmation?.return_url ?? null);
