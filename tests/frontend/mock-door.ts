/** The door's house as a server: pages under the strict policy, the door's two routes, and a line that can fail. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { House, SignedIn } from '../../api/schemas/people.ts';
import { type ErrorCode, errors } from '../../domain/errors.ts';
import { openDoorHouse } from './door-house.ts';
import { uuid } from './playbill-fixtures.ts';

/** `silent`: the connection is cut before the house hears; `answer lost`: it hears, and the answer never arrives. */
export type Trouble = 'silent' | 'answer lost' | { status: number; code: ErrorCode };
export type MockDoor = Awaited<ReturnType<typeof openMockDoor>>;

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const policy = [
  "default-src 'self'",
  "script-src 'self' https://telegram.org",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "object-src 'none'",
].join('; ');

export async function openMockDoor(distDir: string) {
  const house = openDoorHouse();
  const state = { trouble: undefined as Trouble | undefined, delay: 0 };
  /** Changes to the built files, by path: a new build without building. */
  const rewritten = new Map<string, (text: string) => string>();
  const asked: string[] = [];

  const send = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const refuse = (response: ServerResponse, status: number, code: ErrorCode): void =>
    send(response, status, { error: code, ...errors[code].ru, requestId: 'req-mock' });
  const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    return JSON.parse(Buffer.concat(parts).toString('utf8') || 'null');
  };

  async function answerApi(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (path === '/api/house')
      return send(response, 200, House.parse({ botUsername: 'rampa_bot', phoneUrl: null, temporalUiUrl: null }));
    if (path === '/api/sign-in') {
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      const person = { token: 'person-token', personId: uuid(7), firstName: 'Анна', language: 'ru', surface: 'miniapp' };
      return send(response, 200, SignedIn.parse({ ...person, expiresAt }));
    }
    const heard = request.method === 'POST' ? await bodyOf(request) : undefined;
    await new Promise((done) => setTimeout(done, state.delay));
    const { trouble } = state;
    if (trouble === 'silent') return void response.destroy();
    if (typeof trouble === 'object') return refuse(response, trouble.status, trouble.code);
    if (request.headers.authorization !== 'Bearer person-token') return refuse(response, 401, 'SignInRequired');
    const base = `/api/organiser/rampa/shows/${house.showId}`;
    if (path === `${base}/door`) return send(response, 200, house.list());
    if (path !== `${base}/check-ins`) return refuse(response, 404, 'NotFound');
    const answers = house.checkIn(heard);
    if (trouble === 'answer lost') return void response.destroy();
    send(response, 200, answers);
  }

  async function answerPage(response: ServerResponse, path: string): Promise<void> {
    const name = extname(path) ? path : '/index.html';
    const asset = await readFile(join(distDir, normalize(name))).catch(() => undefined);
    if (!asset) return void response.writeHead(404).end();
    const rewrite = rewritten.get(name);
    response.writeHead(200, {
      'content-type': types[extname(name)] ?? 'application/octet-stream',
      'content-security-policy': policy,
      'cache-control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    response.end(rewrite ? rewrite(asset.toString('utf8')) : asset);
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://mock');
    asked.push(`${request.method} ${pathname}`);
    try {
      if (pathname.startsWith('/api/')) await answerApi(request, response, pathname);
      else if (pathname === '/telegram-web-app.js') response.writeHead(404).end();
      else await answerPage(response, pathname);
    } catch (fault) {
      if (!response.headersSent) send(response, 400, { error: 'InvalidRequest', message: String(fault), how: '', requestId: '' });
    }
  });
  await new Promise<void>((done) => server.listen(Number(process.env['MOCK_PORT'] ?? 0), '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const launch = new URLSearchParams({
    tgWebAppData: new URLSearchParams({ user: JSON.stringify({ id: 1, language_code: 'ru' }), hash: 'f' }).toString(),
    tgWebAppThemeParams: JSON.stringify({ bg_color: '#100c14' }),
  });

  return {
    ...{ origin, house, state, asked, rewritten },
    page: `${origin}/door/rampa/${house.showId}`,
    /** Signed in by Telegram's word in the address. */
    signedIn: `${origin}/door/rampa/${house.showId}#${launch}`,
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
