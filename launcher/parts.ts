/** How each part starts. */
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts';
import type { RoleUrls } from '../database/prepare.ts';
import { startTemporalServer } from '../temporal/server/start.ts';
import { startChild } from './child.ts';
import { mediaEnvironment, sandboxEnvironment, serverEnvironment, workerEnvironment } from './environments.ts';
import type { ProcessBook } from './process-book.ts';
import type { Settings } from './settings.ts';

export interface Context {
  readonly settings: Settings;
  /** What the launcher itself was given. */
  readonly given: NodeJS.ProcessEnv;
  readonly book: ProcessBook;
  /** Aborted when nothing should start any more. */
  readonly signal: AbortSignal;
}

export function postgresPart({ settings: { data, environment }, book }: Context) {
  return {
    name: 'postgres',
    logFile: data.file('logs/postgres.log'),
    async start() {
      const onSpawn = (pid: number) => book.record('postgres', pid);
      return await startEmbeddedPostgres({ data, port: environment.POSTGRES_PORT, onSpawn });
    },
  } as const;
}

export function temporalPart({ settings: { data, environment, addresses }, book }: Context, cli: string) {
  const logFile = data.file('logs/temporal.log');
  const options = { cli, ip: '127.0.0.1', port: environment.TEMPORAL_PORT, uiPort: environment.TEMPORAL_UI_PORT, logFile };
  return {
    name: 'temporal',
    logFile,
    async start() {
      const dbFile = data.file('temporal/temporal.db');
      const onSpawn = (pid: number) => book.record('temporal', pid);
      return await startTemporalServer({ ...options, dbFile, namespace: addresses.temporalNamespace, onSpawn });
    },
  } as const;
}

export function sandboxPart(context: Context) {
  const { settings, given } = context;
  return ownProgram(context, {
    name: 'sandbox',
    script: 'sandbox/main.ts',
    env: sandboxEnvironment(settings, given),
    ready: { url: `${settings.addresses.sandbox}/healthz` },
    grace: 10_000,
  });
}

export function mediaPart(context: Context) {
  const env = mediaEnvironment(context.settings, context.given);
  // The door for people opens last.
  const ready = { url: context.settings.addresses.mediaHealth! };
  return ownProgram(context, { name: 'media', script: 'media/main.ts', env, ready, grace: 10_000 });
}

export function workerPart(context: Context, urls: RoleUrls) {
  const env = workerEnvironment(context.settings, context.given, urls);
  // It has 20 s to end what it does; the rest is for closing its connections.
  return ownProgram(context, { name: 'worker', script: 'workers/main.ts', env, ready: { line: 'worker ready' }, grace: 25_000 });
}

export function serverPart(context: Context, urls: RoleUrls) {
  const env = serverEnvironment(context.settings, context.given, urls);
  const ready = { url: context.settings.addresses.health };
  return ownProgram(context, { name: 'server', script: 'api/main.ts', env, ready, grace: 15_000 });
}

type Program = Pick<Parameters<typeof startChild>[0], 'script' | 'env' | 'ready' | 'grace'>;

function ownProgram<Name extends string>({ settings, book, signal }: Context, { name, ...program }: Program & { name: Name }) {
  const logFile = settings.data.file(`logs/${name}.log`);
  const onSpawn = (pid: number) => book.record(name, pid);
  return { name, logFile, start: () => startChild({ ...program, logFile, signal, onSpawn }) };
}
