/** Somebody who publishes by RTMP: a small test picture with a tone, a key frame each second. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { findFfmpeg } from '../../media/ingest/ffmpeg.ts';
import type { Ingest } from '../../providers/media/port.ts';

export type TestPublisher = {
  /** How it ended, if it did. */
  ended: () => boolean;
  exited: Promise<void>;
  /** At once, as a machine that loses power. */
  kill(): Promise<void>;
};

export const rtmpAddress = (ingest: Ingest[]): string => {
  const { url, key } = ingest.find(({ protocol }) => protocol === 'rtmp')!;
  return `${url}/${key}`;
};

const picture = ['-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=25'];
const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'];
const codecs = [
  '-pix_fmt',
  'yuv420p',
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-tune',
  'zerolatency',
  '-g',
  '25',
  '-c:a',
  'aac',
];

const ffmpeg = await findFfmpeg();

export function publish(address: string): TestPublisher {
  const child: ChildProcess = spawn(
    ffmpeg,
    ['-hide_banner', '-loglevel', 'error', '-re', ...picture, '-re', ...tone, ...codecs, '-f', 'flv', address],
    { stdio: 'ignore' },
  );
  let ended = false;
  const exited = once(child, 'exit').then(() => {
    ended = true;
  });
  return {
    ended: () => ended,
    exited,
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
