/** Reads MarkdownV2, and the older Markdown without its strictness, into text and entities. */
import { type Formatted, unparsable } from './html.ts';
import type { Entity } from './types.ts';

const RESERVED = '_*[]()~`>#+-=|{}.!';
const MARKS: ReadonlyArray<[mark: string, type: string]> = [
  ['||', 'spoiler'],
  ['__', 'underline'],
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strikethrough'],
];

export function parseMarkdown(source: string, strict: boolean): Formatted {
  const entities: Entity[] = [];
  const open: Array<{ mark: string; type: string; at: number; byte: number }> = [];
  const marks = strict ? MARKS : MARKS.slice(2, 4);
  let text = '';
  let at = 0;
  let quoteFrom = -1;
  const offset = (): number => Buffer.byteLength(source.slice(0, at));
  const until = (end: string, from: number, what: string): number => {
    const found = source.indexOf(end, from);
    if (found === -1) throw unparsable(`Can't find end of ${what} entity at byte offset ${offset()}`);
    return found;
  };

  while (at < source.length) {
    const character = source[at] ?? '';
    const lineStart = at === 0 || source[at - 1] === '\n';
    if (quoteFrom >= 0 && lineStart && character !== '>') endQuote();
    if (character === '\\' && at + 1 < source.length) {
      text += source[at + 1];
      at += 2;
    } else if (source.startsWith('```', at)) {
      const end = until('```', at + 3, 'Pre');
      const [, language, code = ''] = /^([\w+#-]*)\n?([\s\S]*)$/.exec(source.slice(at + 3, end)) ?? [];
      add('pre', text.length, code.replace(/\\(.)/g, '$1'), language ? { language } : {});
      at = end + 3;
    } else if (character === '`') {
      const end = until('`', at + 1, 'Code');
      add('code', text.length, source.slice(at + 1, end).replace(/\\(.)/g, '$1'), {});
      at = end + 1;
    } else if (strict && character === '>' && lineStart) {
      if (quoteFrom < 0) quoteFrom = text.length;
      at += 1;
    } else if (character === '[' || (strict && source.startsWith('![', at))) {
      const opening = character === '[' ? 1 : 2;
      open.push({ mark: ']', type: opening === 1 ? 'text_link' : 'custom_emoji', at: text.length, byte: offset() });
      at += opening;
    } else if (character === ']' && open.at(-1)?.mark === ']') {
      const link = open.pop();
      if (source[at + 1] !== '(') throw unparsable(`Can't find end of a URL at byte offset ${offset()}`);
      const end = until(')', at + 2, 'a URL');
      const url = source.slice(at + 2, end).replace(/\\(.)/g, '$1');
      const extra =
        link?.type === 'custom_emoji' ? { custom_emoji_id: new URLSearchParams(url.split('?')[1]).get('id') } : { url };
      entities.push({ type: link?.type ?? 'text_link', offset: link?.at ?? 0, length: text.length - (link?.at ?? 0), ...extra });
      at = end + 1;
    } else {
      mark(character);
    }
  }
  if (quoteFrom >= 0) endQuote();
  const unclosed = open.at(-1);
  if (unclosed) throw unparsable(`Can't find end of ${title(unclosed.type)} entity at byte offset ${unclosed.byte}`);
  return { text, entities: entities.filter((entity) => entity.length > 0) };

  function mark(character: string): void {
    const found = marks.find(([sign]) => source.startsWith(sign, at));
    if (found === undefined) {
      if (strict && RESERVED.includes(character)) {
        throw unparsable(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
      }
      text += character;
      at += 1;
      return;
    }
    const [sign, type] = found;
    const top = open.at(-1);
    if (top?.mark === sign) {
      open.pop();
      entities.push({ type, offset: top.at, length: text.length - top.at });
    } else {
      open.push({ mark: sign, type, at: text.length, byte: offset() });
    }
    at += sign.length;
  }

  function add(type: string, from: number, content: string, extra: Record<string, unknown>): void {
    text += content;
    entities.push({ type, offset: from, length: content.length, ...extra });
  }

  function endQuote(): void {
    entities.push({ type: 'blockquote', offset: quoteFrom, length: text.trimEnd().length - quoteFrom });
    quoteFrom = -1;
  }
}

const title = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1);
