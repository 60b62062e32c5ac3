/** A stand-in for the API as the moderator's and the report's pages meet it; bodies and answers are parsed by the API's own schemas. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { statusOf } from '../../api/errors.ts';
import * as shapes from '../../api/schemas/audience.ts';
import { OrganisationList } from '../../api/schemas/members.ts';
import { House } from '../../api/schemas/people.ts';
import { PreviewPlayback } from '../../api/schemas/stage.ts';
import { type ErrorCode, errors } from '../../domain/errors.ts';
import { permissionsOf, type Role } from '../../domain/members.ts';
import { reportFrom } from './audience-fixtures.ts';
import { ChatRefused, mockChat } from './mock-chat.ts';
import { openMockPicture } from './mock-picture.ts';
import { uuid } from './playbill-fixtures.ts';

const types: Record<string, string> = {
  ...{ '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' },
  ...{ '.svg': 'image/svg+xml', '.woff2': 'font/woff2' },
};
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'; media-src 'self' blob:; worker-src 'self' blob:";
type Failure = ErrorCode | 'bad gateway';

export type MockAudience = Awaited<ReturnType<typeof openMockAudience>>;

export async function openMockAudience(distDir: string) {
  const media = await openMockPicture();
  const fresh = () => ({
    role: 'owner' as Role,
    /** The audience gathers. */
    live: true,
    picture: false,
    report: reportFrom(Date.now()),
    asked: [] as { route: string; body: Record<string, unknown> }[],
    /** How often each was looked at. */
    looks: new Map<string, number>(),
    failures: new Map<string, Failure[]>(),
    /** Presses wait here, while it is there. */
    hold: undefined as Promise<void> | undefined,
  });
  let state = fresh();
  const show = reportFrom(Date.now()).show;

  const send = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const refuse = (request: IncomingMessage, response: ServerResponse, code: ErrorCode): void => {
    const language = request.headers['accept-language']?.startsWith('ru') ? 'ru' : 'en';
    send(response, statusOf[code], { error: code, ...errors[code][language], requestId: 'req-audience' });
  };
  const deskNow = () => shapes.AudienceDesk.parse({ show, live: state.live, picture: state.picture, ...chat.desk() });
  function pass() {
    if (!state.live) throw new ChatRefused('AudienceClosed');
    const made = randomUUID();
    chat.state.passes.add(made);
    return shapes.AudiencePassAnswer.parse({
      pass: made,
      path: '/live',
      expiresAt: new Date(Date.now() + 600_000).toISOString(),
    });
  }
  function preview() {
    media.state.good.add('look');
    const [expiresAt, renewAt] = [300_000, 200_000].map((ms) => new Date(Date.now() + ms).toISOString());
    return PreviewPlayback.parse({
      url: '/hls/look/live/index.m3u8',
      kind: 'hls',
      what: 'live',
      token: null,
      expiresAt,
      renewAt,
    });
  }

  async function answerShow(method: string, verbs: string, body: unknown): Promise<unknown> {
    if (verbs === 'audience') return deskNow();
    if (verbs === 'audience/pass') return pass();
    if (verbs === 'audience/report') return shapes.AudienceReport.parse({ ...state.report, now: new Date().toISOString() });
    if (verbs === 'stage/preview') return preview();
    if (method !== 'POST' || verbs !== 'audience/actions') throw new ChatRefused('NotFound');
    const { requestId, action } = shapes.ModerationAsked.parse(body);
    await state.hold;
    chat.moderate(requestId, action);
    return deskNow();
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, , first, org, section, id, ...verbs] = url.pathname.split('/');
    const method = request.method ?? 'GET';
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString('utf8') || 'null') as Record<string, unknown>;
    const route = `${method} ${url.pathname}`;
    if (method !== 'GET') state.asked.push({ route, body });
    state.looks.set(verbs.join('/'), (state.looks.get(verbs.join('/')) ?? 0) + 1);
    const failure = [...state.failures].find(([ends, planned]) => route.endsWith(ends) && planned.length > 0)?.[1].shift();
    if (failure === 'bad gateway')
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    if (failure) return refuse(request, response, failure);
    if (first === 'house')
      return send(response, 200, House.parse({ botUsername: 'rampa_bot', phoneUrl: null, temporalUiUrl: null }));
    if (org === 'organisations') {
      const mine = { id: uuid(1), slug: 'rampa', name: { ru: 'Театр «Рампа»', en: 'Rampa Theatre' }, timeZone: 'Europe/Moscow' };
      const organisations = [{ ...mine, role: state.role, permissions: permissionsOf(state.role) }];
      return send(response, 200, OrganisationList.parse({ organisations }));
    }
    if (section === 'attention') return send(response, 200, { items: [] });
    if (section === 'audiences')
      return send(response, 200, shapes.AudienceDates.parse({ shows: [{ ...show, live: state.live }] }));
    if (section === 'shows' && id === show.id) return send(response, 200, await answerShow(method, verbs.join('/'), body));
    throw new ChatRefused('NotFound');
  }
  async function answerPage(response: ServerResponse, path: string): Promise<void> {
    const asset = extname(path) ? await readFile(join(distDir, normalize(path))).catch(() => undefined) : undefined;
    if (extname(path) && !asset) return void response.writeHead(404).end();
    const type = types[extname(path) || '.html'] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
    response.end(asset ?? (await readFile(join(distDir, 'index.html'))));
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    try {
      if (url.pathname.startsWith('/api/')) await answerApi(request, response, url);
      else if (url.pathname.startsWith('/hls/')) media.answer(response, url.pathname);
      else await answerPage(response, url.pathname);
    } catch (error) {
      if (error instanceof ChatRefused) return refuse(request, response, error.code);
      console.error(error);
      refuse(request, response, 'Internal');
    }
  });
  const chat = mockChat(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    ...{ origin, chat, show },
    page: (what: 'audience' | 'report') => `${origin}/my/rampa/shows/${show.id}/${what}`,
    get state() {
      return state;
    },
    /** What was asked of the chat's process, and under which ids. */
    actions: () => state.asked.filter(({ route }) => route.endsWith('/audience/actions')).map(({ body }) => body),
    failNext: (ends: string, ...planned: Failure[]) => void state.failures.set(ends, planned),
    reset() {
      state = fresh();
      chat.reset();
      media.reset();
    },
    close: () =>
      new Promise<void>((done) => {
        chat.close();
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
