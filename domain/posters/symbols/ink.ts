/** What a symbol is drawn with: paints already lit for its poster. */
export type Ink = {
  /** Lit from below: warm at the foot, hue-pale at the top. For large shapes. */
  light: string;
  /** The side turned away from the light. */
  shade: string;
  /** The same light in the poster's own colour. */
  accent: string;
  /** Flat colours: holes and lines, deep accent, thin highlights, unlit paper. */
  ink: string;
  accentDeep: string;
  accentPale: string;
  paper: string;
  dim: string;
  /** The lamp colour of the house, in drops only. */
  amber: string;
};

/** A symbol fills a square of 600 × 600 around (0, 0). */
export type DrawSymbol = (ink: Ink) => string;

export const line = (d: string, colour: string, width: number, opacity = 1) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" opacity="${opacity}"/>`;

export const shape = (d: string, fill: string, opacity = 1) =>
  `<path d="${d}" fill="${fill}"${opacity < 1 ? ` opacity="${opacity}"` : ''}/>`;
