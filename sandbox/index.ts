/** Starts the outside world in one process: Telegram with its people, Stripe, YooKassa, AWS IVS, MediaMTX, a mail server, faults, and the pages of phone and mailbox. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { bucketRoutes } from './ivs/bucket-routes.ts';
import { openIvs } from './ivs/cloud.ts';
import { playbackRoutes } from './ivs/playback-routes.ts';
import { ivsRoutes } from './ivs/routes.ts';
import { ivsTestRoutes } from './ivs/test-routes.ts';
import { emptyIvs } from './ivs/types.ts';
import { mailRoutes } from './mail/routes.ts';
import { openMailServer } from './mail/server.ts';
import { emptyMail } from './mail/state.ts';
import { mediaMtxRoutes } from './mediamtx/routes.ts';
import { openMediaMtx } from './mediamtx/server.ts';
import { mediaMtxTestRoutes } from './mediamtx/test-routes.ts';
import { emptyMediaMtx } from './mediamtx/types.ts';
import { viewerRoutes } from './mediamtx/viewer-routes.ts';
import type { SandboxOptions } from './options.ts';
import { chatRoutes } from './person/chat-routes.ts';
import { personRoutes } from './person/routes.ts';
import { phoneRoutes } from './phone/routes.ts';
import { faultRoutes } from './shared/fault-routes.ts';
import { createFaults } from './shared/faults.ts';
import { openFileStore } from './shared/file-store.ts';
import { answerErrors } from './shared/refusal.ts';
import { openStore } from './shared/store.ts';
import { openDesk } from './stripe/open-desk.ts';
import { payRoutes } from './stripe/pay-routes.ts';
import { stripeRoutes } from './stripe/routes.ts';
import { stripeTestRoutes } from './stripe/test-routes.ts';
import { emptyStripe } from './stripe/types.ts';
import { telegramRoutes } from './telegram/routes.ts';
import { emptyTelegram } from './telegram/state.ts';
import { createWorld } from './telegram/world.ts';
import { openYooKassa } from './yookassa/open-desk.ts';
import { yooKassaPages } from './yookassa/pay-routes.ts';
import { yooKassaRoutes } from './yookassa/routes.ts';
import { yooKassaTestRoutes } from './yookassa/test-routes.ts';
import { emptyYooKassa } from './yookassa/types.ts';

export type { SandboxOptions } from './options.ts';
export type Sandbox = { url: string; port: number; smtpUrl: string; close(): Promise<void> };

/** @example const sandbox = await startSandbox({ telegram: { bots }, stripe: { secretKey, webhookSecret } }); */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const store = openStore(options.stateFile, {
    telegram: emptyTelegram(),
    stripe: emptyStripe(),
    yookassa: emptyYooKassa(),
    ivs: emptyIvs(),
    mediamtx: emptyMediaMtx(),
    mail: emptyMail(),
  });
  const faults = createFaults();
  const parts = { faults, changed: store.changed, files: openFileStore(options.stateFile) };
  const world = createWorld(options, store.state.telegram, parts);
  const desk = openDesk(options, store.state.stripe, parts);
  const yookassa = openYooKassa(options, store.state.yookassa, parts);

  const ivs = openIvs(options, store.state.ivs, parts);
  const mediamtx = openMediaMtx(options, store.state.mediamtx, parts);

  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.use(telegramRoutes(world), stripeRoutes(desk), payRoutes(desk), yooKassaRoutes(yookassa), yooKassaPages(yookassa));
  app.use(ivsRoutes(ivs), bucketRoutes(ivs), playbackRoutes(ivs), mediaMtxRoutes(mediamtx), viewerRoutes(mediamtx));
  app.use(
    express.json({ limit: '1mb' }),
    faultRoutes(faults),
    personRoutes(world),
    chatRoutes(world),
    stripeTestRoutes(desk),
    yooKassaTestRoutes(yookassa),
    ivsTestRoutes(ivs),
    mediaMtxTestRoutes(mediamtx),
  );
  app.use(phoneRoutes(world), mailRoutes(store.state.mail, parts.files));
  app.use((request, response) => {
    const message = `The sandbox has nothing at ${request.method} ${request.path}.`;
    response.status(404).json({ error: 'not_found', message });
  });
  app.use(answerErrors);

  const host = options.host ?? '127.0.0.1';
  const mail = await openMailServer({ host, port: options.smtpPort ?? 0 }, store.state.mail, parts);
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`;
  desk.url = options.publicUrl ?? url;
  world.url = desk.url;
  yookassa.url = desk.url;
  ivs.url = desk.url;
  // What a former run left undelivered goes out now.
  for (const outbox of [desk.outbox, yookassa.outbox, ivs.outbox, mediamtx.outbox, ...world.outboxes.values()]) outbox.wake();

  return {
    url,
    port,
    smtpUrl: `smtp://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${mail.port}`,
    async close() {
      world.close();
      desk.close();
      yookassa.close();
      ivs.close();
      mediamtx.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, mail.close()]);
      store.flush();
    },
  };
}
