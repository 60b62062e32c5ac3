/** A recording as one MP4: as it lies on the disk when one publisher made it, else put together by ffmpeg on its way out. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Journal } from '../recording/journal.ts';
import { fileName } from '../recording/writer.ts';
import { videoType } from './answer.ts';

export type Download = { ffmpeg: string; folder: string; recordingId: string; journal: Journal };

export async function sendDownload(res: ServerResponse, { ffmpeg, folder, recordingId, journal }: Download): Promise<void> {
  const head = {
    'content-type': videoType,
    'content-disposition': `attachment; filename="${recordingId}.mp4"`,
    'cache-control': 'no-store',
  };
  const files = [...new Set(journal.segments.map(({ file }) => file))];
  const last = journal.segments.at(-1)!;
  if (files.length > 1) {
    res.writeHead(200, head);
    return res.req.method === 'HEAD'
      ? void res.end()
      : await joined(
          res,
          ffmpeg,
          files.map((file) => join(folder, fileName(file))),
        );
  }
  const length = last.at + last.length;
  res.writeHead(200, { ...head, 'content-length': length });
  if (res.req.method === 'HEAD') return void res.end();
  await pipeline(createReadStream(join(folder, fileName(last.file)), { end: length - 1 }), res);
}

/** Each publisher's times begin at nought: behind each other they are told anew. */
async function joined(res: ServerResponse, ffmpeg: string, files: string[]): Promise<void> {
  const input = ['-protocol_whitelist', 'file,pipe', '-f', 'concat', '-safe', '0', '-i', 'pipe:0'];
  const output = ['-c', 'copy', '-f', 'mp4', '-movflags', '+frag_keyframe+empty_moov+default_base_moof', 'pipe:1'];
  const child = spawn(ffmpeg, ['-hide_banner', '-loglevel', 'error', ...input, ...output], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  // Their protocol is named, or they would be looked for where the list comes from.
  child.stdin.end(files.map((file) => `file 'file:${file.replaceAll("'", "'\\''")}'\n`).join(''));
  const ended = once(child, 'close') as Promise<[number | null]>;
  try {
    await Promise.all([pipeline(child.stdout, res, { end: false }), ended]);
  } finally {
    child.kill('SIGKILL');
  }
  // What is cut off in the middle must not look whole.
  const [code] = await ended;
  if (code !== 0) throw new Error(`ffmpeg put nothing whole together: ${code}`);
  res.end();
}
