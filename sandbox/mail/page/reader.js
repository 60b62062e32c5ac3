/** One letter: who, what, its attachments, and its body in a frame that may neither run nor load anything. */
import { h, icon } from '/phone/dom.js';
import { moment, size, words } from './words.js';

const root = document.getElementById('reader');

export function drawNothing(text) {
  root.replaceChildren(h('p', { class: 'nothing dim' }, text));
}

export function drawLetter(letter) {
  const stage = h('div', { class: 'stage' });
  const frame = h('iframe', {
    title: words.letter,
    src: `/mailbox/${letter.id}/html`,
    sandbox: 'allow-popups allow-popups-to-escape-sandbox',
    referrerpolicy: 'no-referrer',
  });
  const plain = h('pre', { class: 'plain', tabindex: '0' }, letter.text);
  const views = { letter: [frame, ''], narrow: [frame, 'is-narrow'], text: [plain, ''] };
  const buttons = Object.keys(views).map((view) =>
    h('button', { type: 'button', class: `view view-${view}`, 'data-view': view, onclick: () => show(view) }, words[view]),
  );

  function show(view) {
    const [body, kind] = views[view];
    stage.className = `stage ${kind}`;
    if (stage.firstChild !== body) stage.replaceChildren(body);
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.view === view));
  }

  root.replaceChildren(
    h(
      'header',
      { class: 'about' },
      h('a', { class: 'back', href: '#' }, icon('back', 20), words.back),
      h('h2', {}, letter.subject || words.noSubject),
      h(
        'dl',
        {},
        fact(words.from, letter.from),
        fact(words.to, letter.to),
        fact(words.at, h('time', { class: 'num', datetime: letter.at }, moment(letter.at))),
      ),
      letter.attachments.length > 0
        ? h('ul', { class: 'files', 'aria-label': words.attachments }, letter.attachments.map(file))
        : null,
      h('div', { class: 'views', role: 'group', 'aria-label': words.letter }, buttons),
    ),
    stage,
  );
  show(letter.html ? 'letter' : 'text');
  root.focus({ preventScroll: true });
}

const fact = (name, value) => h('div', {}, h('dt', { class: 'dim' }, name), h('dd', {}, value));

const file = ({ url, filename, size: bytes }) =>
  h('li', {}, h('a', { href: url, target: '_blank' }, icon('file', 16), filename, h('span', { class: 'num dim' }, size(bytes))));
