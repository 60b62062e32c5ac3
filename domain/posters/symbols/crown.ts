/** A crown that has been worn for long. */
import { type DrawSymbol, line, shape } from './ink.ts';

export const drawCrown: DrawSymbol = ({ light, shade, accent, accentDeep, accentPale, ink, dim }) => {
  const ball = (x: number, y: number, r: number, fill: string) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
  const jewel = (x: number, y: number, w: number, h: number) =>
    shape(`M${x} ${y - h}L${x + w} ${y}L${x} ${y + h}L${x - w} ${y}Z`, accent) +
    shape(`M${x} ${y - h}L${x + w} ${y}L${x} ${y + h}Z`, accentDeep, 0.7) +
    line(`M${x} ${y - h}L${x - w} ${y}`, accentPale, 3, 0.8);
  return [
    // the far side, seen through the points
    shape('M-214 36L-176 -120L-92 -8L-70 -150L0 -14L70 -150L92 -8L176 -120L214 36C120 66 -120 66 -214 36Z', dim),
    ball(-70, -160, 13, dim),
    ball(70, -160, 13, dim),
    // velvet inside
    shape('M-214 40C-150 -16 150 -16 214 40C140 90 -140 90 -214 40Z', accentDeep),
    // the near side
    shape(
      'M-236 86C-246 10 -262 -66 -290 -140C-240 -92 -196 -50 -136 -12C-104 -76 -46 -140 0 -214C46 -140 104 -76 136 -12C196 -50 240 -92 290 -140C262 -66 246 10 236 86C130 132 -130 132 -236 86Z',
      light,
    ),
    shape(
      'M0 -214C46 -140 104 -76 136 -12C196 -50 240 -92 290 -140C262 -66 246 10 236 86C180 110 90 122 0 121C40 20 30 -110 0 -214Z',
      shade,
      0.75,
    ),
    line('M-226 58C-128 100 128 100 226 58', ink, 3, 0.35),
    line('M-250 -78C-216 -40 -176 -8 -128 18C-92 -40 -44 -96 0 -158C44 -96 92 -40 128 18C176 -8 216 -40 250 -78', ink, 3, 0.22),
    ball(-292, -152, 20, light),
    ball(292, -152, 20, shade),
    ball(0, -232, 24, light),
    // band
    shape('M-240 104C-132 152 132 152 240 104L230 176C128 224 -128 224 -230 176Z', light),
    shape('M60 138C130 134 196 124 240 104L230 176C180 200 110 211 50 212Z', shade, 0.75),
    line('M-236 120C-130 168 130 168 236 120M-231 162C-128 210 128 210 231 162', ink, 3, 0.3),
    jewel(0, 178, 30, 26),
    jewel(-104, 166, 18, 18),
    jewel(104, 166, 18, 18),
    ball(-184, 146, 10, accent),
    ball(184, 146, 10, accent),
    jewel(0, -30, 20, 48),
  ].join('');
};
