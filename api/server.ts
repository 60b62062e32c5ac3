/** The express application: doors in front of commands and queries. */
import { randomUUID } from 'node:crypto';
import express, { type Express, type Request, type RequestHandler, type Response, Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { Refusal } from '../domain/errors.ts';
import { findMember } from '../queries/organisations/members.ts';
import type { ApiDeps } from './deps.ts';
import { docsRouter } from './docs.ts';
import { errorHandler, sendProblem } from './errors.ts';
import { createLimits } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { mountRoutes } from './route.ts';
import { allRoutes } from './routes/index.ts';
import { languageOf } from './visitor.ts';
import { mediaWebhook } from './webhooks/media.ts';
import { stripeWebhook } from './webhooks/stripe.ts';
import { yooKassaWebhook } from './webhooks/yookassa.ts';

export type ServerOptions = {
  log: Logger;
  /** Told of each request; `metricsServer` shows them. */
  metrics: Pick<Metrics, 'observe'>;
  ratePerMinute: number;
  trustedProxies: number;
  /** Folder of the built frontend. */
  frontend?: string;
  /** Other origins that scripts may come from and that may frame us: the sandbox's. */
  friends: string[];
  /** Other origins that pictures come from and cameras are sent to: the media server's. */
  media?: string[];
  /** Telegram's webhooks, where the bot does not poll. */
  telegramWebhook?: RequestHandler[];
  /** Resolves when Postgres and Temporal answer. */
  ready: () => Promise<void>;
};

export function createServer(deps: ApiDeps, options: ServerOptions): Express {
  const { log, metrics } = options;
  const app = express();
  const limits = createLimits(options.ratePerMinute);
  app.disable('x-powered-by').set('trust proxy', options.trustedProxies).set('query parser', 'simple');

  app.use(security(options.friends, options.media ?? []), (req, res, next) => {
    const requestId = randomUUID();
    res.locals['requestId'] = requestId;
    res.set('X-Request-Id', requestId);
    const began = performance.now();
    // Read now: a router that has answered keeps its own part of the address.
    const { path } = req;
    res.once('finish', () => {
      const ms = Math.round(performance.now() - began);
      metrics.observe(req, res, ms);
      // The path without its query: tokens travel there.
      if (path.startsWith('/api') || path.startsWith('/webhooks'))
        log.info({ requestId, method: req.method, path, status: res.statusCode, ms, ...res.locals['ids'] }, 'request');
    });
    next();
  });

  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.get('/readyz', async (req, res) => {
    await options.ready().then(
      () => res.json({ status: 'ready' }),
      (error: unknown) => {
        log.warn({ err: error }, 'not ready');
        sendProblem(res, 'Busy', languageOf(req));
      },
    );
  });

  const guard: RequestHandler = async (req, res, next) => {
    await limits.address(req, res);
    next();
  };
  const partnerGuard: RequestHandler = async (req, res, next) => {
    await limits.webhook(req, res);
    next();
  };
  app.post('/webhooks/stripe/:account', partnerGuard, ...stripeWebhook(deps));
  app.post('/webhooks/yookassa/:account', partnerGuard, ...yooKassaWebhook(deps));
  app.post('/webhooks/media/:provider', partnerGuard, ...mediaWebhook(deps));
  if (options.telegramWebhook) app.post('/webhooks/telegram/:bot', partnerGuard, ...options.telegramWebhook);

  const api = Router();
  api.use(guard, docsRouter(), express.json({ limit: '32kb' }));
  const members = (personId: string, organisation: string) => findMember(deps.readers, personId, organisation);
  mountRoutes(api, allRoutes(deps), { sessions: deps.sessions, findMember: members }, async (req, res, visitor, route) => {
    await limits.person(req, res, visitor);
    if (route.strict) await limits.stranger(req, res);
  });
  app.use('/api', api, () => {
    throw new Refusal('NotFound');
  });
  app.use('/webhooks', () => {
    throw new Refusal('NotFound');
  });
  if (options.frontend) app.use(...pages(options.frontend));
  app.use((_req, _res) => {
    throw new Refusal('NotFound');
  });
  app.use(errorHandler((error, requestId) => log.error({ err: error, requestId }, 'request failed')));
  return app;
}

/** Hashed files are kept by browsers for a year; every other address is the app's own to route. */
function pages(folder: string): [RequestHandler, RequestHandler] {
  return [
    express.static(folder, {
      index: false,
      setHeaders: (res, path) =>
        res.set('Cache-Control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
    }),
    (req, res, next) => {
      if (req.method !== 'GET' || !req.accepts('html')) return next();
      res.set('Cache-Control', 'no-cache').sendFile('index.html', { root: folder });
    },
  ];
}

/** Every answer carries the same, so they are worked out once. */
function security(friends: string[], media: string[]): RequestHandler {
  const headers = new Map<string, string>();
  const noted = { setHeader: headers.set.bind(headers), removeHeader: headers.delete.bind(headers) };
  helmetFor(friends, media)({} as Request, noted as unknown as Response, () => {});
  return (_req, res, next) => {
    res.setHeaders(headers);
    next();
  };
}

function helmetFor(friends: string[], media: string[]) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", 'https://telegram.org', ...friends],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...media],
        // The player hands its pictures over by blob: addresses, and unpacks them in a worker of its own making.
        mediaSrc: ["'self'", 'blob:', ...media],
        workerSrc: ["'self'", 'blob:'],
        // Telegram's own web clients show the Mini App in a frame.
        frameAncestors: ["'self'", 'https://web.telegram.org', 'https://*.telegram.org', ...friends],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        objectSrc: ["'none'"],
      },
    },
    xFrameOptions: false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
}
