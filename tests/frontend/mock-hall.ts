/** A stand-in for the API as the hall and the stage manager's desk meet it; bodies and answers are parsed by the API's own schemas. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { toString as qrOf } from 'qrcode';
import type { z } from 'zod';
import { statusOf } from '../../api/errors.ts';
import { OrganisationList } from '../../api/schemas/members.ts';
import { House } from '../../api/schemas/people.ts';
import * as shapes from '../../api/schemas/stage.ts';
import { type ErrorCode, errors } from '../../domain/errors.ts';
import { permissionsOf, type Role } from '../../domain/members.ts';
import { type WatchReason, watchReasons } from '../../domain/stage.ts';
import { posterSvg } from '../../queries/posters/poster.ts';
import { openMockPicture } from './mock-picture.ts';
import { productions, showsFrom, summaryOf, uuid } from './playbill-fixtures.ts';

type View = z.infer<typeof shapes.WatchView>;
export type Desk = z.infer<typeof shapes.StageDesk>;

const types: Record<string, string> = {
  ...{ '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' },
  ...{ '.svg': 'image/svg+xml', '.woff2': 'font/woff2' },
};
/** As strict as the house's own: what the player needs and nothing more. */
const policy = [
  ...["default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:"],
  ...["connect-src 'self'", "font-src 'self'", "media-src 'self' blob:", "worker-src 'self' blob:"],
].join('; ');

class Refused extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

export const ticketId = uuid(9001);
const minute = 60_000;
const iso = (ms: number) => new Date(ms).toISOString();

function viewFrom(now: number): View {
  const show = { ...summaryOf(showsFrom(now)[0]!), status: 'live' as const, startsAt: iso(now - 10 * minute) };
  return {
    ...{ ticketId, number: '7F-2K-91', typeName: { ru: 'Партер', en: 'Stalls' }, show, state: 'live', now: iso(now) },
    ...{
      begins: show.startsAt,
      plannedEnd: iso(now + 110 * minute),
      may: true,
      what: 'live',
      why: null,
      message: null,
      how: null,
    },
    ...{ word: null, intervalUntil: null, mark: null, address: null, botUrl: null, recording: null },
  };
}

function deskFrom(now: number): Desk {
  const { id, code, timeZone, kind, production } = showsFrom(now)[0]!;
  const key = `${uuid(77)}?key=first-secret`;
  return {
    show: {
      ...{ id, code, timeZone, kind, status: 'provisioned', title: production.title, posterUrl: production.posterUrl },
      startsAt: iso(now + 20 * minute),
    },
    ...{ now: iso(now), state: 'test', onAir: false, plannedEnd: iso(now + 140 * minute), startedAt: null, endedAt: null },
    ...{ intervalUntil: null, word: null, provider: 'embedded', channelReady: true, keyRevision: 1 },
    ingest: [
      { protocol: 'rtmp', url: 'rtmp://theatre.example:1935/live', key },
      { protocol: 'whip', url: '/whip/channel', key: 'whip-secret' },
    ],
    picture: {
      ...{ at: iso(now), publishing: true, since: iso(now - minute), by: 'rtmp', video: true, audio: true },
      ...{ bitrate: 3_200_000, keyframes: 1, width: 1280, height: 720, viewers: 0, quietFor: 120 },
    },
    advice: [],
    can: { start: true, interval: false, resume: false, end: false, rotateKey: true, preview: true, changeKind: true },
    screens: 0,
    settings: { countries: null, mark: false, archive: { availableDays: 7, unlockDays: null, watchHours: 48 }, address: null },
    recording: null,
    events: [
      {
        ...{ id: uuid(401), at: iso(now - 2 * minute), kind: 'refused', failed: true },
        text: { ru: 'Кто-то вещал с чужим ключом: не пущен.', en: 'Somebody streamed with a wrong key: refused.' },
      },
      {
        ...{ id: uuid(402), at: iso(now - 5 * minute), kind: 'provisioned', failed: false },
        text: { ru: 'Канал готов.', en: 'The channel is ready.' },
      },
    ],
    temporalUrl: null,
  };
}

export type MockHall = Awaited<ReturnType<typeof openMockHall>>;

export async function openMockHall(distDir: string) {
  const picture = await openMockPicture();
  const fresh = () => ({
    view: viewFrom(Date.now()),
    desk: deskFrom(Date.now()),
    role: 'owner' as Role,
    /** The ticket's one screen. */
    screen: undefined as string | undefined,
    /** The ticket is shown to whoever has one of these. */
    keys: new Set(['pass']),
    handover: 'hand',
    whipKey: 'whip-secret',
    answerOffer: async (_offer: string): Promise<string> => {
      throw new Error('nobody answers');
    },
    /** Seconds of a playback address. */
    life: 300,
    /** Off: addresses open nothing, as of a media server that has not heard of them yet. */
    opens: true,
    asked: [] as { route: string; body: Record<string, unknown>; headers: IncomingMessage['headers'] }[],
    failures: new Map<string, (ErrorCode | 'bad gateway')[]>(),
  });
  let state = fresh();
  let signed = 0;

  const send = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const refuse = (request: IncomingMessage, response: ServerResponse, code: ErrorCode): void => {
    const language = request.headers['accept-language']?.startsWith('ru') ? 'ru' : 'en';
    send(response, statusOf[code], { error: code, ...errors[code][language], requestId: 'req-hall' });
  };
  const address = (what: 'live' | 'recording') => {
    const token = `t${++signed}`;
    if (state.opens) picture.state.good.add(token);
    const ends = Date.now() + state.life * 1000;
    return {
      ...{ url: `/hls/${token}/${what}/index.m3u8`, kind: 'hls' as const, what },
      ...{ expiresAt: iso(ends), renewAt: iso(Date.now() + (state.life * 2000) / 3) },
    };
  };

  function answerTicket(method: string, [id, action, screenId, verb]: string[], url: URL, body: unknown): unknown {
    const { view } = state;
    if (id !== ticketId) throw new Refused('NotFound');
    if (action === 'arrive') {
      if (shapes.Arriving.parse(body).key !== state.handover) throw new Refused('HandoverOver');
      state.keys.add('arrived');
      return shapes.Arrived.parse({ token: 'arrived', expiresAt: iso(Date.now() + 60 * minute) });
    }
    if (!state.keys.has(url.searchParams.get('token') ?? '')) throw new Refused('NotFound');
    if (action === 'watch') return shapes.WatchView.parse({ ...view, now: iso(Date.now()) });
    if (action === 'handover') return handover();
    if (!view.may || !view.what) throw new Refused('WatchClosed');
    if (method === 'POST' && verb === 'playback') {
      if (state.screen !== screenId) throw new Refused('ScreenEnded');
      return shapes.Playback.parse(address(view.what));
    }
    const asked = shapes.ScreenAsked.parse(body);
    const endedAnother = state.screen !== undefined && state.screen !== asked.screenId;
    if (endedAnother) picture.state.good.clear();
    state.screen = asked.screenId;
    return shapes.ScreenTaken.parse({ screenId: asked.screenId, version: 1, what: view.what, endedAnother });
  }
  const handover = async () => {
    const url = `${origin}/watch/${ticketId}#key=${state.handover}`;
    const qr = await qrOf(url, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
    return shapes.Handover.parse({ url, qr, expiresAt: iso(Date.now() + 5 * minute) });
  };

  /** What each order of the stage manager does, by the last word of its path. */
  const orders: Record<string, (body: unknown) => void> = {
    start: (body) => {
      shapes.StageAsked.parse(body);
      if (!state.desk.picture?.publishing) throw new Refused('NoPicture');
      onAir('live');
      state.desk.startedAt = iso(Date.now());
    },
    interval: (body) => {
      const { minutes } = shapes.IntervalAsked.parse(body);
      onAir('interval');
      state.desk.intervalUntil = iso(Date.now() + minutes * minute);
    },
    resume: (body) => {
      shapes.StageAsked.parse(body);
      onAir('live');
      state.desk.intervalUntil = null;
    },
    end: (body) => {
      shapes.StageAsked.parse(body);
      Object.assign(state.desk, { state: 'ended', onAir: false, endedAt: iso(Date.now()) });
      Object.assign(state.desk.can, { start: false, interval: false, resume: false, end: false });
    },
    word: (body) => {
      state.desk.word = shapes.WordAsked.parse(body).text;
    },
    'rotate-key': (body) => {
      shapes.StageAsked.parse(body);
      const revision = ++state.desk.keyRevision;
      for (const ingest of state.desk.ingest) ingest.key = `${uuid(77)}?key=secret-${revision}`;
    },
    settings: (body) => {
      const { requestId: _, ...settings } = shapes.StageSettingsAsked.parse(body);
      state.desk.settings = settings;
    },
    kind: (body) => {
      const { kind, address: outside } = shapes.KindAsked.parse(body);
      state.desk.show.kind = kind;
      state.desk.settings.address = outside;
    },
  };
  function onAir(now: 'live' | 'interval'): void {
    Object.assign(state.desk, { state: now, onAir: true });
    Object.assign(state.desk.can, {
      start: false,
      interval: now === 'live',
      resume: now === 'interval',
      end: true,
      changeKind: false,
    });
  }
  function answerDesk(verb: string | undefined, body: unknown): unknown {
    if (verb === 'preview') return shapes.PreviewPlayback.parse(address('live'));
    if (verb === 'download') return shapes.Download.parse({ url: '/hls/file.mp4', expiresAt: iso(Date.now() + minute) });
    if (verb) orders[verb]!(body);
    return shapes.StageDesk.parse({ ...state.desk, now: iso(Date.now()) });
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, , first, ...rest] = url.pathname.split('/');
    const method = request.method ?? 'GET';
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString('utf8') || 'null') as Record<string, unknown>;
    const route = `${method} ${url.pathname}`;
    if (method !== 'GET') state.asked.push({ route, body, headers: request.headers });
    const failure = [...state.failures].find(([ends, planned]) => route.endsWith(ends) && planned.length > 0)?.[1].shift();
    if (failure === 'bad gateway')
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    if (failure) return refuse(request, response, failure);
    if (first === 'house')
      return send(response, 200, House.parse({ botUsername: 'rampa_bot', phoneUrl: null, temporalUiUrl: null }));
    if (first === 'productions') {
      const { title, author, theatre, symbol, hue, id } = productions.find((one) => one.slug === rest[0])!;
      response.writeHead(200, { 'content-type': 'image/svg+xml' });
      return void response.end(posterSvg({ title: title.ru, author: author.ru, theatre: theatre.ru, symbol, hue, seed: id }));
    }
    if (first === 'tickets') return send(response, 200, await answerTicket(method, rest, url, body));
    if (rest[0] === 'organisations') {
      const mine = { id: uuid(1), slug: 'rampa', name: { ru: 'Театр «Рампа»', en: 'Rampa Theatre' }, timeZone: 'Europe/Moscow' };
      const organisations = [{ ...mine, role: state.role, permissions: permissionsOf(state.role) }];
      return send(response, 200, OrganisationList.parse({ organisations }));
    }
    if (rest[1] === 'attention') return send(response, 200, { items: [] });
    if (rest[3] === 'stage') return send(response, 200, answerDesk(rest[4], body));
    throw new Refused('NotFound');
  }

  /** The other end of a camera: says no to a wrong key, and answers offers as the test does. */
  async function answerWhip(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    state.asked.push({ route: `${request.method} ${request.url}`, body: {}, headers: request.headers });
    if (request.headers.authorization !== `Bearer ${state.whipKey}`) return void response.writeHead(401).end();
    if (request.method === 'DELETE') return void response.writeHead(200).end();
    const answer = await state.answerOffer(Buffer.concat(parts).toString('utf8'));
    response.writeHead(201, { 'content-type': 'application/sdp', location: '/whip/session/1' }).end(answer);
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
      else if (url.pathname.startsWith('/hls/')) picture.answer(response, url.pathname);
      else if (url.pathname.startsWith('/whip/')) await answerWhip(request, response);
      else await answerPage(response, url.pathname);
    } catch (error) {
      if (error instanceof Refused) return refuse(request, response, error.code);
      console.error(error);
      refuse(request, response, 'Internal');
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    ...{ origin, picture },
    get state() {
      return state;
    },
    /** There is nothing to watch with this ticket, and the house says why. */
    refuseTo(why: WatchReason, more: Partial<View> = {}): void {
      Object.assign(state.view, { may: false, what: null, why, ...watchReasons[why], ...more });
    },
    /** Another screen of the same ticket takes the picture, as if elsewhere. */
    takeElsewhere(): void {
      state.screen = randomUUID();
      picture.state.good.clear();
    },
    /** The ticket is no longer good: its addresses too. */
    revoke(): void {
      picture.state.good.clear();
      this.refuseTo('ticketVoid');
    },
    bodiesOf: (ends: string) => state.asked.filter(({ route }) => route.endsWith(ends)).map(({ body }) => body),
    /** The next requests that end so (“/screens”) fail. */
    failNext: (ends: string, ...planned: (ErrorCode | 'bad gateway')[]) => void state.failures.set(ends, planned),
    reset() {
      state = fresh();
      picture.reset();
    },
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
