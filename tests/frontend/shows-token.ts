/** A QR code on the screen, read module by module: only what is drawn counts. */
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import QRCode from 'qrcode';
import sharp from 'sharp';
import { settled } from './browser.ts';

type Picture = { decode(): Promise<void> };
/** Resolves when the picture has come and can be drawn at once; rejects when it is broken. */
const drawable = (picture: unknown): Promise<void> => (picture as Picture).decode();

/**
 * The picture as it stands on the screen, module by module, is the code of this token: as the pages write it, which look for
 * runs of digits, or as the bot does, byte by byte. `margin` is in modules.
 */
export async function assertShowsToken(picture: Locator, token: string, margin: number): Promise<void> {
  // A picture that is still on its way, or not yet decoded, is drawn as nothing.
  await picture.evaluate(drawable);
  await settled((await (await picture.elementHandle())?.ownerFrame())!);
  const { data, info } = await sharp(await picture.screenshot())
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const shown = [token, [{ data: Buffer.from(token), mode: 'byte' as const }]].map((written) => {
    const { modules } = QRCode.create(written, { errorCorrectionLevel: 'M' });
    const side = modules.size + 2 * margin;
    const at = (module: number, pixels: number) => Math.floor(((module + margin + 0.5) * pixels) / side);
    const isDark = (row: number, column: number) =>
      (data[(at(row, info.height) * info.width + at(column, info.width)) * info.channels] ?? 255) < 128;
    const drawn = (dark: (row: number, column: number) => unknown) =>
      Array.from({ length: modules.size }, (_, row) =>
        Array.from({ length: modules.size }, (_, column) => (dark(row, column) ? '#' : '.')).join(''),
      ).join('\n');
    return { seen: drawn(isDark), wanted: drawn((row, column) => modules.get(row, column)) };
  });
  const { seen, wanted } = shown.find((one) => one.seen === one.wanted) ?? shown[0]!;
  assert.equal(seen, wanted);
}
