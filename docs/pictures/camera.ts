/** Takes a picture when everything on the screen is there, and lays several side by side. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type { Guest } from '../../tests/e2e/stage.ts';
import type { House } from '../../tests/support/house.ts';
import { eventually } from '../../tests/support/http.ts';
import type { Words } from './words.ts';

/** Where pictures are taken: one house, one language. */
export type Place = {
  house: House;
  words: Words;
  enter(viewport: { width: number; height: number }): Promise<Guest>;
  save(name: string, shots: Buffer[]): Promise<void>;
};

/** Around and between the phones, in the pictures' own pixels. */
const GAP = 48;
const RADIUS = 56;
const NIGHT = '#08060a';

/** When every picture and letter on the screen is there. */
export async function shot(page: Page): Promise<Buffer> {
  await page.mouse.move(0, 0);
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const drawn =
    '[...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight || image.getBoundingClientRect().bottom < 0)';
  await eventually(() => page.evaluate<boolean>(drawn), 'every picture on the screen is there');
  return page.screenshot();
}

/** Side by side, with round corners, as small as a README wants them. */
export async function save(file: string, shots: Buffer[]): Promise<void> {
  const sizes = await Promise.all(shots.map(async (one) => (await sharp(one).metadata()) as { width: number; height: number }));
  const height = Math.max(...sizes.map((size) => size.height));
  let left = GAP;
  const placed = await Promise.all(
    shots.map(async (one, index) => {
      const size = sizes[index]!;
      const corners = Buffer.from(
        `<svg width="${size.width}" height="${size.height}"><rect width="100%" height="100%" rx="${RADIUS}"/></svg>`,
      );
      const at = left;
      left += size.width + GAP;
      const input = await sharp(one)
        .composite([{ input: corners, blend: 'dest-in' }])
        .png()
        .toBuffer();
      return { input, left: at, top: GAP };
    }),
  );
  const whole = await sharp({ create: { width: left, height: height + 2 * GAP, channels: 3, background: NIGHT } })
    .composite(placed)
    .png()
    .toBuffer();
  mkdirSync(dirname(file), { recursive: true });
  await sharp(whole).resize({ height: 760 }).webp({ quality: 82, effort: 6 }).toFile(file);
  console.log(`${file} ${Math.round(statSync(file).size / 1000)} kB`);
}
