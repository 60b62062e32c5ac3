/** The list of chats: bots, groups and channels. */
import { h, icon, portrait } from './dom.js';
import { words } from './words.js';

export const chatKey = (chat) => (chat.kind === 'bot' ? `@${chat.bot}` : String(chat.id));

export function chatFace(chat, size) {
  return portrait(chat.title, chat.id % 997, size, chat.kind === 'bot' ? 'house' : '');
}

export function subtitle(chat) {
  if (chat.kind === 'bot') return words.bot;
  return chat.kind === 'channel' ? words.subscribers(chat.members) : words.members(chat.members);
}

export function drawChats(chats, unread, { onOpen, onPeople }) {
  const row = (chat) =>
    h(
      'button',
      { class: 'chat', type: 'button', onclick: () => onOpen(chat) },
      chatFace(chat, 52),
      h(
        'span',
        { class: 'who' },
        h(
          'strong',
          {},
          chat.kind === 'channel' ? icon('channel', 15) : null,
          chat.kind === 'supergroup' ? icon('users', 15) : null,
          chat.title,
        ),
        h('small', {}, subtitle(chat)),
      ),
      unread(chat) ? h('i', { class: 'dot', 'aria-label': '•' }) : null,
    );
  return h(
    'section',
    { class: 'chats' },
    h(
      'header',
      { class: 'bar' },
      h('button', { class: 'round narrow', type: 'button', 'aria-label': words.switchPerson, onclick: onPeople }, icon('back')),
      h('strong', { class: 'heading' }, words.chats),
    ),
    chats.length === 0 ? h('p', { class: 'empty' }, words.noChats) : h('div', { class: 'list' }, chats.map(row)),
  );
}
