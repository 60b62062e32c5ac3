/** ffmpeg: the system's, else the one that an npm package brings. */
import { accessSync, chmodSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @returns its path. @throws Error that says what to do when there is none. */
export async function findFfmpeg(path = process.env['PATH'] ?? ''): Promise<string> {
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  const own = path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
  return own ?? (await packaged());
}

async function packaged(): Promise<string> {
  try {
    const { path } = await import('@ffmpeg-installer/ffmpeg');
    // The package's own step that does this may be forbidden.
    if (!isExecutable(path)) chmodSync(path, 0o755);
    return path;
  } catch (cause) {
    throw new Error(`There is no ffmpeg for ${process.platform} ${process.arch}: install it, so that it is found in PATH`, {
      cause,
    });
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
