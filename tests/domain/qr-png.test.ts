/** A ticket's picture is a PNG that anybody's reader reads, with sharp edges and the margin that the standard asks for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import jsQR from 'jsqr';
import sharp from 'sharp';
import { qrPng } from '../../domain/qr-png.ts';

const read = jsQR as unknown as typeof jsQR.default;
// As long as a ticket's token, and the same in every run: a reader may miss one code in thousands.
const token = `RT1.${Buffer.from(Array.from({ length: 96 }, (_, at) => (at * 89 + 7) % 256)).toString('base64url')}`;

async function pixels(png: Buffer) {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { rgba: new Uint8ClampedArray(data), ...info };
}
async function readBack(png: Buffer): Promise<string | undefined> {
  const { rgba, width, height } = await pixels(png);
  return read(rgba, width, height)?.data;
}

describe('the picture of a QR code', () => {
  it('reads as what it was drawn of, at any width', async () => {
    for (const width of [122, 333, 640, 1001]) {
      const png = qrPng(token, width);
      const { format, width: wide, height } = await sharp(png).metadata();
      assert.deepEqual([format, wide, height], ['png', width, width]);
      assert.equal(await readBack(png), token, `${width} px`);
    }
  });

  it('is nothing that reads when a row of it is damaged, as the check sum says', async () => {
    const png = qrPng(token);
    const half = png.length >> 1;
    png[half] = png[half]! ^ 0xff;
    await assert.rejects(readBack(png));
  });

  it('has a white margin of four modules and edges without a shade', async () => {
    const { rgba, width } = await pixels(qrPng(token));
    const red = (x: number, y: number) => rgba[4 * (y * width + x)]!;
    const margin = Array.from({ length: 4 * 10 }, (_, at) => [red(at, 320), red(320, at), red(width - 1 - at, 320)]).flat();
    assert.deepEqual([...new Set(margin)], [255]);
    assert.deepEqual(
      [...new Set(rgba)].toSorted((a, b) => a - b),
      [0, 255],
    );
  });

  it('is refused when it is too small to be drawn', () => {
    assert.throws(() => qrPng(token, 40), RangeError);
  });
});
