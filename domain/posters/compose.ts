/** Composes the poster of a production without a picture: one symbol on a night stage, its title in large letters, all as outlines. */
import type { PosterSymbol } from '../shows.ts';
import { frame } from './frame.ts';
import { type SetText, setText } from './lettering.ts';
import type { Outline } from './outline.ts';
import { house, type Palette, paletteOf } from './palette.ts';
import { backdrop, footlights, motifs, sceneDefs, stops } from './scene.ts';
import { chanceFrom, hash } from './seed.ts';
import { drawings } from './symbols/index.ts';
import type { Ink } from './symbols/ink.ts';

export type PosterInput = {
  title: string;
  author: string;
  theatre: string;
  symbol: PosterSymbol;
  /** Degrees, 0–359. */
  hue: number;
  /** Whatever stays the same for a production, such as its id: it chooses the light and the layout. */
  seed: string;
};

const { width, height, margin, foot } = frame;
const measure = width - margin * 2;
/** Distance between baselines, in ems. */
const leading = 1.06;
const titleSizes = [216, 200, 184, 170, 156, 144, 132, 122, 112, 104, 96, 88, 80, 72, 64, 56, 50] as const;
const smallSizes = [30, 28, 26, 24, 22] as const;

/** A whole SVG document of 1080 × 1350 that needs no font; the same input gives the same bytes. */
export function composePoster(input: PosterInput, outline: Outline): string {
  const id = `p${hash(JSON.stringify([input.title, input.author, input.theatre, input.symbol, input.hue, input.seed])).toString(36)}`;
  const chance = chanceFrom(input.seed);
  const palette = paletteOf(input.hue);
  const motif = motifs[Math.floor(chance() * motifs.length)]!;
  const centred = chance() < 0.5;
  const label = escapeXml([input.title, input.author, input.theatre].filter(Boolean).join(' · '));

  const lettering = letters(input, palette, centred, outline);
  // The symbol takes what the letters leave, so a short title has a larger one above it.
  const size = Math.max(0.9, Math.min(1.34, (lettering.top - 110) / 620));
  const middle = Math.round(lettering.top * 0.5 + 8);
  const halo = { x: Math.round(540 + (chance() - 0.5) * 150), y: Math.round(middle + (chance() - 0.5) * 60) };
  // The moon hangs on threads, and threads hang straight.
  const turn = input.symbol === 'moon' ? 0 : Math.round((chance() - 0.5) * 10);

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">`,
    `<title>${label}</title>`,
    `<defs>${sceneDefs(id, palette, halo)}${inkDefs(id, palette)}</defs>`,
    backdrop(id, palette, motif, halo, lettering.top, chance),
    `<g transform="translate(540 ${middle}) rotate(${turn}) scale(${size.toFixed(3)})">${drawings[input.symbol](inkOf(id, palette))}</g>`,
    footlights(id),
    lettering.svg,
    '</svg>',
  ].join('');
}

/** `top` is where the letters begin, in pixels from the upper edge. */
function letters(input: PosterInput, palette: Palette, centred: boolean, outline: Outline): { svg: string; top: number } {
  const small = { width: measure, height: 40, leading: 1.2, sizes: smallSizes };
  const title = setText(
    input.title,
    { face: 'title', weight: 600 },
    { width: measure, height: 336, leading, sizes: titleSizes },
    outline,
  );
  const author = setText(input.author.toUpperCase(), { face: 'text', weight: 500, tracking: 0.14 }, small, outline);
  const theatre = setText(input.theatre, { face: 'text', weight: 400, tracking: 0.02 }, small, outline);

  const place = ({ lines, size }: SetText, last: number, colour: string) =>
    lines
      .map((line, index) => {
        const x = centred ? (width - line.width) / 2 : margin;
        const y = last - (lines.length - 1 - index) * size * leading;
        return `<path transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" d="${line.path}" fill="${colour}"/>`;
      })
      .join('');
  const topOf = ({ lines, size }: SetText, last: number) =>
    last - Math.max(0, lines.length - 1) * size * leading - (lines[0]?.ascent ?? 0);

  const titleFoot = theatre.lines.length > 0 ? foot - 38 - 0.26 * title.size : foot;
  const authorFoot = title.lines.length > 0 ? topOf(title, titleFoot) - 36 : titleFoot;
  const svg =
    place(author, authorFoot, palette.accentPale) + place(title, titleFoot, house.ivory) + place(theatre, foot, house.dust);
  return { svg, top: Math.round(topOf(author, authorFoot)) };
}

/** Gradients in the square of the symbol: the light comes from below, whatever shape it falls on. */
function inkDefs(id: string, palette: Palette): string {
  const gradient = (name: string, top: string, bottom: string) =>
    `<linearGradient id="${id}-${name}" gradientUnits="userSpaceOnUse" x1="0" y1="-270" x2="0" y2="270">${stops([
      [0, top],
      [1, bottom],
    ])}</linearGradient>`;
  return [
    gradient('light', palette.pale, palette.paper),
    gradient('shade', palette.shadeDeep, palette.shade),
    gradient('accent', palette.accentDeep, palette.accent),
  ].join('');
}

const inkOf = (id: string, palette: Palette): Ink => ({
  light: `url(#${id}-light)`,
  shade: `url(#${id}-shade)`,
  accent: `url(#${id}-accent)`,
  ink: palette.ink,
  accentDeep: palette.accentDeep,
  accentPale: palette.accentPale,
  paper: palette.paper,
  dim: palette.shadeDeep,
  amber: house.amber,
});

/** Also drops what XML 1.0 cannot hold at all: control characters and lone halves of surrogate pairs. */
function escapeXml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (character) => entities[character]!);
}
