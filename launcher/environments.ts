/** What each of our processes is told: no more than it needs. The address that owns the database is in none of them. */
import type { RoleUrls } from '../database/prepare.ts';
import type { Settings } from './settings.ts';

/** Of ours and Postgres' own tools: only the launcher may know them. */
const KEPT_BACK = /^(DATABASE_URL|PG[A-Z]+)$/;

export function sandboxEnvironment(settings: Settings, given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { environment, data, addresses } = settings;
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'];
  return {
    ...Object.fromEntries(names.map((name) => [name, given[name]])),
    ...sandboxKeys(settings),
    NODE_ENV: 'production',
    LOG_LEVEL: environment.LOG_LEVEL,
    HOST: environment.HOST,
    SANDBOX_PORT: String(environment.SANDBOX_PORT),
    SANDBOX_SMTP_PORT: String(environment.SANDBOX_SMTP_PORT),
    SANDBOX_STATE: data.file('sandbox.json'),
    SANDBOX_STRIPE_WEBHOOK_URL: `${addresses.web}/webhooks/stripe/platform`,
    SANDBOX_YOOKASSA_WEBHOOK_URL: `${addresses.web}/webhooks/yookassa/platform`,
    SANDBOX_PUBLIC_URL: addresses.sandboxPublic,
    WEB_URL: addresses.publicUrl,
  };
}

export function mediaEnvironment({ environment, data, addresses }: Settings, given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'];
  return {
    ...Object.fromEntries(names.map((name) => [name, given[name]])),
    NODE_ENV: 'production',
    LOG_LEVEL: environment.LOG_LEVEL,
    HOST: environment.HOST,
    PORT: String(environment.PORT),
    METRICS_HOST: environment.METRICS_HOST,
    RAMPA_DATA: data.path,
    PUBLIC_URL: addresses.publicUrl,
    ...mediaVariables(environment),
  };
}

/** The same for whoever is the media server and for whoever asks it. */
const mediaVariables = (environment: Settings['environment']): NodeJS.ProcessEnv => ({
  MEDIA_PROVIDER: environment.MEDIA_PROVIDER,
  MEDIA_PORT: String(environment.MEDIA_PORT),
  MEDIA_CONTROL_PORT: String(environment.MEDIA_CONTROL_PORT),
  MEDIA_METRICS_PORT: String(environment.MEDIA_METRICS_PORT),
  RTMP_PORT: String(environment.RTMP_PORT),
  ...(environment.MEDIA_PUBLIC_URL ? { MEDIA_PUBLIC_URL: environment.MEDIA_PUBLIC_URL } : {}),
});

/** The worker writes, the server only reads: each has the address of its own role. */
function houseEnvironment(settings: Settings, given: NodeJS.ProcessEnv, databaseUrl: string): NodeJS.ProcessEnv {
  const { environment, data, own, addresses } = settings;
  const keys = sandboxKeys(settings);
  const telegram = { TELEGRAM_API_ROOT: addresses.sandbox, TELEGRAM_BOT_TOKEN: keys.TELEGRAM_BOT_TOKEN };
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, YOOKASSA_SHOP_ID, YOOKASSA_SECRET_KEY } = keys;
  const stripe = { STRIPE_API_URL: addresses.sandbox, STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET };
  const yookassa = {
    ...{ YOOKASSA_API_URL: addresses.sandbox, YOOKASSA_SHOP_ID, YOOKASSA_SECRET_KEY },
    // The stand-in is on this machine; YooKassa's own networks do not reach it.
    YOOKASSA_TRUSTED_NETWORKS: '127.0.0.0/8,::1',
  };
  return {
    ...Object.fromEntries(Object.entries(given).filter(([name]) => !KEPT_BACK.test(name))),
    ...(own.telegram ? telegram : {}),
    ...(own.stripe ? stripe : {}),
    ...(own.yookassa ? yookassa : {}),
    ...(own.mail ? { SMTP_URL: addresses.smtp, MAIL_FROM: given['MAIL_FROM'] || 'Rampa <no-reply@rampa.test>' } : {}),
    // Nobody lives at localhost; the pretend mailbox takes letters to anybody.
    ...(own.mail && own.telegram ? { SUPPORT_CONTACT: given['SUPPORT_CONTACT'] || 'support@rampa.test' } : {}),
    ...(own.telegram || own.stripe || own.yookassa ? { SANDBOX_URL: addresses.sandboxPublic } : {}),
    NODE_ENV: 'production',
    LOG_LEVEL: environment.LOG_LEVEL,
    HOST: environment.HOST,
    PORT: String(environment.PORT),
    SANDBOX_PORT: String(environment.SANDBOX_PORT),
    METRICS_HOST: environment.METRICS_HOST,
    WORKER_METRICS_PORT: String(environment.WORKER_METRICS_PORT),
    SERVER_METRICS_PORT: String(environment.SERVER_METRICS_PORT),
    ...mediaVariables(environment),
    RAMPA_DATA: data.path,
    PUBLIC_URL: addresses.publicUrl,
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: addresses.temporal,
    TEMPORAL_NAMESPACE: environment.TEMPORAL_NAMESPACE,
    TEMPORAL_UI_URL: addresses.temporalUi,
  };
}

export const workerEnvironment = (settings: Settings, given: NodeJS.ProcessEnv, { writerUrl }: RoleUrls) =>
  houseEnvironment(settings, given, writerUrl);

export const serverEnvironment = (settings: Settings, given: NodeJS.ProcessEnv, { readerUrl }: RoleUrls) =>
  houseEnvironment(settings, given, readerUrl);

/** In the partners' own forms, made up once: nobody outside knows them. */
function sandboxKeys({ data }: Settings) {
  // A bot's number, a colon and 35 characters; 27 bytes are 36.
  const token = data.secret('sandbox-telegram-token', 27).slice(0, 35);
  return {
    TELEGRAM_BOT_TOKEN: `7000000001:${token}`,
    STRIPE_SECRET_KEY: `sk_test_${data.secret('sandbox-stripe-key')}`,
    STRIPE_WEBHOOK_SECRET: `whsec_${data.secret('sandbox-stripe-webhooks')}`,
    YOOKASSA_SHOP_ID: '100500',
    YOOKASSA_SECRET_KEY: `test_${data.secret('sandbox-yookassa-key')}`,
  };
}
