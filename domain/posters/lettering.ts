/** Sets text into the width of a poster: as large as fits, wrapped evenly, and cut only when nothing else helps. */
import type { Outline, Outlined, TextStyle } from './outline.ts';

export type SetText = { lines: Outlined[]; size: number };

type Box = { width: number; height: number; leading: number; sizes: readonly number[] };
type Style = Omit<TextStyle, 'size'>;

/** More letters than this are never readable on a poster; measuring them would only take time. */
const longest = 240;

/** The first of `box.sizes`, from large to small, at which the text fits; at the smallest the end is cut with an ellipsis. */
export function setText(text: string, style: Style, box: Box, outline: Outline): SetText {
  const at100 = new Map<string, number>();
  // Widths grow with the size, so each piece of text is measured once.
  const widthAt100 = (part: string) => {
    const known = at100.get(part) ?? outline(part, { ...style, size: 100 }).width;
    at100.set(part, known);
    return known;
  };
  const words = [...typographic(text)]
    .slice(0, longest)
    .join('')
    .split(/\s+/)
    .filter((word) => widthAt100(word) > 0);
  const smallest = box.sizes.at(-1)!;
  const found = (lines: string[], size: number) => ({ lines: lines.map((line) => outline(line, { ...style, size })), size });
  for (const size of box.sizes) {
    const measure = (line: string) => (widthAt100(line) * size) / 100;
    const pieces =
      size === smallest ? words.flatMap((word) => breakWord(word, (part) => measure(part) <= box.width)) : bindShortWords(words);
    const most = Math.max(1, Math.floor(box.height / (size * box.leading)));
    const lines = wrapEvenly(pieces, most, box.width, measure);
    if (lines) return found(lines, size);
    if (size === smallest) return found(cut(pieces, most, box.width, measure), size);
  }
  return found([], smallest);
}

const typographic = (text: string) => text.replace(/(\p{L})'(\p{L})/gu, '$1’$2').replace(/\.\.\./g, '…');

/** «в летнюю» and “of Being”: a line does not end on a short word. */
function bindShortWords(words: string[]): string[] {
  const bound: string[] = [];
  for (const word of words) {
    const last = bound.at(-1);
    if (last && /^\p{L}{1,2}$/u.test(last.split(' ').at(-1)!)) bound[bound.length - 1] = `${last} ${word}`;
    else bound.push(word);
  }
  return bound;
}

/** Fills lines greedily, then narrows the measure while the count of lines stays: a title of two lines should not hang on one word. */
function wrapEvenly(words: string[], most: number, width: number, measure: (line: string) => number): string[] | undefined {
  const best = fill(words, width, measure);
  if (!best || best.length > most) return undefined;
  let lines = best;
  for (let narrower = width * 0.96; narrower > width * 0.3; narrower *= 0.96) {
    const next = fill(words, narrower, measure);
    if (!next || next.length > best.length) break;
    lines = next;
  }
  return lines;
}

function fill(words: string[], width: number, measure: (line: string) => number): string[] | undefined {
  const lines: string[] = [];
  for (const word of words) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : undefined;
    if (longer && measure(longer) <= width) lines[lines.length - 1] = longer;
    else if (measure(word) <= width) lines.push(word);
    else return undefined;
  }
  return lines;
}

function breakWord(word: string, fits: (part: string) => boolean): string[] {
  const parts: string[] = [];
  for (const letter of word) {
    const longer = (parts.at(-1) ?? '') + letter;
    if (parts.length > 0 && fits(longer)) parts[parts.length - 1] = longer;
    else parts.push(letter);
  }
  return parts;
}

function cut(words: string[], most: number, width: number, measure: (line: string) => number): string[] {
  const lines = (fill(words, width, measure) ?? []).slice(0, most);
  let last = [...(lines.pop() ?? '')];
  while (last.length > 0 && measure(`${last.join('')}…`) > width) last = last.slice(0, -1);
  return [...lines, `${last.join('').trimEnd()}…`];
}
