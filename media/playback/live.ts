/** The live picture: `/live/<token>/<channel>/<file>`, by RFC 8216bis with held requests. */
import type { ServerResponse } from 'node:http';
import type { Packager } from '../live/packager.ts';
import { playlistType, sendBytes, sendProblem, videoType } from './answer.ts';
import type { Allowed, Gate, NotAllowed } from './gate.ts';

/** Milliseconds that a request is held; less than the five seconds in which a revocation bites. */
const PATIENCE = 3000;

export type LiveRequest = { token: string; channelId: string; file: string; query: string };

export function createLive(gate: Gate, refuse: (res: ServerResponse, why: NotAllowed) => void) {
  /** Asked at the beginning and after each wait: a token may have been revoked in between. */
  const ask = ({ token, channelId }: LiveRequest): Allowed | NotAllowed => gate({ channelId }, token);

  return async (request: LiveRequest, res: ServerResponse): Promise<void> => {
    const first = ask(request);
    if (typeof first === 'string') return refuse(res, first);
    const { channel, claims } = first;
    if (claims.download) return refuse(res, 'forged');
    if (claims.audience === 'viewer') channel.viewers.see(claims.viewer, Date.now());
    const packager = channel.packager;
    if (!packager) return sendProblem(res, 404, 'offline', 'There is no picture yet.');
    const wait = waitFor(packager, claims.audience, request);
    if (wait) {
      if ((await wait) === 'tooFar') return sendProblem(res, 400, 'tooFar', 'This is too far ahead to wait for.');
      const again = ask(request);
      if (typeof again === 'string') return refuse(res, again);
    }
    const bytes = find(packager, claims.audience, request.file);
    if (bytes) return sendBytes(res, request.file.endsWith('.m3u8') ? playlistType : videoType, bytes);
    sendProblem(res, 404, 'offline', 'There is no such piece of the picture.');
  };
}

type View = 'viewer' | 'preview';
const PART = /^p(\d{1,15})\.(\d{1,5})\.m4s$/;

/** @returns undefined when there is nothing to wait for. */
function waitFor(packager: Packager, view: View, { file, query }: LiveRequest): Promise<unknown> | undefined {
  if (file === 'index.m3u8') {
    const asked = new URLSearchParams(query);
    const number = wholeNumber(asked.get('_HLS_msn'));
    if (number !== undefined) return packager.untilListed(view, number, wholeNumber(asked.get('_HLS_part')), PATIENCE);
    return packager.playlist(view) ? undefined : packager.untilPicture(view, PATIENCE);
  }
  const [, number, part] = PART.exec(file) ?? [];
  if (number === undefined || packager.part(view, Number(number), Number(part))) return undefined;
  return packager.untilPart(view, Number(number), Number(part), PATIENCE);
}

function find(packager: Packager, view: View, file: string): Buffer | undefined {
  if (file === 'index.m3u8') return packager.playlist(view);
  const [, number, part] = PART.exec(file) ?? [];
  if (number !== undefined) return packager.part(view, Number(number), Number(part));
  const [, segment] = /^s(\d{1,15})\.m4s$/.exec(file) ?? [];
  if (segment !== undefined) return packager.segment(view, Number(segment));
  const [, epoch] = /^init(\d{1,9})\.mp4$/.exec(file) ?? [];
  return epoch === undefined ? undefined : packager.head(Number(epoch));
}

/** What is no number is one that never comes. */
function wholeNumber(text: string | null): number | undefined {
  if (text === null) return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.MAX_SAFE_INTEGER;
}
