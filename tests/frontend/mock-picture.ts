/** A live picture without a media server: four seconds of a test card, told on and on, behind tokens in the path. */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';

const folder = new URL('./live-picture/', import.meta.url);
const parts = 4;
/** Ticks a second of the tracks of the files, by their number. */
const ticks: Record<number, number> = { 1: 10_240, 2: 48_000 };
const inWindow = 12;

/** The same piece, told as if it came `later` seconds later. */
function shifted(piece: Buffer, later: number): Buffer {
  const moved = Buffer.from(piece);
  let track = 0;
  for (let at = 0; at + 8 <= moved.length; ) {
    const [size, kind] = [moved.readUInt32BE(at), moved.toString('latin1', at + 4, at + 8)];
    if (kind === 'tfhd') track = moved.readUInt32BE(at + 12);
    if (kind === 'tfdt') moved.writeBigUInt64BE(moved.readBigUInt64BE(at + 12) + BigInt(later * ticks[track]!), at + 12);
    at += kind === 'moof' || kind === 'traf' ? 8 : size;
  }
  return moved;
}

export async function openMockPicture() {
  const head = await readFile(new URL('init.mp4', folder));
  const pieces = await Promise.all(Array.from({ length: parts }, (_, n) => readFile(new URL(`${n}.m4s`, folder))));
  const fresh = () => ({
    /** When the publisher began; there is something to see at once. */
    since: Date.now() - 8000,
    /** Two qualities and captions, as a provider that transcodes has them. */
    rich: false,
    /** When the publisher stopped. */
    until: undefined as number | undefined,
    good: new Set<string>(),
    /** Every request: by which token, and for what. */
    served: [] as { token: string; file: string }[],
    refused: [] as string[],
  });
  let state = fresh();

  function playlist(live: boolean): string {
    const whole = live ? Math.floor(((state.until ?? Date.now()) - state.since) / 1000) : 20;
    const first = live ? Math.max(0, whole - inWindow) : 0;
    const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:1', `#EXT-X-MEDIA-SEQUENCE:${first}`];
    if (!live) lines.push('#EXT-X-PLAYLIST-TYPE:VOD');
    lines.push('#EXT-X-MAP:URI="init.mp4"');
    for (let n = first; n < whole; n++) lines.push('#EXTINF:1.0,', `${n}.m4s`);
    return [...lines, ...(live ? [] : ['#EXT-X-ENDLIST']), ''].join('\n');
  }

  const choice = [
    ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'],
    '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="words",NAME="Русский",LANGUAGE="ru",AUTOSELECT=NO,DEFAULT=NO,URI="words.m3u8"',
    ...['high', 'low'].flatMap((name, index) => [
      `#EXT-X-STREAM-INF:BANDWIDTH=${[900_000, 90_000][index]},RESOLUTION=${['1280x720', '640x360'][index]},CODECS="avc1.4d400c,mp4a.40.2",SUBTITLES="words"`,
      `${name}.m3u8`,
    ]),
    '',
  ].join('\n');
  const spoken = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-TARGETDURATION:20',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXTINF:20.0,',
    'words.vtt',
    '#EXT-X-ENDLIST',
    '',
  ].join('\n');
  const written = 'WEBVTT\n\n00:00:00.000 --> 00:00:20.000\nЯ чайка.\n';

  /** `/hls/<token>/<live|recording>/<file>` */
  function answer(response: ServerResponse, path: string): void {
    const [, , token = '', what, file = ''] = path.split('/');
    if (!state.good.has(token)) {
      state.refused.push(token);
      return void response.writeHead(403, { 'content-type': 'application/json' }).end('{"error":"revoked"}');
    }
    state.served.push({ token, file });
    const number = Number(file.replace('.m4s', ''));
    const texts: Record<string, string> = { 'words.m3u8': spoken, ...(state.rich ? { 'index.m3u8': choice } : {}) };
    if (file === 'words.vtt') return void response.writeHead(200, { 'content-type': 'text/vtt' }).end(written);
    const [type, body] = file.endsWith('.m3u8')
      ? ['application/vnd.apple.mpegurl', texts[file] ?? playlist(what === 'live')]
      : ['video/mp4', file === 'init.mp4' ? head : shifted(pieces[number % parts]!, Math.floor(number / parts) * parts)];
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  }

  return {
    get state() {
      return state;
    },
    answer,
    reset() {
      state = fresh();
    },
  };
}
