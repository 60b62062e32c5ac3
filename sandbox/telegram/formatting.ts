/** Text with its entities, from whichever way the bot marked it up, with Telegram's limits on length. */
import { badRequest } from './api-error.ts';
import { type Formatted, parseHtml } from './html.ts';
import { parseMarkdown } from './markdown.ts';
import type { Params } from './params.ts';
import type { Entity } from './types.ts';

export const TEXT_LIMIT = 4096;
export const CAPTION_LIMIT = 1024;

export function readText(params: Params): Formatted {
  const formatted = format(params.text('text') ?? '', params.text('parse_mode'), params.object<Entity[]>('entities'));
  if (formatted.text === '') throw badRequest('message text is empty');
  if (formatted.text.length > TEXT_LIMIT) throw badRequest('message is too long');
  return formatted;
}

export function readCaption(
  caption: string | undefined,
  parseMode: string | undefined,
  entities: Entity[] | undefined,
): Formatted {
  const formatted = format(caption ?? '', parseMode, entities);
  if (formatted.text.length > CAPTION_LIMIT) throw badRequest('message caption is too long');
  return formatted;
}

function format(source: string, parseMode: string | undefined, entities: Entity[] | undefined): Formatted {
  const mode = (parseMode ?? '').toLowerCase();
  if (mode === 'html') return tidy(parseHtml(source));
  if (mode === 'markdownv2' || mode === 'markdown') return tidy(parseMarkdown(source, mode === 'markdownv2'));
  if (mode !== '') throw badRequest('unsupported parse_mode');
  return tidy({ text: source, entities: entities ?? [] });
}

/** Telegram trims the ends, keeps entities within the text and finds links and commands itself. */
function tidy({ text, entities }: Formatted): Formatted {
  const lead = text.length - text.trimStart().length;
  const trimmed = text.trim();
  const kept = entities.flatMap((entity) => {
    const start = Math.max(0, entity.offset - lead);
    const end = Math.min(trimmed.length, entity.offset - lead + entity.length);
    return end > start ? [{ ...entity, offset: start, length: end - start }] : [];
  });
  const found = findEntities(trimmed).filter(
    (one) => !kept.some((other) => one.offset < other.offset + other.length && other.offset < one.offset + one.length),
  );
  return { text: trimmed, entities: [...kept, ...found].sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

const PATTERNS: ReadonlyArray<[type: string, pattern: RegExp]> = [
  ['url', /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}»]/g],
  ['email', /[\w.+-]+@[\w-]+\.[\w.-]*\w/g],
  ['bot_command', /(?<![\w/@])\/\w{1,64}(?:@\w{3,32})?(?![\w/])/g],
  ['mention', /(?<![\w@])@\w{3,32}/g],
  ['hashtag', /(?<![\p{L}\p{N}_])#[\p{L}_][\p{L}\p{N}_]*/gu],
];

/** The entities that Telegram finds in plain text by itself. */
export function findEntities(text: string): Entity[] {
  const found: Entity[] = [];
  for (const [type, pattern] of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const one = { type, offset: match.index, length: match[0].length };
      if (!found.some((other) => one.offset < other.offset + other.length && other.offset < one.offset + one.length))
        found.push(one);
    }
  }
  return found.sort((a, b) => a.offset - b.offset);
}
