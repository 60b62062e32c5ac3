/** A stand-in for the API as an organiser meets it: every body and answer is parsed by the API's own schemas. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { ZodType } from 'zod';
import { MemberGone, MemberList, MemberRole, NewMember, OrganisationList } from '../../api/schemas/members.ts';
import * as shapes from '../../api/schemas/organiser.ts';
import { NewPaymentAccount, PaymentAccounts } from '../../api/schemas/payment-accounts.ts';
import { House } from '../../api/schemas/people.ts';
import { ShowList } from '../../api/schemas/shows.ts';
import { type ErrorCode, errors } from '../../domain/errors.ts';
import { permissionsOf, type Role, roles, within } from '../../domain/members.ts';
import { posterSvg } from '../../queries/posters/poster.ts';
import {
  type AttentionShape,
  accountsOf,
  eveningsFrom,
  mattersFrom,
  playbillOf,
  soldFrom,
  storyFrom,
  teamFrom,
} from './organiser-fixtures.ts';
import { productions, showsFrom, summaryOf, uuid } from './playbill-fixtures.ts';

const types: Record<string, string> = {
  ...{ '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' },
  ...{ '.svg': 'image/svg+xml', '.woff2': 'font/woff2' },
};
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; font-src 'self'";

type Issue = { path: string; message: string };
type Failure = { status: number; code: ErrorCode; issues?: Issue[] } | 'bad gateway';
class Refused extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  constructor(status: number, code: ErrorCode) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

export type MockOrganiser = Awaited<ReturnType<typeof openMockOrganiser>>;

export async function openMockOrganiser(distDir: string) {
  const fresh = () => ({
    shows: eveningsFrom(Date.now()),
    sold: soldFrom(Date.now(), 7),
    story: storyFrom(Date.now(), uuid(5000)),
    matters: mattersFrom(Date.now()) as AttentionShape[],
    team: teamFrom(Date.now()),
    /** The one organisation's; an empty list is a stranger, undefined a guest. */
    role: 'owner' as Role | 'stranger' | undefined,
    /** Every mutating request that came: what was asked, and its body. */
    asked: [] as { route: string; body: Record<string, unknown> }[],
    /** The organisation's own Stripe account, once it has one. */
    stripe: undefined as { shown: string; surfaces: ('bot' | 'miniapp' | 'web')[] | null; active: boolean } | undefined,
    /** Orders that are told of a change at each look at their date. */
    toldALook: 0,
    failures: new Map<string, Failure[]>(),
    delay: 0,
  });
  let state = fresh();

  const send = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const refuse = (
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    code: ErrorCode,
    issues?: Issue[],
  ): void => {
    const language = request.headers['accept-language']?.startsWith('ru') ? 'ru' : 'en';
    send(response, status, { error: code, ...errors[code][language], ...(issues ? { issues } : {}), requestId: 'req-organiser' });
  };
  const showOf = (id: string) => {
    const show = state.shows.get(id);
    if (!show) throw new Refused(404, 'NotFound');
    return show;
  };

  function lookAt(id: string) {
    const show = showOf(id);
    const [change] = show.changes;
    if (change) change.told = Math.min(change.total, change.told + state.toldALook);
    const paid = state.sold.filter(({ phase }) => phase === 'paid').length;
    if (change?.kind === 'cancelled') change.returned = Math.max(0, Math.min(change.told, paid) - 1);
    return show;
  }

  /** What each mutating request does, by the last word of its path. */
  const changes: Record<string, (id: string, body: never) => unknown> = {
    publish: (id, { published }: { published: boolean }) =>
      Object.assign(showOf(id), { published, status: published ? 'announced' : 'draft' }),
    settings: (id, { capacity, ...rest }: { capacity: number; requestId: string }) => {
      const show = showOf(id);
      if (capacity < show.sales.sold + show.sales.held) throw new Refused(409, 'CapacityTooSmall');
      show.sales.capacity = capacity;
      return Object.assign(show, { ...rest, requestId: undefined });
    },
    move: (id, { startsAt }: { startsAt: string }) => changed(id, 'moved', startsAt),
    cancel: (id) => changed(id, 'cancelled', null),
  };
  function changed(id: string, kind: 'moved' | 'cancelled', toStartsAt: string | null) {
    const show = showOf(id);
    // As the house counts them: those that wait for their payment too.
    const total = state.sold.filter(({ phase }) => ['held', 'awaitingPayment', 'paid'].includes(phase)).length;
    const facts = { kind, fromStartsAt: show.startsAt, toStartsAt, at: new Date().toISOString() };
    show.changes.unshift({ ...facts, revision: show.changes.length + 1, total, told: 0, returned: 0, refused: 0 });
    if (kind === 'cancelled') show.sales.earned = [];
    return Object.assign(show, { status: kind === 'moved' ? 'rescheduled' : 'cancelled', startsAt: toStartsAt ?? show.startsAt });
  }

  function ordersOf(url: URL) {
    const { search = '', phase, page } = shapes.SoldOrdersQuery.parse(Object.fromEntries(url.searchParams));
    const found = state.sold.filter(
      (order) =>
        (!phase || order.phase === phase) &&
        `${order.number} ${order.name} ${order.email}`.toLowerCase().includes(search.toLowerCase()),
    );
    return { orders: found.slice(page * 50, page * 50 + 50), total: found.length };
  }

  const bodies: Record<string, ZodType> = {
    ...{ productions: shapes.NewProduction, shows: shapes.NewShow, publish: shapes.ShowPublished },
    ...{ settings: shapes.ShowSettings, move: shapes.ShowMoved, cancel: shapes.ShowCancelled },
    ...{ complimentary: shapes.Complimentary, refund: shapes.OrganiserRefund, resend: shapes.RequestOnce },
    ...{ revoke: shapes.RequestOnce, resolve: shapes.AttentionResolved, retry: shapes.AttentionRetried },
  };

  /** `[, section, id, verb]` after the organisation. */
  function answer(method: string, [section = '', id = '', verb = '']: string[], url: URL, body: unknown): unknown {
    if (method === 'GET') {
      if (section === 'productions')
        return shapes.MyProductions.parse({ timeZone: 'Europe/Moscow', productions: playbillOf(state.shows.values()) });
      if (section === 'payment-accounts') return PaymentAccounts.parse(accountsOf(state.stripe));
      if (section === 'members') return team();
      if (section === 'doors') return shapes.DoorDates.parse({ shows: doors() });
      if (section === 'attention') return shapes.AttentionList.parse({ items: state.matters });
      if (section === 'shows' && verb === 'orders') return shapes.SoldOrders.parse(ordersOf(url));
      if (section === 'shows') return shapes.MyShowDetails.parse(lookAt(id));
      if (section === 'orders' && id === state.story.order.orderId) return shapes.OrderStory.parse(state.story);
      throw new Refused(404, 'NotFound');
    }
    if (section === 'payment-accounts') {
      const { surfaces, active, ...asked } = NewPaymentAccount.parse(body);
      const key = 'secretKey' in asked && asked.secretKey ? `••••${asked.secretKey.slice(-4)}` : (state.stripe?.shown ?? '');
      state.stripe = { shown: key, surfaces, active };
      return PaymentAccounts.parse(accountsOf(state.stripe));
    }
    if (section === 'members') return changeTeam(method, id, body);
    const wanted = bodies[verb || section]!.parse(body) as Record<string, never>;
    if (section === 'productions') return shapes.ProductionSaved.parse({ productionId: productions[3]!.id, slug: 'new' });
    if (section === 'shows' && !id) return shapes.ShowSaved.parse(addShow(wanted as never));
    if (section === 'shows' && verb === 'complimentary') {
      const orderUrl = `https://rampa.example/orders/${wanted['orderId']}?token=given`;
      return shapes.ComplimentaryGiven.parse({ orderId: wanted['orderId'], number: 'R-GIFT', orderUrl });
    }
    if (section === 'shows') return shapes.MyShowDetails.parse(changes[verb]!(id, wanted as never));
    if (section === 'attention') {
      if (verb === 'resolve') state.matters = state.matters.filter((one) => one.id !== id);
      return shapes.AttentionList.parse({ items: state.matters });
    }
    return shapes.OrderStory.parse(changeOrder(section, id, verb, wanted));
  }
  const doors = () =>
    [...state.shows.values()]
      .filter(({ published, status }) => published && status !== 'cancelled')
      .map(({ id, code, startsAt, timeZone, title }) => ({ id, code, startsAt, timeZone, title }));
  const team = () => {
    const own = state.role === 'stranger' || !state.role ? 'door' : state.role;
    return MemberList.parse({ members: state.team, mayGive: roles.filter((role) => within(own, role)) });
  };
  function changeTeam(method: string, id: string, body: unknown) {
    const found = state.team.find(({ personId }) => personId === id);
    if (method === 'POST') {
      const { role, name = null } = NewMember.parse(body);
      state.team.push({ personId: randomUUID(), name, role, since: new Date().toISOString() });
    } else if (!found) throw new Refused(404, 'NotFound');
    else if (method === 'PATCH') found.role = MemberRole.parse(body).role;
    else {
      MemberGone.parse(body);
      state.team = state.team.filter((one) => one !== found);
    }
    return team();
  }
  function addShow(wanted: { startsAt: string; productionId: string; ticketTypes: { prices: unknown }[]; capacity: number }) {
    const [like] = [...state.shows.values()];
    const id = randomUUID();
    const sales = { ...like!.sales, capacity: wanted.capacity, sold: 0, held: 0, given: 0, earned: [], returned: [] };
    const ticketTypes = wanted.ticketTypes.map((type, position) => ({ ...type, id: randomUUID(), position, sold: 0 }));
    const { title, posterUrl } = productions.find((one) => one.id === wanted.productionId)!;
    const code = 'newdate';
    state.shows.set(id, {
      ...like!,
      ...wanted,
      id,
      code,
      title,
      posterUrl,
      sales,
      ticketTypes,
      status: 'draft',
      published: false,
    } as never);
    return { showId: id, code };
  }
  function changeOrder(section: string, id: string, verb: string, wanted: { ticketIds?: string[] }) {
    const { order } = state.story;
    const hit = order.tickets.filter((one) =>
      section === 'tickets' ? one.id === id : (wanted.ticketIds?.includes(one.id) ?? true),
    );
    if (verb === 'resend') return state.story;
    const revokeReason = verb === 'revoke' ? ('organiser' as const) : ('refunded' as const);
    for (const ticket of hit) Object.assign(ticket, { state: 'revoked', revokeReason });
    const amount = { amount: hit.reduce((sum, { unit }) => sum + unit.amount, 0), currency: 'RUB' as const };
    if (verb === 'refund') order.refunds.push({ amount, status: 'requested', at: new Date().toISOString() });
    return state.story;
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const method = request.method ?? 'GET';
    const [, , first, org, ...rest] = url.pathname.split('/');
    if (first === 'house')
      return send(response, 200, House.parse({ botUsername: 'rampa_bot', phoneUrl: null, temporalUiUrl: null }));
    if (first === 'productions') {
      const { title, author, theatre, symbol, hue, id } = productions.find((one) => one.slug === org)!;
      response.writeHead(200, { 'content-type': 'image/svg+xml' });
      return void response.end(posterSvg({ title: title.ru, author: author.ru, theatre: theatre.ru, symbol, hue, seed: id }));
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString('utf8') || 'null') as Record<string, unknown>;
    const route = `${method} ${url.pathname}`;
    if (method !== 'GET') state.asked.push({ route, body });
    const failure = [...state.failures].find(([begins, planned]) => route.startsWith(begins) && planned.length > 0)?.[1].shift();
    if (failure === 'bad gateway')
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    if (failure) return refuse(request, response, failure.status, failure.code, failure.issues);
    if (first === 'shows') return send(response, 200, ShowList.parse({ shows: showsFrom(Date.now()).map(summaryOf) }));
    if (first !== 'organiser') return refuse(request, response, 404, 'NotFound');
    if (state.role === undefined) return refuse(request, response, 401, 'SignInRequired');
    if (org === 'organisations') {
      const { role } = state;
      const mine = { id: uuid(1), slug: 'rampa', name: { ru: 'Театр «Рампа»', en: 'Rampa Theatre' }, timeZone: 'Europe/Moscow' };
      const organisations = role === 'stranger' ? [] : [{ ...mine, role, permissions: permissionsOf(role) }];
      return send(response, 200, OrganisationList.parse({ organisations }));
    }
    const created = method === 'POST' && ((rest.length === 1 && rest[0] !== 'members') || rest.at(-1) === 'complimentary');
    send(response, created ? 201 : 200, answer(method, rest, url, body));
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
      if (state.delay && url.pathname.startsWith('/api')) await new Promise((done) => setTimeout(done, state.delay));
      await (url.pathname.startsWith('/api/') ? answerApi(request, response, url) : answerPage(response, url.pathname));
    } catch (error) {
      if (error instanceof Refused) return refuse(request, response, error.status, error.code);
      console.error(error);
      refuse(request, response, 500, 'Internal');
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What the theatre is now; tests change it at will. */
    get state() {
      return state;
    },
    show: (code: string) => [...state.shows.values()].find((one) => one.code === code)!,
    bodiesOf: (verb: string) => state.asked.filter(({ route }) => route.endsWith(verb)).map(({ body }) => body),
    /** The next requests that begin so (“POST /api/organiser/rampa/shows”) fail. */
    failNext: (route: string, ...planned: Failure[]) => void state.failures.set(route, planned),
    reset() {
      state = fresh();
    },
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
