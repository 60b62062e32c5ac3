/** The list of letters, newest first, with a search by recipient. */
import { h } from '/phone/dom.js';
import { moment, words } from './words.js';

const root = document.getElementById('box');
const rows = h('ul', { class: 'rows' });
const search = h('input', {
  type: 'search',
  autocomplete: 'off',
  spellcheck: 'false',
  placeholder: words.search,
  'aria-label': words.search,
});

export function drawBox({ to, onSearch }) {
  search.value = to;
  search.addEventListener('input', () => onSearch(search.value.trim()));
  root.replaceChildren(
    h(
      'header',
      {},
      h('p', { class: 'brand' }, words.brand),
      h('h1', {}, words.mailbox),
      h('p', { class: 'dim' }, words.hint, ' ', h('a', { href: '/phone' }, words.phone)),
    ),
    search,
    rows,
  );
}

/** @param letters oldest first, as the sandbox keeps them */
export function drawRows(letters, { openId, searching }) {
  if (letters.length === 0) {
    const nothing = searching
      ? [h('strong', {}, words.nobody)]
      : [h('strong', {}, words.empty), h('span', { class: 'dim' }, words.emptyHint)];
    rows.replaceChildren(h('li', { class: 'empty' }, ...nothing));
    return;
  }
  rows.replaceChildren(...letters.toReversed().map((letter) => h('li', {}, row(letter, letter.id === openId))));
}

const row = ({ id, to, subject, preview, at, attachments }, open) =>
  h(
    'a',
    { class: 'row', href: `#${id}`, 'aria-current': open ? 'true' : null },
    h('span', { class: 'row-top' }, h('span', { class: 'whom' }, to), h('time', { class: 'num dim', datetime: at }, moment(at))),
    h('strong', {}, subject || words.noSubject),
    h('span', { class: 'preview dim' }, preview),
    attachments > 0 ? h('span', { class: 'count num' }, `${words.attachments}: ${attachments}`) : null,
  );
