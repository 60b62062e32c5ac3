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
        source.slice(at, entity.offset),
        wrap(entity, range(source, entity.offset, end, nested), source.slice(entity.offset, end)),
      );
      at = end;
    }
    parts.push(source.slice(at, to));
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
