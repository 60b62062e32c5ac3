/** What the poster tests share: an example input, a check of XML, and the box that the letters take. */
import assert from 'node:assert/strict';
import type { PosterInput } from '../../domain/posters/compose.ts';
import type { Outline } from '../../domain/posters/outline.ts';

export const poster = (changes: Partial<PosterInput>): PosterInput => ({
  title: 'Чайка',
  author: 'Антон Чехов',
  theatre: 'Театр «Рампа»',
  symbol: 'gull',
  hue: 215,
  seed: 'prod_1',
  ...changes,
});

/** Every tag closed in order, every attribute quoted, no bare `<` or `&`, no character that XML forbids. */
export function assertWellFormed(xml: string): void {
  const open: string[] = [];
  const tag = /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
  let at = 0;
  while (at < xml.length) {
    if (xml[at] !== '<') {
      const next = xml.indexOf('<', at);
      const text = xml.slice(at, next < 0 ? undefined : next);
      assert.ok(open.length > 0, `text outside the root: ${text.slice(0, 40)}`);
      at += text.length;
      continue;
    }
    tag.lastIndex = at;
    const found = tag.exec(xml);
    assert.ok(found, `not a tag: ${xml.slice(at, at + 60)}`);
    const [whole, closing, name, , selfClosing] = found;
    if (closing) assert.equal(open.pop(), name);
    else if (!selfClosing) open.push(name!);
    at += whole.length;
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(xml, /&(?!(amp|lt|gt|quot|#39);)/);
  assert.doesNotMatch(xml, /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u);
}

export type Box = { left: number; top: number; right: number; bottom: number };

/** The boxes of all letters in the document: each `path` that came out of the port, moved to where it was placed. */
export function letterBoxes(svg: string, drawn: ReadonlySet<string>): Box[] {
  return [...svg.matchAll(/<path transform="translate\(([-\d.]+) ([-\d.]+)\)" d="([^"]*)"/g)]
    .filter(([, , , path]) => drawn.has(path!))
    .map(([, x, y, path]) => {
      const numbers = (path!.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
      const xs = numbers.filter((_, index) => index % 2 === 0).map((value) => value + Number(x));
      const ys = numbers.filter((_, index) => index % 2 === 1).map((value) => value + Number(y));
      return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
    });
}

/** The same port, keeping all paths that it gave out. */
export function recording(outline: Outline): { outline: Outline; drawn: Set<string> } {
  const drawn = new Set<string>();
  return {
    drawn,
    outline: (text, style) => {
      const result = outline(text, style);
      drawn.add(result.path);
      return result;
    },
  };
}
