/** The colours of one poster, all from its hue; mixed in OKLCH, so that a yellow poster is as dark as a blue one. */

export type Palette = {
  /** The backdrop, from above to the boards. */
  sky: string;
  rise: string;
  mid: string;
  fall: string;
  dusk: string;
  boards: string;
  /** Light behind the symbol. */
  halo: string;
  /** The symbol: lit from below (`paper`), its upper edge (`pale`), its far side (`shade`, `shadeDeep`), holes and lines (`ink`). */
  paper: string;
  pale: string;
  shade: string;
  shadeDeep: string;
  ink: string;
  /** The one saturated colour. */
  accent: string;
  accentDeep: string;
  accentPale: string;
};

/** Colours of the house that are the same on every poster (see the tokens of the frontend). */
export const house = { night: '#100c14', ivory: '#f7f1e6', dust: '#b8abb9', amber: '#ffb24d', velvet: '#8e1f35' } as const;

/** `hue` is the CSS `hsl()` hue in degrees, as the frontend uses it; any finite number is taken round the circle. */
export function paletteOf(hue: number): Palette {
  const turned = oklchHue(Number.isFinite(hue) ? ((hue % 360) + 360) % 360 : 0);
  // Dark yellow is olive and looks like mud; a stage makes it out of amber and brown.
  const mix = (lightness: number, chroma: number, shift = 0) => {
    const angle = turned + shift;
    const warmer = (lightness < 0.6 ? 40 : 20) * Math.exp(-(((angle - 102) / 30) ** 2));
    return oklch(lightness, chroma, angle - warmer);
  };
  return {
    sky: mix(0.31, 0.062),
    rise: mix(0.38, 0.07),
    mid: mix(0.42, 0.075),
    fall: mix(0.39, 0.07, 5),
    dusk: mix(0.29, 0.055, 12),
    boards: mix(0.2, 0.035, 14),
    halo: '#ffe6bd',
    paper: '#fff4e0',
    pale: mix(0.86, 0.04),
    shade: mix(0.74, 0.055),
    shadeDeep: mix(0.56, 0.07),
    ink: mix(0.2, 0.04),
    accent: mix(0.66, 0.19),
    accentDeep: mix(0.36, 0.13),
    accentPale: mix(0.86, 0.09),
  };
}

function oklchHue(hue: number): number {
  // HSL with saturation 70 % and lightness 50 %, channel by channel.
  const channel = (offset: number) => {
    const at = (offset + hue / 30) % 12;
    return 0.5 - 0.35 * Math.max(-1, Math.min(at - 3, 9 - at, 1));
  };
  const [r, g, b] = [channel(0), channel(8), channel(4)].map((value) => ((value + 0.055) / 1.055) ** 2.4) as [
    number,
    number,
    number,
  ];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return (Math.atan2(bb, a) * 180) / Math.PI;
}

/** https://bottosson.github.io/posts/oklab/ ; a colour that a screen cannot show loses chroma, not lightness. */
function oklch(lightness: number, chroma: number, hue: number): string {
  const [a, b] = [chroma * Math.cos((hue * Math.PI) / 180), chroma * Math.sin((hue * Math.PI) / 180)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  if (chroma > 0.004 && channels.some((value) => value < -0.0005 || value > 1.0005)) return oklch(lightness, chroma - 0.004, hue);
  const hex = channels.map((value) => {
    const light = Math.max(0, Math.min(1, value));
    const shown = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
    return Math.round(shown * 255)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${hex.join('')}`;
}
