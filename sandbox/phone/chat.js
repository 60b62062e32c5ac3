/** One open chat: its head, its messages, its composer, and what a tap in it does. */
import { get, post } from './api.js';
import { chatFace, chatKey, subtitle } from './chats.js';
import { drawComposer } from './composer.js';
import { h, icon } from './dom.js';
import { drawMessages } from './messages.js';
import { dialog, menu, toast } from './overlay.js';
import { payInvoice } from './payment.js';
import { words } from './words.js';

const NEAR_PX = 120;
const PATIENCE_MS = 15_000;

export function createChatScreen(opened, start, phone, markSeen) {
  let chat = opened;
  let pendingStart = start;
  let composerState = '';
  let typingTimer;
  const waiting = new Map();
  const { attempt } = phone;
  const person = phone.person();
  const isBot = chat.kind === 'bot';

  const list = h('div', { class: 'messages', role: 'log', 'aria-live': 'polite' });
  const about = h('div', { class: 'about' });
  const scroller = h('div', { class: 'scroller', tabindex: '0' }, about, list);
  const below = h('small', {}, subtitle(chat));
  const bottom = h('div', { class: 'bottom' });
  const head = h(
    'header',
    { class: 'bar' },
    h('button', { class: 'round', type: 'button', 'aria-label': words.back, onclick: () => phone.home() }, icon('back')),
    chatFace(chat, 40),
    h('span', { class: 'who' }, h('strong', {}, chat.title), below),
    isBot ? h('button', { class: 'round', type: 'button', 'aria-label': words.more, onclick: more }, icon('more')) : null,
  );
  const element = h(
    'section',
    { class: 'open' },
    head,
    h('p', { class: 'offline-note', role: 'status' }, words.offline),
    scroller,
    bottom,
  );

  const actions = {
    onLink: (link) => void phone.openLink(link),
    onCommand: (command) => say(command),
    onButton: (message, button, key) => attempt(() => tap(message, button, key)),
    say,
    start: () => {
      const payload = pendingStart;
      pendingStart = null;
      return say(payload ? `/start ${payload}` : '/start');
    },
    unblock: () => attempt(() => post(`/people/${person.id}/unblock`, { bot: chat.bot })),
    openMenuApp: (button) => phone.openApp(chat.bot, { title: chat.title, address: button.web_app.url }),
  };

  function say(text) {
    const path = isBot ? `/people/${person.id}/messages` : `/people/${person.id}/chats/${chat.id}/messages`;
    return attempt(() => post(path, isBot ? { text, bot: chat.bot } : { text }));
  }

  async function tap(message, button, key) {
    if (button.pay) await payInvoice(person, { messageId: message.messageId }, message.invoice);
    else if (button.webApp) await phone.openApp(message.bot, { title: chat.title, address: button.webApp });
    else if (button.url) await phone.openLink(button.url);
    else if (button.copyText) await navigator.clipboard?.writeText(button.copyText).then(() => toast(words.copied));
    else if (button.data !== undefined) await press(message, button, key);
  }

  async function press(message, button, key) {
    key.classList.add('busy');
    try {
      const { callbackQueryId } = await post(`/people/${person.id}/presses`, {
        messageId: message.messageId,
        data: button.data,
        chatId: chat.id,
      });
      waiting.set(callbackQueryId, key);
      setTimeout(() => {
        if (waiting.delete(callbackQueryId)) key.classList.remove('busy');
      }, PATIENCE_MS);
    } catch (error) {
      key.classList.remove('busy');
      throw error;
    }
  }

  function more() {
    const app = chat.menu?.web_app?.url;
    const items = [
      app ? { text: words.openApp, icon: icon('app', 18), act: () => actions.openMenuApp(chat.menu) } : null,
      { text: words.switchPerson, icon: icon('users', 18), act: () => document.body.classList.add('choosing') },
      chat.blocked
        ? { text: words.unblock, icon: icon('check', 18), act: actions.unblock }
        : {
            text: words.block,
            icon: icon('close', 18),
            danger: true,
            act: () => attempt(() => post(`/people/${person.id}/block`, { bot: chat.bot })),
          },
    ];
    menu(items.filter(Boolean), words.more);
  }

  async function update(fresh) {
    if (fresh === undefined) return phone.home();
    chat = fresh;
    const path = isBot ? `/people/${person.id}/messages?bot=${chat.bot}` : `/chats/${chat.id}/messages?person=${person.id}`;
    const messages = await get(path);
    const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
    const first = list.childElementCount === 0;
    const busy = [...waiting].map(([id, key]) => [id, key.closest('article')?.dataset.key]);
    about.replaceChildren(
      ...(isBot && messages.length === 0
        ? [
            chatFace(chat, 84),
            h('h2', {}, chat.title),
            chat.description ? h('p', {}, h('b', {}, words.about), ' ', chat.description) : '',
          ]
        : []),
    );
    drawMessages(list, messages, { person, group: !isBot }, actions);
    for (const [id, key] of busy) if (!list.querySelector(`[data-key="${key}"] .busy`)) waiting.delete(id);
    below.textContent = subtitle(chat);
    const state = JSON.stringify([
      chat.started,
      chat.blocked,
      chat.commands,
      chat.menu,
      chat.keyboard,
      chat.canWrite,
      pendingStart,
      words.lang,
    ]);
    if (state !== composerState) bottom.replaceChildren(drawComposer(chat, pendingStart, actions));
    composerState = state;
    markSeen(chat);
    if (near || first) scroller.scrollTop = scroller.scrollHeight;
    // Pictures push the end down once they have loaded.
    if (near || first)
      for (const image of list.querySelectorAll('img'))
        if (!image.complete) image.addEventListener('load', () => (scroller.scrollTop = scroller.scrollHeight), { once: true });
    return undefined;
  }

  void attempt(() => update(chat));

  return {
    key: chatKey(chat),
    element,
    update,
    typing({ chatId }) {
      if (chatId !== chat.id) return;
      below.replaceChildren(words.typing, h('span', { class: 'dots' }, h('i'), h('i'), h('i')));
      clearTimeout(typingTimer);
      typingTimer = setTimeout(() => (below.textContent = subtitle(chat)), 5000);
    },
    answered({ callbackQueryId, text, showAlert, url }) {
      waiting.get(callbackQueryId)?.classList.remove('busy');
      waiting.delete(callbackQueryId);
      if (url) void phone.openLink(url);
      if (!text) return;
      if (showAlert) void dialog({ text });
      else toast(text);
    },
    leave: () => clearTimeout(typingTimer),
  };
}
