/** Downloads the official Temporal CLI. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

export interface CliFetch {
  readonly version: string;
  /** Where to put it. */
  readonly folder: string;
  /** File name that it must have there. */
  readonly program: string;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}

/** Behind a closed firewall nothing answers at all; building is next, so we do not wait long. */
const ANSWER_PATIENCE = 8_000;
const DOWNLOAD_PATIENCE = 180_000;

/** @see https://docs.temporal.io/cli/setup-cli for the address */
export async function downloadCli({ version, folder, log, signal }: CliFetch): Promise<void> {
  const { platform, arch } = downloadTarget();
  const address = `https://temporal.download/cli/archive/v${version}?platform=${platform}&arch=${arch}`;
  await downloadArchive({ name: `Temporal CLI ${version}`, address, folder, log, signal });
}

/** This machine in the words of temporal.download. */
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
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export async function downloadArchive({ name, address, folder, log, signal }: Archive): Promise<void> {
  log(`looking for ${name} at ${new URL(address).host}`);
  const response = await openDownload(address, signal);
  const size = Number(response.headers.get('content-length'));
  log(`downloading ${name}${size ? `, ${Math.ceil(size / 1e6)} MB` : ''}`);
  await unpack(response.body as ReadableStream, folder);
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

/** Every system's `tar` reads both kinds of archive that are offered. */
async function unpack(body: ReadableStream, folder: string): Promise<void> {
  const tar = spawn('tar', ['-xzf', '-', '-C', folder], { stdio: ['pipe', 'ignore', 'ignore'] });
  const closed = once(tar, 'close');
  await pipeline(Readable.fromWeb(body), tar.stdin);
  const [code] = await closed;
  if (code !== 0) throw new Error('the archive cannot be unpacked');
}
