/** Downloads programs that their makers offer as archives. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { promisify } from 'node:util';

/** Behind a closed firewall nothing answers at all; building is next, so we do not wait long. */
const ANSWER_PATIENCE = 8_000;
const DOWNLOAD_PATIENCE = 180_000;

/** This machine in the words of those who offer programs. */
export function downloadTarget(): { platform: string; arch: string } {
  const platform = { win32: 'windows', darwin: 'darwin', linux: 'linux' }[process.platform as string];
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch as string];
  if (!platform || !arch) throw new Error(`there is none for ${process.platform} ${process.arch}`);
  return { platform, arch };
}

interface Archive {
  /** For the progress line. */
  readonly name: string;
  readonly address: string;
  /** Unpacked into it. */
  readonly folder: string;
  /** SHA-256 in hex: another archive is not unpacked. */
  readonly sum?: string;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export async function downloadArchive({ name, address, folder, sum, log, signal }: Archive): Promise<void> {
  log(`looking for ${name} at ${new URL(address).host}`);
  const response = await openDownload(address, signal);
  const size = Number(response.headers.get('content-length'));
  log(`downloading ${name}${size ? `, ${Math.ceil(size / 1e6)} MB` : ''}`);
  const archive = join(folder, 'archive');
  try {
    await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(archive));
    if (sum && (await sumOf(archive)) !== sum) throw new Error(`${name} is not what its makers' list of sums says`);
    await unpack(archive, folder);
  } finally {
    rmSync(archive, { force: true });
  }
}

/** @throws Error that names the host when it says no, or nothing within seconds. */
export async function openDownload(address: string, signal?: AbortSignal): Promise<Response> {
  const { host } = new URL(address);
  const abort = new AbortController();
  const answer = setTimeout(() => abort.abort(new Error('no answer')), ANSWER_PATIENCE);
  const whole = setTimeout(() => abort.abort(new Error('too slow')), DOWNLOAD_PATIENCE).unref();
  try {
    const response = await fetch(address, { signal: signal ? AbortSignal.any([signal, abort.signal]) : abort.signal });
    if (response.ok && response.body) return response;
    throw new Error(`it answered ${response.status}`);
  } catch (error) {
    clearTimeout(whole);
    const { cause, message } = error as Error & { cause?: Error };
    throw new Error(`${host} cannot be reached (${cause?.message || message})`, { cause: error });
  } finally {
    clearTimeout(answer);
  }
}

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Every system's `tar` reads both kinds of archive that are offered there. */
async function unpack(archive: string, folder: string): Promise<void> {
  await promisify(execFile)('tar', ['-xf', archive, '-C', folder]).catch((cause) => {
    throw new Error('the archive cannot be unpacked', { cause });
  });
}
