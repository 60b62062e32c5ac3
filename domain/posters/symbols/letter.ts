/** A letter, sealed, opened and read. */
import { type DrawSymbol, line, shape } from './ink.ts';

export const drawLetter: DrawSymbol = ({ light, shade, accent, accentDeep, accentPale, ink, dim, paper }) =>
  `<g transform="rotate(-7)">${[
    // the back and the open flap
    shape('M-256 -36L-22 -224C-8 -234 8 -234 22 -224L256 -36V40H-256Z', dim),
    shape('M-232 -36L-14 -208C-6 -214 6 -214 14 -208L232 -36Z', ink, 0.35),
    // the sheet
    `<g transform="rotate(4)">${[
      shape('M-196 -262C-80 -268 80 -256 196 -262V130H-196Z', light),
      shape('M96 -260C130 -260 164 -260 196 -262V130H60C100 10 116 -120 96 -260Z', shade, 0.4),
      line('M-150 -206C-138 -222 -128 -222 -122 -206C-114 -190 -104 -220 -92 -214C-78 -206 -70 -212 -54 -208', ink, 5, 0.7),
      line('M-150 -158C-120 -164 -96 -152 -64 -158C-30 -164 0 -152 34 -158C68 -164 110 -154 148 -158', ink, 4, 0.45),
      line('M-150 -122C-110 -128 -84 -116 -44 -122C-10 -128 40 -116 70 -122C100 -126 128 -118 140 -122', ink, 4, 0.45),
      line('M-150 -86C-116 -92 -70 -80 -34 -86C6 -92 40 -80 84 -86C110 -90 136 -84 150 -86', ink, 4, 0.45),
      line('M-150 -50C-110 -56 -90 -44 -44 -50C-4 -56 20 -46 60 -50', ink, 4, 0.45),
    ].join('')}</g>`,
    // the pocket: two sides, then the front
    shape('M-256 -36L20 132L-256 262Z', shade),
    shape('M256 -36L-20 132L256 262Z', shade),
    shape('M256 -36L-20 132L256 262Z', ink, 0.18),
    shape('M-256 246L-26 80C-10 68 10 68 26 80L256 246C256 256 250 262 240 262H-240C-250 262 -256 256 -256 246Z', light),
    line('M-256 246L-26 80C-10 68 10 68 26 80L256 246', ink, 3, 0.3),
    // the seal
    shape(
      'M-6 70C20 64 34 78 50 88C66 98 64 116 66 132C68 152 52 164 40 176C26 190 8 186 -8 188C-30 190 -42 174 -54 162C-68 148 -62 128 -62 114C-62 96 -46 88 -36 80C-26 72 -18 73 -6 70Z',
      accent,
    ),
    `<circle cx="2" cy="129" r="42" fill="${accentDeep}" opacity="0.75"/>`,
    line('M-38 120C-32 98 -10 90 6 92', accentPale, 4, 0.7),
    // the sign of the house on it: a lamp and its rays
    line('M-18 143H22M2 126V104M-14 128L-26 112M18 128L30 112', paper, 5, 0.85),
    shape('M-16 143A18 18 0 0 1 20 143Z', paper, 0.85),
  ].join('')}</g>`;
