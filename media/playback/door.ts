/** The door that people's players and cameras come to: pictures, recordings, WHIP, and whether we are well. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { RTMP_APP } from '../ingest/rtmp.ts';
import { BadOffer, type Whip } from '../ingest/whip.ts';
import { readBody } from '../read-body.ts';
import { sendProblem } from './answer.ts';
import type { NotAllowed } from './gate.ts';
import type { LiveRequest } from './live.ts';
import type { RecordedRequest } from './recorded.ts';

export type DoorParts = {
  live: (request: LiveRequest, res: ServerResponse) => Promise<void>;
  recorded: (request: RecordedRequest, res: ServerResponse) => Promise<void>;
  whip: Whip;
  /** Origins of the pages that may play and publish. */
  origins: readonly string[];
  report: (what: string, details: Record<string, unknown>) => void;
};

const LONGEST_OFFER = 64 * 1024;

const words: Record<NotAllowed, [number, string]> = {
  forged: [403, 'This address was not signed for this picture.'],
  expired: [403, 'This address has expired: ask for another.'],
  revoked: [403, 'This ticket is watched elsewhere, or is no longer good.'],
  notOnAir: [403, 'The show is not on air.'],
  gone: [404, 'This picture is gone.'],
};

export const refuse = (res: ServerResponse, why: NotAllowed): void => sendProblem(res, words[why][0], why, words[why][1]);

export function createDoor(parts: DoorParts): Server {
  return createServer((req, res) => {
    answer(parts, req, res).catch((error: Error) => {
      if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return;
      parts.report('request failed', { message: error.message });
      if (res.headersSent) res.destroy();
      else sendProblem(res, 500, 'internal', 'Something went wrong here.');
    });
  });
}

async function answer(parts: DoorParts, req: IncomingMessage, res: ServerResponse): Promise<void> {
  allowPages(parts.origins, req, res);
  const [path = '', query = ''] = (req.url ?? '').split('?', 2);
  const [, kind, one = '', two = '', three = '', four] = path.split('/', 6);
  if (req.method === 'OPTIONS') return void res.writeHead(204, { 'access-control-max-age': '86400' }).end();
  if (kind === 'whip') return await answerWhip(parts, req, res, one, two);
  if (req.method !== 'GET' && req.method !== 'HEAD') return void res.writeHead(405, { allow: 'GET, HEAD, OPTIONS' }).end();
  if (kind === RTMP_APP && four === undefined) return await parts.live({ token: one, channelId: two, file: three, query }, res);
  if (kind === 'recordings' && four !== undefined)
    return await parts.recorded({ token: one, channelId: two, recordingId: three, file: four }, res);
  if (path === '/healthz') return void res.writeHead(200).end('ok');
  sendProblem(res, 404, 'notFound', 'There is nothing here.');
}

function allowPages(origins: readonly string[], { headers }: IncomingMessage, res: ServerResponse): void {
  if (headers.origin === undefined || !origins.includes(headers.origin)) return;
  res.setHeader('access-control-allow-origin', headers.origin);
  res.setHeader('access-control-expose-headers', 'location');
  if (headers['access-control-request-method'] === undefined) return;
  res.setHeader('access-control-allow-methods', 'GET, HEAD, POST, DELETE');
  res.setHeader('access-control-allow-headers', 'authorization, content-type, range');
}

/** `POST /whip/<channel>` with an offer and the key as bearer; `DELETE` of the address that the answer names. */
async function answerWhip(
  { whip }: DoorParts,
  req: IncomingMessage,
  res: ServerResponse,
  channelId: string,
  sessionId: string,
): Promise<void> {
  if (req.method === 'DELETE') {
    if (whip.end(channelId, sessionId)) return void res.writeHead(200).end();
    return sendProblem(res, 404, 'notFound', 'There is no such session.');
  }
  if (req.method !== 'POST' || sessionId !== '') return void res.writeHead(405, { allow: 'POST, DELETE, OPTIONS' }).end();
  if (req.headers['content-type']?.split(';')[0] !== 'application/sdp')
    return sendProblem(res, 415, 'notSdp', 'An offer is application/sdp.');
  const body = await readBody(req, LONGEST_OFFER);
  if (!body) return sendProblem(res, 413, 'tooLong', 'This offer is too long.');
  const key = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
  try {
    const opened = await whip.open(channelId, key, body.toString('utf8'));
    if ('refused' in opened) {
      const status = opened.refused === 'secondPublisher' ? 409 : 403;
      return sendProblem(res, status, opened.refused, 'Publishing is refused.');
    }
    res.writeHead(201, { 'content-type': 'application/sdp', location: `/whip/${channelId}/${opened.sessionId}` });
    res.end(opened.sdp);
  } catch (error) {
    if (error instanceof BadOffer) return sendProblem(res, 400, 'badOffer', error.message);
    throw error;
  }
}
