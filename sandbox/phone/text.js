/** Shows a text with Telegram's entities as elements. */
import { h } from './dom.js';

const TAGS = {
  bold: 'b',
  italic: 'i',
  underline: 'u',
  strikethrough: 's',
  code: 'code',
  pre: 'pre',
  blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

// Orders' and tickets' numbers have hyphens in them, and a line must not break there.
const NUMBER = /\b[\dA-Z]{1,3}(?:-[\dA-Z]{2,3})+\b/g;

/** The text in parts, with every number of an order or a ticket kept in one piece. */
export function unbroken(text) {
  const parts = [];
  let at = 0;
  for (const { 0: number, index } of text.matchAll(NUMBER)) {
    parts.push(text.slice(at, index), h('span', { class: 'whole' }, number));
    at = index + number.length;
  }
  return [...parts, text.slice(at)].filter((part) => part !== '');
}

/** @param onLink called with an address, onCommand with a command */
export function richText(text, entities, { onLink, onCommand }) {
  return range(
    text,
    0,
    text.length,
    [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length),
  );

  function range(source, from, to, inside) {
    const parts = [];
    let at = from;
    const queue = [...inside];
    while (queue.length > 0) {
      const entity = queue.shift();
      if (entity.offset < at) continue;
      const end = Math.min(to, entity.offset + entity.length);
      const nested = [];
      while (queue.length > 0 && queue[0].offset < end) nested.push(queue.shift());
      parts.push(
        ...unbroken(source.slice(at, entity.offset)),
        wrap(entity, range(source, entity.offset, end, nested), source.slice(entity.offset, end)),
      );
      at = end;
    }
    parts.push(...unbroken(source.slice(at, to)));
    return parts.filter((part) => part !== '');
  }

  function wrap(entity, children, plain) {
    const link = (address) => {
      const follow = (event) => {
        event.preventDefault();
        onLink(address);
      };
      return h('a', { href: address, onclick: follow }, children);
    };
    switch (entity.type) {
      case 'text_link':
        return link(entity.url);
      case 'url':
        return link(/^\w+:/.test(plain) ? plain : `https://${plain}`);
      case 'mention':
        return link(`https://t.me/${plain.slice(1)}`);
      case 'bot_command':
        return h('button', { class: 'command', type: 'button', onclick: () => onCommand(plain) }, children);
      case 'spoiler':
        return h('span', { class: 'spoiler', tabindex: '0', role: 'button', onclick: reveal, onkeydown: reveal }, children);
      default:
        return TAGS[entity.type] ? h(TAGS[entity.type], {}, children) : h('span', {}, children);
    }
  }
}

function reveal(event) {
  if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
  event.currentTarget.classList.add('shown');
}
