/** The control door: on loopback, for whoever has the house's secret. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ZodError, z } from 'zod';
import { sameText } from '../../domain/same-text.ts';
import { readBody } from '../read-body.ts';
import { type Asked, Refused } from './requests.ts';

const LONGEST = 16 * 1024;
export type ControlOptions = { secret: string; asked: Asked; report: (what: string, details: Record<string, unknown>) => void };

export function createControl({ secret, asked, report }: ControlOptions): Server {
  return createServer((req, res) => {
    answer(req, secret, asked).then(
      (value) => send(res, 200, value),
      (error: Error) => {
        if (error instanceof Refused) return send(res, error.status, { error: error.code, message: error.message });
        if (error instanceof ZodError) return send(res, 400, { error: 'badRequest', message: z.prettifyError(error) });
        report('control failed', { message: error.message });
        send(res, 500, { error: 'internal', message: 'Something went wrong here.' });
      },
    );
  });
}

async function answer(req: IncomingMessage, secret: string, asked: Asked): Promise<unknown> {
  const given = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '';
  if (!sameText(given, secret)) throw new Refused(401, 'notAllowed', 'The secret of the house is wanted.');
  const body = await readBody(req, LONGEST);
  if (!body) throw new Refused(413, 'tooLong', 'This is too long.');
  const path = (req.url ?? '').split('?', 1)[0]!.split('/').slice(1).map(decoded);
  return await asked(req.method ?? 'GET', path, parsed(body));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refused(400, 'badAddress', 'This address cannot be read.');
  }
}

function parsed(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refused(400, 'badRequest', 'This is no JSON.');
  }
}

function send(res: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}
