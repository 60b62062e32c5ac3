/** What lies over the phone's screen: sheets, dialogs, menus, toasts. The topmost takes the keyboard. */
import { h } from './dom.js';
import { words } from './words.js';

const holder = document.getElementById('overlays');
const layer = document.getElementById('layer');
const toasts = document.getElementById('toasts');
const open = [];

/** @returns closes it; `onClose` is called once, however it ends */
export function overlay(content, { kind = 'sheet', label, onClose } = {}) {
  const before = document.activeElement;
  const panel = h('div', { class: `panel ${kind}`, role: 'dialog', 'aria-modal': 'true', 'aria-label': label }, content);
  const root = h('div', { class: `overlay of-${kind}`, onclick: (event) => event.target === root && close() }, panel);
  let closed = false;
  function close() {
    if (closed) return;
    closed = true;
    open.splice(open.indexOf(close), 1);
    root.classList.add('leaving');
    setTimeout(() => root.remove(), 180);
    settle();
    before?.focus?.();
    onClose?.();
  }
  open.push(close);
  close.root = root;
  holder.append(root);
  settle();
  (panel.querySelector('[autofocus], button, input, iframe') ?? panel).focus({ preventScroll: true });
  return close;
}

/** Everything but the topmost is out of reach. */
function settle() {
  layer.inert = open.length > 0;
  open.forEach((close, index) => {
    close.root.inert = index < open.length - 1;
  });
}

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && open.length > 0) open.at(-1)();
});

export function toast(text) {
  const note = h('p', { class: 'toast' }, text);
  toasts.append(note);
  setTimeout(() => note.classList.add('leaving'), 2800);
  setTimeout(() => note.remove(), 3000);
}

/** @returns the id of the button that was pressed, or null */
export function dialog({ title, text, buttons = [{ id: 'ok', text: words.ok }] }) {
  return new Promise((resolve) => {
    let chosen = null;
    const choose = (id) => {
      chosen = id;
      close();
    };
    const close = overlay(
      [
        title ? h('h2', {}, title) : null,
        h('p', { class: 'said' }, text),
        h(
          'div',
          { class: 'choices' },
          buttons.map(({ id, text: label, destructive }) =>
            h('button', { class: destructive ? 'choice danger' : 'choice', type: 'button', onclick: () => choose(id) }, label),
          ),
        ),
      ],
      { kind: 'dialog', label: title ?? text, onClose: () => resolve(chosen) },
    );
  });
}

/** A short list of actions under a button. */
export function menu(items, label) {
  const run = (act) => {
    close();
    act();
  };
  const close = overlay(
    h(
      'div',
      { class: 'menu' },
      items.map(({ text, icon, danger, act }) =>
        h('button', { class: danger ? 'danger' : '', type: 'button', onclick: () => run(act) }, icon, text),
      ),
    ),
    { kind: 'popover', label },
  );
}
