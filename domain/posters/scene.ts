/** The stage of a poster: backdrop, light behind the symbol, a motif that differs from show to show, and the footlights. */
import { frame } from './frame.ts';
import { house, type Palette } from './palette.ts';

const { width, height } = frame;

export const motifs = ['beams', 'rings', 'curtain', 'horizon'] as const;
export type Motif = (typeof motifs)[number];

type Stop = [offset: number, colour: string, opacity?: number];
export const stops = (list: Stop[]) =>
  list
    .map(([offset, colour, opacity = 1]) => `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`)
    .join('');

/** `halo` is the middle of the light behind the symbol; `id` makes the names unique among posters on one page. */
export function sceneDefs(id: string, palette: Palette, halo: { x: number; y: number }): string {
  return [
    `<linearGradient id="${id}-sky" x1="0" y1="0" x2="0" y2="1">${stops([
      [0, palette.sky],
      [0.2, palette.rise],
      [0.34, palette.mid],
      [0.46, palette.fall],
      [0.58, palette.dusk],
      [0.69, palette.boards],
      [0.82, house.night],
      [1, house.night],
    ])}</linearGradient>`,
    `<radialGradient id="${id}-halo" gradientUnits="userSpaceOnUse" cx="${halo.x}" cy="${halo.y}" r="470">${stops([
      [0, palette.halo, 0.78],
      [0.3, palette.halo, 0.46],
      [0.62, palette.accentPale, 0.16],
      [1, palette.accentPale, 0],
    ])}</radialGradient>`,
    `<radialGradient id="${id}-edge" gradientUnits="userSpaceOnUse" cx="540" cy="520" r="900">${stops([
      [0.5, house.night, 0],
      [1, house.night, 0.62],
    ])}</radialGradient>`,
    `<radialGradient id="${id}-foot" gradientUnits="userSpaceOnUse" cx="0" cy="0" r="1" gradientTransform="translate(540 1420) scale(1040 560)">${stops(
      [
        [0, house.amber, 0.5],
        [0.2, house.amber, 0.3],
        [0.4, house.velvet, 0.34],
        [0.7, house.velvet, 0.12],
        [1, house.velvet, 0],
      ],
    )}</radialGradient>`,
    `<radialGradient id="${id}-lamp">${stops([
      [0, '#fff1d0', 0.9],
      [0.12, '#ffd694', 0.58],
      [0.3, house.amber, 0.26],
      [0.6, house.amber, 0.07],
      [1, house.amber, 0],
    ])}</radialGradient>`,
    `<linearGradient id="${id}-beam" gradientUnits="userSpaceOnUse" x1="0" y1="1350" x2="0" y2="120">${stops([
      [0, house.amber, 0.2],
      [0.4, palette.halo, 0.13],
      [1, palette.halo, 0],
    ])}</linearGradient>`,
    `<linearGradient id="${id}-fold">${stops([
      [0, palette.ink, 0.9],
      [0.5, palette.accentDeep, 0.62],
      [0.64, palette.shadeDeep, 0.5],
      [1, palette.ink, 0.85],
    ])}</linearGradient>`,
    `<linearGradient id="${id}-fade" x1="0" y1="0" x2="0" y2="1">${stops([
      [0.2, house.night, 0],
      [0.8, house.night],
      [1, house.night],
    ])}</linearGradient>`,
  ].join('');
}

const rect = (fill: string) => `<rect width="${width}" height="${height}" fill="${fill}"/>`;

/** All that lies behind the symbol; `floor` is where the letters begin, in pixels from the upper edge. */
export function backdrop(
  id: string,
  palette: Palette,
  motif: Motif,
  halo: { x: number; y: number },
  floor: number,
  chance: () => number,
): string {
  return [
    rect(`url(#${id}-sky)`),
    motif === 'horizon' ? horizon(palette, floor, chance) : '',
    rect(`url(#${id}-halo)`),
    motif === 'rings' ? rings(palette, halo) : '',
    motif === 'beams' ? beams(id, chance) : '',
    motif === 'curtain' ? curtain(id, chance) : '',
    rect(`url(#${id}-edge)`),
  ].join('');
}

/** A cone of light has no edge: each is six cones, one inside the other. A blur would take seconds to draw. */
function beams(id: string, chance: () => number): string {
  const cones = Array.from({ length: 4 }, (_, index) => {
    const from = 90 + index * 300;
    const to = from + (chance() - 0.5) * 700;
    const spread = 130 + chance() * 120;
    return Array.from({ length: 6 }, (_, layer) => {
      const [near, far] = [Math.round(40 * (1 - layer / 6)), Math.round(spread * (1 - layer / 6))];
      const top = Math.round(to);
      return `<path d="M${from - near} 1350L${top - far} 0H${top + far}L${from + near} 1350Z"/>`;
    }).join('');
  });
  // Strong layers, weakened together: eight bits are too few for weak ones, and would tint the light.
  return `<g fill="url(#${id}-beam)" opacity="0.3">${cones.join('')}</g>`;
}

function rings(palette: Palette, halo: { x: number; y: number }): string {
  return [300, 372, 452, 540, 636]
    .map(
      (r, index) =>
        `<circle cx="${halo.x}" cy="${halo.y}" r="${r}" fill="none" stroke="${palette.halo}" stroke-width="1.5" opacity="${(0.34 - index * 0.06).toFixed(2)}"/>`,
    )
    .join('');
}

function curtain(id: string, chance: () => number): string {
  const fold = (x: number, wide: number, side: number) => {
    const foot = Math.round(x + side * (20 + chance() * 26));
    return `<path d="M${x} 0H${x + wide}C${x + wide - side * 6} 420 ${foot + wide + side * 10} 700 ${foot + wide} 1010H${foot}C${foot + side * 10} 700 ${x - side * 6} 420 ${x} 0Z" fill="url(#${id}-fold)"/>`;
  };
  const folds = [-34, 22, 76].map(
    (x, index) => fold(x, 64 - index * 6, -1) + fold(width - x - 64 + index * 6, 64 - index * 6, 1),
  );
  return `<g>${folds.reverse().join('')}</g><rect y="520" width="${width}" height="600" fill="url(#${id}-fade)"/>`;
}

/** Light on water, as far down as the letters allow. */
function horizon(palette: Palette, floor: number, chance: () => number): string {
  const first = floor - 290;
  return Array.from({ length: 12 }, (_, index) => {
    const y = first + index * index * 1.35 + index * 7;
    const x = Math.round(540 + (chance() - 0.5) * 260);
    const half = Math.round((120 + chance() * 330) * (1 - index / 22));
    return `<path d="M${x - half} ${y}Q${x} ${y - 3} ${x + half} ${y}Q${x} ${y + 3} ${x - half} ${y}Z" fill="${palette.halo}" opacity="${(0.42 - index * 0.024).toFixed(3)}"/>`;
  }).join('');
}

/** The row of lamps at the edge of the stage, which gave the house its name. */
export function footlights(id: string): string {
  const lamps = Array.from({ length: 7 }, (_, index) => 90 + index * 150);
  return [
    rect(`url(#${id}-foot)`),
    ...lamps.map((x) => `<ellipse cx="${x}" cy="1338" rx="150" ry="104" fill="url(#${id}-lamp)"/>`),
    ...lamps.map((x) => `<path d="M${x - 34} 1350A34 30 0 0 1 ${x + 34} 1350Z" fill="${house.night}"/>`),
    ...lamps.map(
      (x) =>
        `<path d="M${x - 34} 1350A34 30 0 0 1 ${x + 34} 1350" fill="none" stroke="#ffd9a0" stroke-width="2.5" opacity="0.9"/>`,
    ),
  ].join('');
}
