/** The lower edge of a chat: what to say, the bot's commands, its keyboard. */
import { h, icon } from './dom.js';
import { menu } from './overlay.js';
import { words } from './words.js';

/** @param actions `{say, openMenuApp, start, unblock}` */
export function drawComposer(chat, pendingStart, actions) {
  if (chat.kind !== 'bot')
    return chat.canWrite ? form(chat, actions) : h('footer', { class: 'composer locked' }, words.onlyAdmins);
  if (chat.blocked) return single(words.unblock, actions.unblock);
  if (!chat.started || pendingStart) return single(words.start, actions.start);
  return form(chat, actions);
}

const single = (text, act) =>
  h('footer', { class: 'composer' }, h('button', { class: 'big', type: 'button', onclick: act }, text));

function form(chat, actions) {
  const input = h('textarea', {
    rows: '1',
    maxlength: '4096',
    placeholder: words.message,
    'aria-label': words.message,
    oninput: grow,
    onkeydown: keys,
  });
  const hints = h('div', { class: 'hints', hidden: true });
  const commands = chat.commands ?? [];
  const webApp = chat.menu?.type === 'web_app' ? chat.menu : undefined;
  const left = webApp
    ? h('button', { class: 'pill', type: 'button', onclick: () => actions.openMenuApp(webApp) }, icon('app', 16), webApp.text)
    : commands.length > 0
      ? h('button', { class: 'round', type: 'button', 'aria-label': words.menu, onclick: () => showCommands() }, icon('menu'))
      : null;

  function grow() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 140)}px`;
    const typed = /^\/(\w*)$/.exec(input.value)?.[1];
    const fitting = typed === undefined ? [] : commands.filter(({ command }) => command.startsWith(typed));
    hints.hidden = fitting.length === 0;
    hints.replaceChildren(...fitting.map(commandRow));
  }

  function commandRow({ command, description }) {
    return h(
      'button',
      { type: 'button', onclick: () => say(`/${command}`) },
      h('b', {}, `/${command}`),
      h('span', {}, description),
    );
  }

  function showCommands() {
    menu(
      commands.map(({ command, description }) => ({
        text: [h('b', {}, `/${command}`), h('span', {}, description)],
        act: () => say(`/${command}`),
      })),
      words.menu,
    );
  }

  function keys(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    say(input.value);
  }

  function submit(event) {
    event.preventDefault();
    say(input.value);
  }

  function say(text) {
    if (text.trim() === '') return;
    input.value = '';
    grow();
    actions.say(text.trim());
    input.focus();
  }

  return h('footer', { class: 'composer' }, [
    hints,
    h('form', { onsubmit: submit }, left, input, h('button', { class: 'round send', 'aria-label': words.send }, icon('send'))),
    chat.keyboard ? replyKeyboard(chat.keyboard, actions) : null,
  ]);
}

function replyKeyboard({ keyboard }, actions) {
  const text = (key) => (typeof key === 'string' ? key : key.text);
  const act = (key) => (key.web_app ? actions.openMenuApp(key) : actions.say(text(key)));
  return h(
    'div',
    { class: 'reply' },
    keyboard.map((row) =>
      h(
        'div',
        { class: 'row' },
        row.map((key) => h('button', { class: 'key', type: 'button', onclick: () => act(key) }, text(key))),
      ),
    ),
  );
}
