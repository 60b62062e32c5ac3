/** A camera that needs no actors: ffmpeg sends colour bars with a running clock and a tone, as OBS would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chmodSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Unexpected } from './expect.ts';
import { say } from './words.ts';

export type TestPicture = {
  /** What it complained of, for a step that waits in vain. */
  complaints(): string;
  stop(): Promise<void>;
};

const picture = ['-re', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25'];
const sound = ['-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000'];
const video = [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-tune',
  'zerolatency',
  '-pix_fmt',
  'yuv420p',
  '-g',
  '25',
  '-b:v',
  '800k',
];
const audio = ['-c:a', 'aac', '-b:a', '64k'];

/** @param address RTMP, with the stream key @throws Unexpected without an ffmpeg */
export async function sendTestPicture(address: string): Promise<TestPicture> {
  const args = ['-hide_banner', '-loglevel', 'error', ...picture, ...sound, ...video, ...audio, '-f', 'flv', address];
  const child: ChildProcess = spawn(await findFfmpeg(), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    // The key stays out of what is shown.
    said = `${said}${bytes}`.replaceAll(address, 'rtmp://…').slice(-500);
  });
  const gone = once(child, 'close').catch((error: Error) => {
    said = error.message;
  });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    complaints: () => said,
    async stop() {
      process.off('exit', kill);
      kill();
      await gone;
    },
  };
}

/** The system's, else the one that an npm package brings. */
async function findFfmpeg(): Promise<string> {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const own = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (own) return own;
  try {
    const { path } = await import('@ffmpeg-installer/ffmpeg');
    if (!isExecutable(path)) chmodSync(path, 0o755);
    return path;
  } catch (error) {
    throw new Unexpected(say('ffmpeg, чтобы послать картинку', 'an ffmpeg to send a picture with'), (error as Error).message);
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
