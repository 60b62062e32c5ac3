/** A picture that says when it was made: the milliseconds of its moment as a row of black and white fields, and how a browser reads it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { findFfmpeg } from '../../media/ingest/ffmpeg.ts';

const size = { width: 320, height: 180, fps: 25 };
const field = { bits: 44, left: 6, width: 7, height: 24 };

/** One frame in grey, of this moment. */
function frameOf(now: number): Buffer {
  const frame = Buffer.alloc(size.width * size.height, 0x60);
  const row = Buffer.alloc(size.width, 0x60);
  for (let bit = 0; bit < field.bits; bit += 1) {
    const on = (BigInt(now) >> BigInt(field.bits - 1 - bit)) & 1n;
    row.fill(on ? 235 : 16, field.left + bit * field.width, field.left + (bit + 1) * field.width);
  }
  for (let y = 0; y < field.height; y += 1) row.copy(frame, y * size.width);
  // Something that moves, as in a theatre.
  const x = Math.floor(now / 20) % (size.width - 30);
  for (let y = 90; y < 130; y += 1) frame.fill(0xd0, y * size.width + x, y * size.width + x + 30);
  return frame;
}

export type ClockPublisher = { kill(): Promise<void>; said(): string };

/** Publishes to an RTMP address until it is killed; a key frame each second. */
export async function publishClock(address: string): Promise<ClockPublisher> {
  const raw = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray',
    '-s',
    `${size.width}x${size.height}`,
    '-r',
    String(size.fps),
    '-i',
    'pipe:0',
  ];
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'];
  const video = ['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-profile:v', 'main', '-preset', 'ultrafast', '-tune', 'zerolatency'];
  const keys = ['-g', String(size.fps), '-sc_threshold', '0', '-b:v', '600k'];
  const args = [...raw, ...tone, ...video, ...keys, '-c:a', 'aac', '-b:a', '64k', '-shortest', '-f', 'flv', address];
  const child: ChildProcess = spawn(await findFfmpeg(), ['-hide_banner', '-loglevel', 'warning', ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr!.on('data', (bytes) => (said += bytes));
  // Whoever is killed does not read what is still written to it.
  child.stdin!.on('error', () => undefined);
  const began = Date.now();
  let frames = 0;
  const paint = setInterval(
    () => {
      for (; frames < ((Date.now() - began) / 1000) * size.fps; frames += 1)
        if (child.stdin!.writableLength < 4 * size.width * size.height) child.stdin!.write(frameOf(Date.now()));
    },
    1000 / size.fps / 2,
  );
  const gone = once(child, 'exit').finally(() => clearInterval(paint));
  process.once('exit', () => child.kill('SIGKILL'));
  return {
    said: () => said,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

export type Seen = {
  /** Milliseconds from the painter to the glass; null while no clock can be read. */
  late: number | null;
  /** Seconds of the player. */
  at: number;
};

/** What the page's player shows now. As text: the tests know no DOM types. */
export const lookAt = (page: Page): Promise<Seen> =>
  page.evaluate(`(() => {
    const video = document.querySelector('video');
    if (!video || !video.videoWidth) return { late: null, at: 0 };
    const canvas = (window.clockCanvas ??= new OffscreenCanvas(${size.width}, ${size.height}));
    const glass = canvas.getContext('2d', { willReadFrequently: true });
    glass.drawImage(video, 0, 0, ${size.width}, ${size.height});
    const { data } = glass.getImageData(0, ${field.height / 2}, ${size.width}, 1);
    let now = 0;
    for (let bit = 0; bit < ${field.bits}; bit += 1) {
      const x = ${field.left} + bit * ${field.width} + ${Math.floor(field.width / 2)};
      now = now * 2 + (data[x * 4] > 128 ? 1 : 0);
    }
    const late = Date.now() - now;
    return { late: Math.abs(late) < 600000 ? late : null, at: video.currentTime };
  })()`) as Promise<Seen>;
