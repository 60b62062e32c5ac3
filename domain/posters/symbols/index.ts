/** Every poster symbol by its name. */
import type { PosterSymbol } from '../../shows.ts';
import { drawCherry } from './cherry.ts';
import { drawCrown } from './crown.ts';
import { drawGull } from './gull.ts';
import type { DrawSymbol } from './ink.ts';
import { drawLetter } from './letter.ts';
import { drawMask } from './mask.ts';
import { drawMoon } from './moon.ts';
import { drawRose } from './rose.ts';
import { drawSkull } from './skull.ts';

export const drawings: Record<PosterSymbol, DrawSymbol> = {
  gull: drawGull,
  cherry: drawCherry,
  mask: drawMask,
  crown: drawCrown,
  skull: drawSkull,
  rose: drawRose,
  moon: drawMoon,
  letter: drawLetter,
};
