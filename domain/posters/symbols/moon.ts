/** A stage moon with its stars, let down on threads. */
import { type DrawSymbol, line, shape } from './ink.ts';

/** A star of four points, drawn in around its middle. */
const star = (x: number, y: number, r: number) => {
  const c = r * 0.16;
  return `M${x} ${y - r}C${x + c} ${y - c} ${x + c} ${y - c} ${x + r * 0.7} ${y}C${x + c} ${y + c} ${x + c} ${y + c} ${x} ${y + r}C${x - c} ${y + c} ${x - c} ${y + c} ${x - r * 0.7} ${y}C${x - c} ${y - c} ${x - c} ${y - c} ${x} ${y - r}Z`;
};

export const drawMoon: DrawSymbol = ({ light, shade, accentPale, ink, paper }) => {
  const stars: [number, number, number][] = [
    [96, 40, 46],
    [214, -132, 34],
    [-252, -176, 26],
    [286, 96, 20],
    [20, -86, 18],
    [-292, 70, 16],
  ];
  return [
    ...stars.map(([x, y, r]) => line(`M${x} -900L${x} ${y - r}`, paper, 1.6, 0.35)),
    line('M-64 -900L-64 -252', paper, 2, 0.5),
    // the dark of the disc
    `<circle cx="-4" cy="0" r="246" fill="${shade}" opacity="0.1"/>`,
    shape('M66 -236A246 246 0 1 0 226 96A206 206 0 1 1 66 -236Z', light),
    shape('M-240 60A246 246 0 0 0 226 96A206 206 0 0 1 -30 176A250 250 0 0 1 -240 60Z', shade, 0.55),
    `<circle cx="-64" cy="-252" r="7" fill="${paper}"/>`,
    // craters
    `<circle cx="-168" cy="-66" r="26" fill="${ink}" opacity="0.1"/><circle cx="-196" cy="28" r="15" fill="${ink}" opacity="0.1"/>`,
    `<circle cx="-124" cy="92" r="34" fill="${ink}" opacity="0.1"/><circle cx="-104" cy="-168" r="17" fill="${ink}" opacity="0.1"/><circle cx="-10" cy="194" r="18" fill="${ink}" opacity="0.1"/>`,
    ...stars.map(([x, y, r], index) => shape(star(x, y, r), index % 3 === 1 ? accentPale : paper)),
  ].join('');
};
