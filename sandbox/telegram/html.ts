/** Reads Telegram's HTML into text and entities, as strictly as Telegram does. */
import { badRequest } from './api-error.ts';
import type { Entity } from './types.ts';

export type Formatted = { text: string; entities: Entity[] };
type Open = { tag: string; attributes: Record<string, string>; at: number };

const TYPES: Record<string, string> = {
  ...{ b: 'bold', strong: 'bold', i: 'italic', em: 'italic', u: 'underline', ins: 'underline' },
  ...{ s: 'strikethrough', strike: 'strikethrough', del: 'strikethrough', 'tg-spoiler': 'spoiler', span: 'spoiler' },
  ...{ a: 'text_link', code: 'code', pre: 'pre', blockquote: 'blockquote', 'tg-emoji': 'custom_emoji' },
};
const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

export function parseHtml(source: string): Formatted {
  const entities: Entity[] = [];
  const open: Open[] = [];
  let text = '';
  let at = 0;
  const offset = (): number => Buffer.byteLength(source.slice(0, at));

  while (at < source.length) {
    const rest = source.slice(at);
    if (rest[0] === '&') {
      const [whole, code] = decode(rest);
      text += code;
      at += whole.length;
    } else if (rest[0] === '<') {
      const end = rest.indexOf('>');
      if (end === -1) throw unparsable(`Unclosed start tag at byte offset ${offset()}`);
      const inside = rest.slice(1, end).trim();
      if (inside.startsWith('/')) close(inside.slice(1).trim().toLowerCase());
      else start(inside);
      at += end + 1;
    } else {
      text += rest[0];
      at += 1;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed) throw unparsable(`Can't find end tag corresponding to start tag "${unclosed.tag}"`);
  return { text, entities };

  function start(inside: string): void {
    const [, tag = '', tail = ''] = /^([^\s/]+)([\s\S]*)$/.exec(inside) ?? [];
    const name = tag.toLowerCase();
    const attributes = Object.fromEntries(
      [...tail.matchAll(/([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)].map((match) => [
        (match[1] ?? '').toLowerCase(),
        unquote(match[2] ?? match[3] ?? match[4] ?? ''),
      ]),
    );
    if (TYPES[name] === undefined) throw unparsable(`Unsupported start tag "${name}" at byte offset ${offset()}`);
    if (name === 'span' && attributes['class'] !== 'tg-spoiler') {
      throw unparsable(`Tag "span" must have class "tg-spoiler" at byte offset ${offset()}`);
    }
    open.push({ tag: name, attributes, at: text.length });
  }

  function close(name: string): void {
    const opened = open.pop();
    if (opened === undefined) throw unparsable(`Unexpected end tag at byte offset ${offset()}`);
    if (name !== '' && name !== opened.tag) {
      throw unparsable(`Unmatched end tag at byte offset ${offset()}, expected "</${opened.tag}>", found "</${name}>"`);
    }
    const length = text.length - opened.at;
    if (length === 0) return;
    const entity: Entity = { type: TYPES[opened.tag] ?? '', offset: opened.at, length };
    if (opened.tag === 'a') entity['url'] = opened.attributes['href'] ?? text.slice(opened.at);
    if (opened.tag === 'tg-emoji') entity['custom_emoji_id'] = opened.attributes['emoji-id'] ?? '';
    if (opened.tag === 'blockquote' && 'expandable' in opened.attributes) entity.type = 'expandable_blockquote';
    const language = opened.tag === 'code' ? /^language-(.+)$/.exec(opened.attributes['class'] ?? '')?.[1] : undefined;
    const pre = open.at(-1);
    if (opened.tag === 'code' && pre?.tag === 'pre' && pre.at === opened.at) {
      // <pre><code class="language-x">: one entity, made when the outer tag closes.
      if (language !== undefined) pre.attributes['language'] = language;
      return;
    }
    if (opened.tag === 'pre' && opened.attributes['language']) entity['language'] = opened.attributes['language'];
    entities.push(entity);
  }
}

function decode(rest: string): [whole: string, character: string] {
  const match = /^&(#x[0-9a-f]+|#\d+|[a-z]+);?/i.exec(rest);
  const name = match?.[1] ?? '';
  if (match === null) return ['&', '&'];
  if (name.startsWith('#')) {
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? [match[0], String.fromCodePoint(code)] : ['&', '&'];
  }
  const character = NAMED[name.toLowerCase()];
  return character === undefined ? ['&', '&'] : [match[0], character];
}

const unquote = (value: string): string => value.replace(/&[^;\s]+;/g, (code) => decode(code)[1]);
export const unparsable = (reason: string): Error => badRequest(`can't parse entities: ${reason}`);
