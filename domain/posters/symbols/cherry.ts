/** Two cherries on one twig. */
import { type DrawSymbol, line, shape } from './ink.ts';

const fruit = 'M0 -92C26 -122 116 -112 120 -14C123 70 66 120 0 120C-66 120 -123 70 -120 -14C-116 -112 -26 -122 0 -92Z';

export const drawCherry: DrawSymbol = ({ light, shade, accent, accentDeep, accentPale, ink, paper }) => {
  const cherry = (x: number, y: number, turn: number, size: number) =>
    `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})">${[
      shape(fruit, accent),
      shape(
        'M-104 -52C-140 30 -90 120 0 120C66 120 123 70 120 -14C119 -40 110 -60 98 -75C112 20 60 86 -10 84C-60 82 -100 40 -104 -52Z',
        accentDeep,
        0.55,
      ),
      shape('M-34 -92C-14 -82 14 -82 34 -92C16 -70 -16 -70 -34 -92Z', ink, 0.55),
      shape('M-82 -36C-84 -66 -68 -84 -46 -86C-60 -74 -68 -58 -70 -34C-72 -24 -80 -24 -82 -36Z', paper, 0.9),
      line('M92 44C82 72 60 92 34 100', accentPale, 5, 0.6),
    ].join('')}</g>`;
  return [
    // twig
    shape('M-66 -276C-14 -264 26 -262 74 -274L80 -256C34 -240 -22 -242 -72 -258Z', shade),
    shape('M-8 -262C2 -252 14 -252 24 -262L20 -240C14 -234 6 -234 0 -240Z', shade),
    // stems
    line('M6 -246C-10 -150 -70 -70 -132 20', light, 10),
    line('M14 -246C26 -150 92 -100 136 -26', light, 10),
    // leaf
    shape('M22 -250C72 -300 168 -300 274 -206C210 -178 112 -166 22 -250Z', light),
    shape('M22 -250C110 -232 190 -220 274 -206C210 -178 112 -166 22 -250Z', shade),
    line('M22 -250C110 -232 190 -220 268 -207', ink, 3, 0.45),
    line(
      'M92 -236C112 -254 130 -264 152 -270M150 -226C168 -240 186 -248 204 -252M92 -235C110 -218 126 -208 146 -204M150 -226C164 -214 176 -206 194 -200',
      ink,
      2.5,
      0.3,
    ),
    cherry(138, 74, 8, 0.98),
    cherry(-136, 128, -10, 1.12),
  ].join('');
};
