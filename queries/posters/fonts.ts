/** The letters of posters: house fonts, read once when the first poster is asked for, as outlines. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import type { Face, Outline, TextStyle } from '../../domain/posters/outline.ts';
import { unpackWoff2 } from './woff2.ts';

const packages: Record<Face, string> = { title: 'playfair-display', text: 'golos-text' };
// Each file holds one script, so a mixed title is drawn from several. Latin goes first: it has the spaces, digits and punctuation.
const subsets = ['latin', 'cyrillic', 'latin-ext', 'cyrillic-ext'];

const variable = new Map<Face, Font[]>();
const weighted = new Map<string, Font[]>();

function loadFace(face: Face): Font[] {
  const require = createRequire(import.meta.url);
  return subsets.flatMap((subset) => {
    const name = `@fontsource-variable/${packages[face]}/files/${packages[face]}-${subset}-wght-normal.woff2`;
    let file: string;
    try {
      file = require.resolve(name);
    } catch (error) {
      // Playfair has no file of old Cyrillic letters; without the two main scripts there is no poster.
      if (subset === 'latin' || subset === 'cyrillic') throw error;
      return [];
    }
    return [create(unpackWoff2(readFileSync(file))) as Font];
  });
}

function fontsOf(face: Face, weight: number): Font[] {
  const key = `${face} ${weight}`;
  const known = weighted.get(key);
  if (known) return known;
  const loaded = variable.get(face) ?? loadFace(face);
  variable.set(face, loaded);
  const fonts = loaded.map((font) => font.getVariation({ wght: weight }));
  weighted.set(key, fonts);
  return fonts;
}

type Run = { font: Font; text: string };

/** A letter that the face lacks comes from the other face; one that both lack is left out rather than drawn as a box. */
function splitIntoRuns(text: string, { face, weight }: TextStyle): Run[] {
  const fonts = [...fontsOf(face, weight), ...fontsOf(face === 'title' ? 'text' : 'title', weight)];
  const runs: Run[] = [];
  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0)!;
    const last = runs.at(-1);
    const font = fonts.find((candidate) => candidate.hasGlyphForCodePoint(code));
    if (!font) continue;
    if (last?.font === font) last.text += character;
    else runs.push({ font, text: character });
  }
  return runs;
}

const round = (value: number) => String(Math.round(value * 10) / 10);

export const outline: Outline = (text, style) => {
  const tracking = (style.tracking ?? 0) * style.size;
  const parts: string[] = [];
  let pen = 0;
  let ascent = 0;
  for (const { font, text: letters } of splitIntoRuns(text, style)) {
    const scale = style.size / font.unitsPerEm;
    const { glyphs, positions } = font.layout(letters);
    glyphs.forEach((glyph, index) => {
      const { xAdvance, xOffset, yOffset } = positions[index]!;
      const [x, y] = [pen + xOffset * scale, -yOffset * scale];
      for (const { command, args } of glyph.path.commands) {
        const numbers = args.map((value, place) => round(place % 2 === 0 ? x + value * scale : y - value * scale));
        parts.push(svgCommands[command] + numbers.join(' '));
      }
      if (glyph.path.commands.length > 0) ascent = Math.max(ascent, (glyph.bbox.maxY + yOffset) * scale);
      pen += xAdvance * scale + tracking;
    });
  }
  return { path: parts.join(''), width: Math.max(0, pen - tracking), ascent };
};

const svgCommands = { moveTo: 'M', lineTo: 'L', quadraticCurveTo: 'Q', bezierCurveTo: 'C', closePath: 'Z' } as const;
