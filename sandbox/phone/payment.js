/** The payment sheet: what it costs, how many Stars there are, and how it went. */
import { get, post, Refused } from './api.js';
import { h, icon } from './dom.js';
import { overlay } from './overlay.js';
import { unbroken } from './text.js';
import { money, number, words } from './words.js';

export const price = (amount, currency) => [
  currency === 'XTR' ? icon('star', 18) : null,
  h('span', { class: 'num' }, money(amount, currency)),
];

/**
 * @param target `{messageId}` or `{link}`
 * @returns 'paid', 'failed' or 'cancelled', as a Mini App hears it
 */
export async function payInvoice(person, target, invoice) {
  const shown = invoice ?? (await get(`/people/${person.id}/invoice?link=${encodeURIComponent(target.link)}`));
  const { stars } = await get(`/people/${person.id}`);
  return new Promise((resolve) => {
    let outcome = 'cancelled';
    const button = h(
      'button',
      { class: 'big', type: 'button', autofocus: true, onclick: pay },
      words.pay,
      price(shown.totalAmount, shown.currency),
    );
    const note = h('p', { class: 'note', role: 'alert' });
    const body = h('div', { class: 'payment' }, [
      h('div', { class: 'coin', 'aria-hidden': 'true' }, icon(shown.currency === 'XTR' ? 'star' : 'app', 40)),
      h('h2', {}, unbroken(shown.title)),
      h('p', { class: 'dim' }, unbroken(shown.description)),
      h('p', { class: 'cost' }, price(shown.totalAmount, shown.currency)),
      shown.currency === 'XTR' ? h('p', { class: 'dim num' }, `${words.balance}: ${number(stars)}`) : null,
      note,
      button,
      h('button', { class: 'quiet', type: 'button', onclick: () => close() }, words.cancel),
    ]);
    const close = overlay(body, { label: words.confirm, onClose: () => resolve(outcome) });

    async function pay() {
      button.disabled = true;
      button.replaceChildren(h('i', { class: 'spinner' }), words.paying);
      note.textContent = '';
      try {
        const result = await post(`/people/${person.id}/payments`, target);
        if (result.result === 'paid') return done();
        fail(result.error);
      } catch (error) {
        fail(error instanceof Refused ? error.message : words.failed);
      }
    }

    function fail(message) {
      outcome = 'failed';
      note.textContent = message;
      button.disabled = false;
      button.replaceChildren(words.pay, ...price(shown.totalAmount, shown.currency).filter(Boolean));
    }

    function done() {
      outcome = 'paid';
      body.replaceChildren(
        h('div', { class: 'coin paid' }, icon('check', 44)),
        h('h2', { role: 'status' }, words.thanks),
        h('p', { class: 'cost' }, price(shown.totalAmount, shown.currency)),
      );
      setTimeout(close, 1100);
    }
  });
}
