/** One ffmpeg for one publisher: what it sends goes in, fragments of MP4 come out; the picture itself is only copied. */
import { spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { type Fragment, FragmentReader, type Head } from '../mp4/fragments.ts';

/** What a remux tells, in this order: a head, fragments, one end. */
export type RemuxEvents = {
  head(head: Head): void;
  fragment(fragment: Fragment): void;
  /** Nothing comes any more. @param problem the last words of an ffmpeg that failed. */
  end(problem: string | undefined): void;
};
export type Remux = {
  /** Where ffmpeg reads. */
  readonly input: Writable;
  /** At once: an ffmpeg that hangs hears nothing else. */
  kill(): void;
};
export type RemuxSource = { input: readonly string[]; audio: 'copy' | 'aac' };

/** Seconds of a fragment, which is a part of the live playlist. */
export const PART_SECONDS = 0.2;

/** Of what we hand to ffmpeg and it does not take: it hangs. */
const STUCK_BYTES = 16 * 2 ** 20;
const LAST_WORDS = 2000;

export function startRemux(ffmpeg: string, { input, audio }: RemuxSource, events: RemuxEvents): Remux {
  const child = spawn(ffmpeg, [...quiet, ...input, ...codecs(audio), ...fragmentedMp4], { stdio: ['pipe', 'pipe', 'pipe'] });
  const fragments = new FragmentReader();
  let words = '';
  let ended = false;
  const kill = () => void child.kill('SIGKILL');
  const end = (problem: string | undefined) => {
    if (ended) return;
    ended = true;
    events.end(problem);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    try {
      for (const piece of fragments.read(chunk)) 'head' in piece ? events.head(piece.head) : events.fragment(piece.fragment);
    } catch (error) {
      words = (error as Error).message;
      kill();
    }
  });
  child.stderr.on('data', (chunk: Buffer) => {
    words = `${words}${chunk}`.slice(-LAST_WORDS);
  });
  // Its end says why; a pipe that closed before is no news.
  child.stdin.on('error', () => undefined);
  child.once('error', ({ message }) => end(message));
  child.once('close', (code) => end(code === 0 ? undefined : words.trim() || `ffmpeg ended with ${code}`));
  return { input: guarded(child.stdin, kill), kill };
}

/** Writes that nobody takes pile up in our memory. */
function guarded(stdin: Writable, kill: () => void): Writable {
  const write = stdin.write.bind(stdin) as (chunk: Buffer) => boolean;
  stdin.write = ((chunk: Buffer) => {
    if (stdin.destroyed || stdin.writableEnded) return false;
    if (stdin.writableLength > STUCK_BYTES) kill();
    return write(chunk);
  }) as typeof stdin.write;
  return stdin;
}

const quiet = ['-hide_banner', '-loglevel', 'error', '-fflags', 'nobuffer', '-flags', 'low_delay'];
const codecs = (audio: RemuxSource['audio']) => [
  '-c:v',
  'copy',
  ...(audio === 'copy' ? ['-c:a', 'copy'] : ['-c:a', 'aac', '-b:a', '128k']),
];
const fragmentedMp4 = [
  ...['-f', 'mp4', '-movflags', '+empty_moov+default_base_moof+frag_keyframe'],
  ...['-frag_duration', String(PART_SECONDS * 1_000_000), '-flush_packets', '1', 'pipe:1'],
];
