/** A whole house for one test file: database and namespace of its own, sandbox, worker and server as real processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { openDataFolder } from '../../database/data-folder.ts';
import { freePorts } from '../../launcher/ports.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { connectTemporal } from '../../temporal/client.ts';
import { prepareTemporal } from '../../temporal/prepare.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { eventually } from './http.ts';
import { freePort, temporaryFolder, testTemporal } from './servers.ts';

export type HouseOptions = {
  /** Environment of worker and server. */
  env?: Record<string, string>;
  preCheckoutMs?: number;
  retryGapsMs?: readonly number[];
  /** Servers of its own, that may be killed: else those that all tests share. */
  servers?: { postgres: { adminUrl: string }; temporal: { address: string } };
  /** With the media server of its own: shows that are streamed have a picture. */
  media?: boolean;
  /** What worker and server reach by another way than the straight one: an address in, an address out. */
  by?: { postgres?: (url: string) => string; partners?: (url: string) => string; webhooks?: (url: string) => string };
};
export type House = {
  web: string;
  sandbox: string;
  db: TestDatabase;
  temporal: Client;
  namespace: string;
  botToken: string;
  stripeKey: string;
  stripeSecret: string;
  /** Of the shop 100500. */
  yooKassaKey: string;
  worker: Part;
  server: Part;
  /** Of a house that was opened with it. */
  media: Part & { url: string };
  close(): Promise<void>;
};
/** A process that can be killed as a power cut would, and started again. */
export type Part = {
  /** @param more environment of this start only */
  start(more?: Record<string, string>): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
  output(): string;
  /** Of the process that runs, if one does. */
  pid(): number | undefined;
};

const root = fileURLToPath(new URL('../..', import.meta.url));

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const folder = temporaryFolder('house');
  const personKey = openDataFolder(folder.data).secret('person-ids');
  shareBundles(folder.data);
  const { servers, by } = options;
  const [db, temporalAt] = await Promise.all([
    testDatabase({ personKey, ...(servers ? { cluster: servers.postgres.adminUrl } : {}) }),
    servers?.temporal ?? testTemporal(),
  ]);
  const namespace = `t-${randomUUID()}`;
  const temporal = await connectTemporal({ address: temporalAt.address, namespace });
  await temporal.connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  await prepareTemporal({ connection: temporal.connection, namespace });

  const port = await freePort();
  const keys = {
    telegram: `7000000001:${randomBytes(27).toString('base64url').slice(0, 35)}`,
    stripe: `sk_test_${randomBytes(12).toString('hex')}`,
    webhook: `whsec_${randomBytes(12).toString('hex')}`,
    yookassa: `test_${randomBytes(12).toString('hex')}`,
  };
  const web = `http://127.0.0.1:${port}`;
  const door = by?.webhooks?.(web) ?? web;
  const sandbox: Sandbox = await startSandbox({
    webUrl: web,
    retryGapsMs: options.retryGapsMs ?? [100, 300, 1000],
    telegram: {
      bots: [{ token: keys.telegram, username: 'rampa_bot', firstName: 'Rampa' }],
      ...(options.preCheckoutMs ? { preCheckoutMs: options.preCheckoutMs } : {}),
    },
    stripe: { secretKey: keys.stripe, webhookSecret: keys.webhook, webhookUrl: `${door}/webhooks/stripe/platform` },
    yookassa: { shopId: '100500', secretKey: keys.yookassa, webhookUrl: `${door}/webhooks/yookassa/platform` },
  });
  const partners = by?.partners?.(sandbox.url) ?? sandbox.url;
  const asked = by?.postgres ?? ((url: string) => url);
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    ...compileCache(),
    PORT: String(port),
    WORKER_METRICS_PORT: String(await freePort()),
    // Any: nobody asks.
    SERVER_METRICS_PORT: '0',
    RAMPA_DATA: folder.data,
    PUBLIC_URL: web,
    TEMPORAL_ADDRESS: temporalAt.address,
    TEMPORAL_NAMESPACE: namespace,
    TELEGRAM_BOT_TOKEN: keys.telegram,
    TELEGRAM_API_ROOT: partners,
    STRIPE_SECRET_KEY: keys.stripe,
    STRIPE_WEBHOOK_SECRET: keys.webhook,
    STRIPE_API_URL: partners,
    YOOKASSA_SHOP_ID: '100500',
    YOOKASSA_SECRET_KEY: keys.yookassa,
    YOOKASSA_API_URL: partners,
    YOOKASSA_TRUSTED_NETWORKS: '127.0.0.0/8,::1',
    SANDBOX_URL: sandbox.url,
    SMTP_URL: sandbox.smtpUrl,
    MAIL_FROM: 'Rampa <no-reply@rampa.test>',
    RATE_LIMIT: '100000',
    // As behind a proxy: each guest of a test asks from an address of their own.
    TRUSTED_PROXIES: '1',
    LOG_LEVEL: 'warn',
    ...(options.media ? await mediaPorts() : { MEDIA_PROVIDER: 'none' }),
    ...options.env,
  };
  const media = part('media/main.ts', env, 'media ready');
  if (options.media) await media.start();
  const worker = part('workers/main.ts', { ...env, DATABASE_URL: asked(db.writerUrl) }, 'worker ready');
  const server = part('api/main.ts', { ...env, DATABASE_URL: asked(db.readerUrl) }, 'server ready');
  await Promise.all([worker.start(), server.start()]);
  return {
    ...{ web, sandbox: sandbox.url, db, temporal: temporal.client, namespace, worker, server },
    media: { ...media, url: env['MEDIA_PUBLIC_URL'] ?? '' },
    ...{ botToken: keys.telegram, stripeKey: keys.stripe, stripeSecret: keys.webhook, yooKassaKey: keys.yookassa },
    async close() {
      await Promise.all([worker.stop(), server.stop(), media.stop()]);
      await Promise.all([sandbox.close(), temporal.close(), db.close()]);
      rmSync(folder.path, { recursive: true, force: true });
    },
  };
}

async function mediaPorts(): Promise<Record<string, string>> {
  const [playback, rtmp, control, figures] = (await freePorts('127.0.0.1', 4)).map(String);
  return {
    MEDIA_PROVIDER: 'embedded',
    ...{ MEDIA_PORT: playback!, RTMP_PORT: rtmp!, MEDIA_CONTROL_PORT: control!, MEDIA_METRICS_PORT: figures! },
    MEDIA_PUBLIC_URL: `http://127.0.0.1:${playback}`,
  };
}

/** All houses run the same workflows: the first worker builds their bundle, the others find it. */
function shareBundles(data: string): void {
  const shared = join(tmpdir(), 'rampa-test-bundles');
  mkdirSync(shared, { recursive: true });
  symlinkSync(shared, join(data, 'cache'));
}

/** What `npm test` compiled for one process is not compiled again for the next. */
function compileCache(): Record<string, string> {
  const folder = process.env['NODE_COMPILE_CACHE'];
  return folder ? { NODE_COMPILE_CACHE: folder } : {};
}

function part(file: string, env: Record<string, string>, ready: string): Part {
  let child: ChildProcess | undefined;
  let output = '';
  const end = async (signal: NodeJS.Signals) => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill(signal);
    await gone;
  };
  process.once('exit', () => child?.kill('SIGKILL'));
  return {
    async start(more = {}) {
      const before = output.length;
      const started = spawn(process.execPath, [file], { cwd: root, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (output += chunk));
      await eventually(async () => {
        if (started.exitCode !== null) throw new Error(`${file} ended: ${output.slice(before).slice(-2000)}`);
        return output.slice(before).includes(ready);
      }, `${file} says "${ready}"`);
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    output: () => output,
    pid: () => child?.pid,
  };
}
