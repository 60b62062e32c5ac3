/** The poster of a production without a picture, as SVG and as PNG; each is drawn once and then remembered. */
import sharp from 'sharp';
import { composePoster, type PosterInput } from '../../domain/posters/compose.ts';
import { frame } from '../../domain/posters/frame.ts';
import { outline } from './fonts.ts';
import { Recent } from './recent.ts';

// A PNG takes up to half a megabyte, so this is some tens of megabytes at most.
const svgs = new Recent<string>(64);
const pngs = new Recent<Promise<Buffer>>(64);

/** 1080 × 1350 pixels; the same input gives the same bytes. */
export function posterSvg(input: PosterInput): string {
  return svgs.remember(JSON.stringify(input), () => composePoster(input, outline));
}

/** `width` in pixels, 64–2160; the height follows 4:5. Rejects with a RangeError for another width. */
export async function posterPng(input: PosterInput, width: number = frame.width): Promise<Buffer> {
  if (!Number.isInteger(width) || width < 64 || width > 2160) throw new RangeError(`poster width ${width} is not 64–2160`);
  const key = JSON.stringify([input, width]);
  const drawn = pngs.remember(key, () => draw(posterSvg(input), width));
  // A failure is not worth remembering.
  drawn.catch(() => pngs.forget(key));
  return drawn;
}

function draw(svg: string, width: number): Promise<Buffer> {
  const height = Math.round((width * frame.height) / frame.width);
  return sharp(Buffer.from(svg), { density: (72 * width) / frame.width })
    .resize(width, height, { fit: 'fill' })
    .flatten({ background: '#100c14' })
    .png({ compressionLevel: 9 })
    .toBuffer();
}
