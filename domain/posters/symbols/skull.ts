/** The skull of a fellow of infinite jest. */
import { type DrawSymbol, line, shape } from './ink.ts';

const bone =
  'M-4 -262C138 -266 222 -172 220 -52C219 -6 204 24 192 52C184 72 190 98 178 118C166 136 134 134 120 150C110 164 116 208 106 230C88 262 -80 264 -100 232C-112 210 -106 166 -116 150C-130 134 -164 136 -176 116C-188 96 -182 72 -190 52C-204 22 -218 -6 -220 -50C-224 -168 -142 -258 -4 -262Z';

/** `y` is the foot of the tooth. */
const tooth = (x: number, y: number, width: number, height: number, fill: string) =>
  `<rect x="${x - width / 2}" y="${(y - height).toFixed(1)}" width="${width}" height="${height}" rx="8" fill="${fill}"/>`;

export const drawSkull: DrawSymbol = ({ light, shade, ink, dim, paper }) =>
  [
    shape(bone, light),
    // the side turned away
    shape(
      'M90 -246C170 -218 222 -146 220 -52C219 -6 204 24 192 52C184 72 190 98 178 118C166 136 134 134 120 150C110 164 116 208 106 230C98 244 66 251 30 253C56 214 62 176 66 146C96 120 128 106 140 70C168 -20 168 -150 90 -246Z',
      shade,
    ),
    // temples
    shape('M-214 -84C-196 -60 -188 -20 -196 36C-212 4 -222 -36 -214 -84Z', shade, 0.8),
    // eyes
    shape('M-164 8C-172 -48 -134 -72 -92 -66C-54 -60 -34 -32 -40 8C-46 48 -82 66 -116 62C-146 58 -160 40 -164 8Z', ink),
    shape('M164 8C172 -48 134 -72 92 -66C54 -60 34 -32 40 8C46 48 82 66 116 62C146 58 160 40 164 8Z', ink),
    line('M-176 -40C-152 -88 -92 -96 -46 -70', ink, 4, 0.25),
    line('M176 -40C152 -88 92 -96 46 -70', ink, 4, 0.3),
    // nose
    shape('M0 46C18 66 36 98 32 118C28 134 8 130 0 114C-8 130 -28 134 -32 118C-36 98 -18 66 0 46Z', ink),
    // cheeks
    shape('M-178 92C-150 96 -124 110 -110 146C-124 134 -158 134 -174 120Z', dim, 0.45),
    shape('M178 92C150 96 124 110 110 146C124 134 158 134 174 120Z', dim, 0.6),
    // teeth
    shape('M-92 164C-40 178 40 178 92 164C92 190 88 212 80 230C40 246 -40 246 -80 230C-88 212 -92 190 -92 164Z', ink),
    ...[-75, -45, -15, 15, 45, 75].map((x) => tooth(x, 206 - Math.abs(x) * 0.1, 26, 34, x > 50 ? shade : paper)),
    ...[-62, -37, -12, 12, 37, 62].map((x) => tooth(x, 240 - Math.abs(x) * 0.14, 21, 27, x > 30 ? shade : paper)),
    // seams
    line('M-30 -258C-18 -232 -44 -214 -30 -190C-20 -172 -38 -158 -30 -136', ink, 4, 0.4),
    line('M-30 -190C-8 -184 0 -170 12 -172', ink, 3, 0.35),
  ].join('');
