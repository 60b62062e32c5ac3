/** What this start is made of: the parsed environment, the parts that we run ourselves, and the addresses of all. */
import type { DataFolder } from '../database/data-folder.ts';
import { embeddedAddresses, reachable } from '../domain/addresses.ts';
import type { Environment } from '../domain/environment.ts';
import { freePorts } from './ports.ts';

const LOOPBACK = '127.0.0.1';

/** Which parts are ours; the others step aside for a real one. */
export interface OwnParts {
  readonly postgres: boolean;
  readonly temporal: boolean;
  readonly sandbox: boolean;
  readonly media: boolean;
  readonly telegram: boolean;
  readonly stripe: boolean;
  readonly yookassa: boolean;
  readonly mail: boolean;
}

export interface Settings {
  /** With `RAMPA_DATA` and every port settled. */
  readonly environment: Environment;
  readonly data: DataFolder;
  readonly own: OwnParts;
  readonly addresses: Addresses;
}

/** Everything that a person, a test or the demo opens. Written to `addresses.json`. */
export interface Addresses {
  readonly web: string;
  readonly publicUrl: string;
  readonly health: string;
  readonly apiReference: string;
  readonly openapi: string;
  readonly sandbox: string | undefined;
  /** The sandbox as a browser opens it. */
  readonly sandboxPublic: string | undefined;
  readonly phone: string | undefined;
  /** The pretend mailbox. */
  readonly mail: string | undefined;
  /** Where the house's letters go when they are pretend. */
  readonly smtp: string | undefined;
  readonly temporal: string;
  readonly temporalNamespace: string;
  readonly temporalUi: string;
  readonly metrics: string;
  readonly workerMetrics: string;
  /** Where pictures are played and published, as a browser opens it; its health; where OBS sends to; its figures. */
  readonly media: string | undefined;
  readonly mediaHealth: string | undefined;
  readonly rtmp: string | undefined;
  readonly mediaMetrics: string | undefined;
  /** Its password is a secret of the data folder. */
  readonly postgres: { readonly host: string; readonly port: number } | undefined;
}

export function ownParts(environment: Environment): OwnParts {
  const telegram = environment.TELEGRAM_BOT_TOKEN === undefined;
  // Beside one real till a pretend one would give tickets away: either both are pretended or none.
  const pretendMoney = environment.STRIPE_SECRET_KEY === undefined && environment.YOOKASSA_SHOP_ID === undefined;
  const mail = environment.SMTP_URL === undefined;
  return {
    postgres: environment.DATABASE_URL === undefined,
    temporal: environment.TEMPORAL_ADDRESS === undefined,
    sandbox: telegram || pretendMoney || mail,
    media: environment.MEDIA_PROVIDER === 'embedded',
    telegram,
    stripe: pretendMoney,
    yookassa: pretendMoney,
    mail,
  };
}

/** The variables of ports that somebody will listen on. The databases never leave the machine, whatever `HOST` says. */
export function portVariables({ HOST, METRICS_HOST }: Environment, own: OwnParts) {
  return [
    { variable: 'PORT', user: 'the web and the API', host: HOST },
    ...(own.sandbox ? [{ variable: 'SANDBOX_PORT', user: 'the sandbox', host: HOST } as const] : []),
    ...(own.sandbox ? [{ variable: 'SANDBOX_SMTP_PORT', user: 'the pretend mailbox', host: HOST } as const] : []),
    ...(own.temporal ? [{ variable: 'TEMPORAL_PORT', user: 'Temporal', host: LOOPBACK } as const] : []),
    ...(own.temporal ? [{ variable: 'TEMPORAL_UI_PORT', user: 'the Temporal UI', host: LOOPBACK } as const] : []),
    ...(own.postgres ? [{ variable: 'POSTGRES_PORT', user: 'Postgres', host: LOOPBACK } as const] : []),
    ...(own.media ? [{ variable: 'MEDIA_PORT', user: 'the media server', host: HOST } as const] : []),
    ...(own.media ? [{ variable: 'RTMP_PORT', user: 'pictures by RTMP', host: HOST } as const] : []),
    ...(own.media ? [{ variable: 'MEDIA_CONTROL_PORT', user: "the media server's control", host: LOOPBACK } as const] : []),
    ...(own.media ? [{ variable: 'MEDIA_METRICS_PORT', user: "the media server's figures", host: METRICS_HOST } as const] : []),
    { variable: 'WORKER_METRICS_PORT', user: "the worker's figures", host: METRICS_HOST },
    { variable: 'SERVER_METRICS_PORT', user: "the server's figures", host: METRICS_HOST },
  ] as const;
}

/** A port of 0 asks for any free one. */
export async function settlePorts(environment: Environment): Promise<Environment> {
  const open = portVariables(environment, ownParts(environment)).filter(({ variable }) => environment[variable] === 0);
  const ports = await freePorts(LOOPBACK, open.length);
  return { ...environment, ...Object.fromEntries(open.map(({ variable }, index) => [variable, ports[index]])) };
}

export function settle(environment: Environment, data: DataFolder): Settings {
  const own = ownParts(environment);
  const web = `http://${reachable(environment.HOST)}:${environment.PORT}`;
  const sandbox = own.sandbox ? `http://${reachable(environment.HOST)}:${environment.SANDBOX_PORT}` : undefined;
  const seen = own.sandbox ? `http://${byName(environment.HOST)}:${environment.SANDBOX_PORT}` : undefined;
  const figures = `http://${reachable(environment.METRICS_HOST)}`;
  const media = own.media ? embeddedAddresses(environment) : undefined;
  const addresses: Addresses = {
    web,
    publicUrl: environment.PUBLIC_URL ?? `http://localhost:${environment.PORT}`,
    health: `${web}/readyz`,
    apiReference: `http://${byName(environment.HOST)}:${environment.PORT}/api/docs`,
    openapi: `http://${byName(environment.HOST)}:${environment.PORT}/api/openapi.json`,
    sandbox,
    sandboxPublic: seen,
    phone: own.telegram ? `${seen}/phone?person=2001` : undefined,
    mail: own.mail ? `${seen}/mail` : undefined,
    smtp: own.mail ? `smtp://${reachable(environment.HOST)}:${environment.SANDBOX_SMTP_PORT}` : undefined,
    temporal: environment.TEMPORAL_ADDRESS ?? `${LOOPBACK}:${environment.TEMPORAL_PORT}`,
    temporalNamespace: environment.TEMPORAL_NAMESPACE,
    temporalUi: environment.TEMPORAL_UI_URL ?? `http://localhost:${environment.TEMPORAL_UI_PORT}`,
    metrics: `${figures}:${environment.SERVER_METRICS_PORT}/metrics`,
    workerMetrics: `${figures}:${environment.WORKER_METRICS_PORT}/metrics`,
    media: media?.publicUrl,
    mediaHealth: media && `http://${reachable(environment.HOST)}:${environment.MEDIA_PORT}/healthz`,
    rtmp: media && `${media.rtmpUrl}/live`,
    mediaMetrics: media && `${figures}:${environment.MEDIA_METRICS_PORT}/metrics`,
    postgres: own.postgres ? { host: LOOPBACK, port: environment.POSTGRES_PORT } : undefined,
  };
  return { environment, data, own, addresses };
}

/** A browser keeps nothing for a frame of another site: the phone and the pages in it must go by one name. */
const byName = (host: string): string => (reachable(host) === LOOPBACK ? 'localhost' : reachable(host));
