/** A stand-in for the API that speaks its schemas (each answer is parsed by them) and serves the built pages under the strict policy. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { z } from 'zod';
import { statusOf } from '../../api/errors.ts';
import { NewOrder, Order, OrderList, PlacedOrder } from '../../api/schemas/orders.ts';
import { House } from '../../api/schemas/people.ts';
import { OrderAgain } from '../../api/schemas/refunds.ts';
import { Show, ShowList } from '../../api/schemas/shows.ts';
import { type ErrorCode, errors } from '../../domain/errors.ts';
import { posterSvg } from '../../queries/posters/poster.ts';
import { createKeptOrders, nothingYet, type OrderShape, ticketsFor } from './mock-kept-orders.ts';
import { mockSignIns } from './mock-sign-in.ts';
import { productions, type ShowShape, showsFrom, summaryOf } from './playbill-fixtures.ts';

/** An order with what only the house knows of it. */
type KeptOrder = OrderShape & { token: string; device: string | undefined; signedIn: boolean };
type Failure = { status: number; code: ErrorCode; retryAfter?: number } | 'bad gateway';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export type MockHouse = Awaited<ReturnType<typeof openMockHouse>>;

export async function openMockHouse(distDir: string) {
  const shows = showsFrom(Date.now());
  const orders = new Map<string, KeptOrder>();
  /** Every order request that came, in order. */
  const placed: { body: z.infer<typeof NewOrder>; headers: IncomingMessage['headers'] }[] = [];
  /** Every order id that a request carried, the lost ones included. */
  const asked = new Set<string>();
  const kept = createKeptOrders({ shows, orders, origin: () => origin });
  const failures = new Map<string, Failure[]>();
  const looks = new Map<string, number>();
  const signIns = mockSignIns();
  let answerDelay = 0;
  let sandbox = false;
  let origin = '';

  const policy = () =>
    [
      "default-src 'self'",
      `script-src 'self' https://telegram.org${sandbox ? ` ${origin}` : ''}`,
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "font-src 'self'",
    ].join('; ');

  const send = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const refuse = (
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    code: ErrorCode,
    retryAfter?: number,
  ): void => {
    const language = request.headers['accept-language']?.startsWith('ru') ? 'ru' : 'en';
    if (retryAfter) response.setHeader('retry-after', String(retryAfter));
    send(response, status, { error: code, ...errors[code][language], requestId: `req-${randomUUID().slice(0, 8)}` });
  };
  const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    return JSON.parse(Buffer.concat(parts).toString('utf8') || 'null');
  };
  const signedIn = (request: IncomingMessage): boolean =>
    request.headers.authorization === 'Bearer person-token' && signIns.ended.length === 0;
  const forCaller = (show: ShowShape, request: IncomingMessage): ShowShape =>
    signedIn(request) ? { ...show, payment: [{ provider: 'stars', account: 'platform', currencies: ['XTR'] }] } : show;

  function viewOf({ token: _, device: __, signedIn: ___, ...view }: KeptOrder): OrderShape {
    return Order.parse(view);
  }

  async function placeOrder(request: IncomingMessage, response: ServerResponse, heard: unknown): Promise<void> {
    const body = NewOrder.parse(heard);
    placed.push({ body, headers: request.headers });
    const device = request.headers['x-rampa-device'] as string | undefined;
    if (!signedIn(request) && !body.email) return refuse(request, response, 422, 'EmailRequired');
    const show = shows.find((one) => one.id === body.showId);
    if (!show) return refuse(request, response, 404, 'NotFound');
    const known = orders.get(body.orderId);
    if (known && known.device !== device) return refuse(request, response, 409, 'OrderNotYours');
    const least = (id: string) => show.ticketTypes.find((type) => type.id === id)!;
    const tooLow = body.lines.some(({ ticketTypeId, unitAmount }) => {
      const price = least(ticketTypeId).prices.find((one) => one.currency === (body.currency ?? 'RUB'));
      return unitAmount !== undefined && unitAmount < price!.amount;
    });
    if (tooLow) return refuse(request, response, 422, 'PriceTooLow');
    const order = known ?? makeOrder(show, body, device, signedIn(request));
    orders.set(order.orderId, order);
    send(response, 201, placedOf(order));
  }

  const placedOf = (order: KeptOrder) =>
    PlacedOrder.parse({
      orderId: order.orderId,
      // The first answer once more, whatever has happened to the order since.
      checkoutUrl: `${origin}/pay/${order.orderId}`,
      total: order.total,
      holdEndsAt: new Date(Date.parse(order.createdAt) + 15 * 60_000).toISOString(),
      orderToken: order.token,
    });

  /** The same lines under a new id. */
  function orderAgain(request: IncomingMessage, response: ServerResponse, old: KeptOrder, heard: unknown): unknown {
    const { orderId } = OrderAgain.parse(heard);
    asked.add(orderId);
    if (!old.canOrderAgain) return refuse(request, response, 409, 'OrderClosed');
    const now = Date.now();
    const fresh: KeptOrder = {
      ...{ ...old, ...nothingYet, orderId, phase: 'awaitingPayment', reason: null, token: `token-${orderId.slice(0, 8)}` },
      checkoutUrl: `${origin}/pay/${orderId}`,
      holdEndsAt: new Date(now + 15 * 60_000).toISOString(),
      createdAt: new Date(now).toISOString(),
    };
    const order = orders.get(orderId) ?? fresh;
    orders.set(orderId, order);
    return send(response, 201, placedOf(order));
  }

  function makeOrder(show: ShowShape, body: z.infer<typeof NewOrder>, device: string | undefined, person: boolean): KeptOrder {
    const currency = body.currency ?? 'RUB';
    const lines = body.lines.map((line) => {
      const type = show.ticketTypes.find((one) => one.id === line.ticketTypeId)!;
      const price = type.prices.find((one) => one.currency === currency)!;
      const unit = { ...price, amount: line.unitAmount ?? price.amount };
      return {
        ticketTypeId: type.id,
        name: type.name,
        quantity: line.quantity,
        unit,
        total: { ...unit, amount: unit.amount * line.quantity },
      };
    });
    const now = Date.now();
    return {
      orderId: body.orderId,
      number: `R-${body.orderId.slice(0, 4).toUpperCase()}`,
      phase: 'awaitingPayment',
      reason: null,
      show: summaryOf(show),
      lines,
      total: { amount: lines.reduce((sum, line) => sum + line.total.amount, 0), currency },
      provider: body.provider,
      checkoutUrl: `${origin}/pay/${body.orderId}`,
      holdEndsAt: new Date(now + 15 * 60_000).toISOString(),
      createdAt: new Date(now).toISOString(),
      paidAt: null,
      tickets: [],
      refunds: [],
      attention: false,
      ...nothingYet,
      token: `token-${body.orderId.slice(0, 8)}`,
      device,
      signedIn: person,
    };
  }

  async function issueTickets(orderId: string): Promise<void> {
    const order = orders.get(orderId)!;
    order.tickets = await ticketsFor(order, origin);
  }

  /** Moves an order on, as the house would. */
  async function settle(orderId: string, { tickets = true } = {}): Promise<void> {
    const order = orders.get(orderId)!;
    Object.assign(order, {
      ...{ phase: 'paid', paidAt: new Date().toISOString(), checkoutUrl: null, holdEndsAt: null },
      ...{ canRefund: true, canExchange: true, calendarUrl: `/api/orders/${orderId}/calendar.ics?token=${order.token}` },
      telegramUrl: `https://t.me/rampa_bot?start=bring_${orderId.replaceAll('-', '')}_key`,
    });
    if (tickets) await issueTickets(orderId);
  }

  const mayRead = (request: IncomingMessage, url: URL, order: { token: string; signedIn: boolean }): boolean =>
    url.searchParams.get('token') === order.token || (signedIn(request) && order.signedIn);

  async function answerOrder(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    id: string,
    action: string | undefined,
    heard: unknown,
  ): Promise<void> {
    const order = orders.get(id);
    if (!order || !mayRead(request, url, order)) return refuse(request, response, 404, 'NotFound');
    if (action === 'again') return void orderAgain(request, response, order, heard);
    if (action === 'calendar.ics') {
      response.writeHead(200, { 'content-type': 'text/calendar', 'content-disposition': 'attachment; filename="evening.ics"' });
      return void response.end('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
    }
    if (!action) looks.set(id, (looks.get(id) ?? 0) + 1);
    else if (action === 'cancel')
      Object.assign(order, { phase: 'cancelled', reason: 'buyer', checkoutUrl: null, holdEndsAt: null, canOrderAgain: true });
    else {
      const answer = await kept.answerOrder(order, request.method!, action, url, heard);
      if (answer) return reply(request, response, answer);
    }
    send(response, 200, viewOf(order));
  }

  const reply = (request: IncomingMessage, response: ServerResponse, answer: { body: unknown } | { refusal: ErrorCode }): void =>
    'body' in answer ? send(response, 200, answer.body) : refuse(request, response, statusOf[answer.refusal], answer.refusal);

  async function answerApi(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const [, , first, second, third] = url.pathname.split('/');
    const route = `${request.method} ${url.pathname}`;
    const heard = request.method === 'POST' ? await bodyOf(request) : undefined;
    if (route === 'POST /api/orders') asked.add((heard as { orderId: string }).orderId);
    const failure = [...failures].find(([prefix, planned]) => route.startsWith(prefix) && planned.length > 0)?.[1].shift();
    if (failure === 'bad gateway')
      return void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
    if (failure) return refuse(request, response, failure.status, failure.code, failure.retryAfter);
    if (first === 'house')
      return send(
        response,
        200,
        House.parse({
          botUsername: 'rampa_bot',
          phoneUrl: sandbox ? `${origin}/phone` : null,
          temporalUiUrl: sandbox ? 'http://127.0.0.1:8233/' : null,
        }),
      );
    if (first === 'sign-in') {
      const told = signIns.answer(second, third, heard as Record<string, string> | undefined);
      return 'code' in told ? refuse(request, response, told.status, told.code) : send(response, told.status, told.body);
    }
    if (first === 'sign-out') {
      if (!signedIn(request)) return refuse(request, response, 401, 'SignInRequired');
      return send(response, 200, signIns.signOut(heard));
    }
    if (first === 'organiser' && second === 'organisations') {
      if (!signedIn(request)) return refuse(request, response, 401, 'SignInRequired');
      return send(response, 200, signIns.organisations());
    }
    if (first === 'shows' && !second)
      return send(response, 200, ShowList.parse({ shows: shows.filter((show) => show.status !== 'draft').map(summaryOf) }));
    if (first === 'shows') {
      const show = shows.find((one) => one.id === second || one.code === second);
      return show ? send(response, 200, Show.parse(forCaller(show, request))) : refuse(request, response, 404, 'NotFound');
    }
    if (first === 'productions') {
      const production = productions.find((one) => one.slug === second);
      if (!production || third !== 'poster.svg') return refuse(request, response, 404, 'NotFound');
      response.writeHead(200, { 'content-type': 'image/svg+xml' });
      const language = url.searchParams.get('language') === 'en' ? 'en' : 'ru';
      const { title, author, theatre, symbol, hue, id } = production;
      return void response.end(
        posterSvg({ title: title[language], author: author[language], theatre: theatre[language], symbol, hue, seed: id }),
      );
    }
    if (route === 'GET /api/tickets') {
      if (!signedIn(request)) return refuse(request, response, 401, 'SignInRequired');
      return send(response, 200, { tickets: await kept.held() });
    }
    if (first === 'orders' && !second && request.method === 'POST') return placeOrder(request, response, heard);
    if (first === 'orders' && !second) {
      if (!signedIn(request)) return refuse(request, response, 401, 'SignInRequired');
      return send(response, 200, OrderList.parse({ orders: [...orders.values()].filter((order) => order.signedIn).map(viewOf) }));
    }
    if (first === 'orders' && second) return answerOrder(request, response, url, second, third, heard);
    if (first === 'tickets' && second)
      return reply(request, response, await kept.answerTicket(request.method!, second, third, url, heard, signedIn(request)));
    return refuse(request, response, 404, 'NotFound');
  }

  /** The payment partner's page, as small as can be: where the buyer lands and from where they return. */
  function answerPay(response: ServerResponse, orderId: string): void {
    const back = `/orders/${orderId}?token=${orders.get(orderId)?.token}`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><link rel="icon" href="data:,"><title>Pay</title><h1>Payment</h1><a id="paid" href="${back}&paid=1">pay</a> <a id="back" href="${back}">back</a>`,
    );
  }

  async function answerPage(response: ServerResponse, path: string): Promise<void> {
    const asset = extname(path) ? await readFile(join(distDir, normalize(path))).catch(() => undefined) : undefined;
    if (extname(path) && !asset) return void response.writeHead(404).end();
    const body = asset ?? (await readFile(join(distDir, 'index.html')));
    response.writeHead(200, {
      'content-type': types[extname(path) || '.html'] ?? 'application/octet-stream',
      'content-security-policy': policy(),
    });
    response.end(body);
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', origin);
    try {
      if (answerDelay && url.pathname.startsWith('/api')) await new Promise((done) => setTimeout(done, answerDelay));
      if (url.pathname.startsWith('/api/')) await answerApi(request, response, url);
      else if (url.pathname.startsWith('/pay/')) answerPay(response, url.pathname.split('/')[2]!);
      else if (url.pathname === '/telegram-web-app.js')
        response
          .writeHead(200, { 'content-type': 'text/javascript' })
          .end(await readFile(new URL('./mock-telegram.js', import.meta.url)));
      else await answerPage(response, url.pathname);
    } catch (fault) {
      if (!response.headersSent)
        send(response, 400, { error: 'InvalidRequest', message: String(fault), how: '', requestId: 'mock' });
    }
  });
  await new Promise<void>((done) => server.listen(Number(process.env['MOCK_PORT'] ?? 0), '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    shows,
    orders,
    placed,
    asked,
    signIns,
    settle,
    issueTickets,
    /** What was asked of paid orders and single tickets. */
    kept,
    /** How often an order was read. */
    looksAt: (orderId: string) => looks.get(orderId) ?? 0,
    /** The next requests that begin so (“POST /api/orders”) fail. */
    failNext: (route: string, ...planned: Failure[]) => void failures.set(route, planned),
    answerAfter: (milliseconds: number) => {
      answerDelay = milliseconds;
    },
    /** As if there were no real bot but the sandbox's phone. */
    asSandbox: (on: boolean) => {
      sandbox = on;
    },
    /** Nothing has happened yet. */
    reset() {
      for (const store of [orders, asked, failures, looks]) store.clear();
      kept.reset();
      placed.length = 0;
      signIns.reset();
      answerDelay = 0;
      sandbox = false;
    },
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
