/** The environment, parsed once, typed; all that is wrong is named together. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { mediaVariables, missingMedia } from './media-environment.ts';

const port = (fallback: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(65_535, 'must be 65535 or less')
    .default(fallback);
// With its protocol: `localhost:3000` alone would be read as an address of the scheme "localhost".
const url = z.url({ protocol: /^https?$/, error: 'must begin with http:// or https://' }).optional();

const Environment = z.object({
  /** Address that the servers listen on; loopback unless told otherwise. */
  HOST: z.string().default('127.0.0.1'),
  PORT: port(3000),
  SANDBOX_PORT: port(8081),
  /** Where the sandbox takes letters. */
  SANDBOX_SMTP_PORT: port(2525),
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8233),
  POSTGRES_PORT: port(5433),
  /** Where Prometheus reads figures: loopback, unless it runs elsewhere. They are never on `HOST`, which people reach. */
  METRICS_HOST: z
    .string()
    .refine((text) => isIP(text) !== 0, 'must be an address such as 127.0.0.1, 0.0.0.0 or ::1')
    .default('127.0.0.1'),
  WORKER_METRICS_PORT: port(9464),
  SERVER_METRICS_PORT: port(9465),
  MEDIA_METRICS_PORT: port(9466),
  /** The embedded media server: playback and WHIP. */
  MEDIA_PORT: port(8890),
  /** The worker's door to it, on loopback alone. */
  MEDIA_CONTROL_PORT: port(8891),
  /** Where it takes pictures from OBS and the like. */
  RTMP_PORT: port(1935),
  /** How players and browsers reach it. Default: http://localhost:MEDIA_PORT. */
  MEDIA_PUBLIC_URL: url,
  /** Folder for generated secrets, the databases and the posters' cache. */
  RAMPA_DATA: z.string().default('.data'),
  /** How people reach the web: links in messages and checkout returns begin with it. Default: http://localhost:PORT. */
  PUBLIC_URL: url,
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Each process gets the address for its own role; the launcher gets one that may create roles. */
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^/]+:\d+$/, 'must be host:port')
    .optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  /** Where a developer opens the Temporal UI; default http://localhost:TEMPORAL_UI_PORT. */
  TEMPORAL_UI_URL: url,
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{20,}$/, 'must look like 123456:ABC… as BotFather gives it')
    .optional(),
  /** Another Bot API server, e.g. a local one or the sandbox. */
  TELEGRAM_API_ROOT: url,
  /** `polling` needs nothing; `webhook` needs a PUBLIC_URL with https. */
  TELEGRAM_MODE: z.enum(['polling', 'webhook']).default('polling'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, 'must begin with sk_ or rk_')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_', 'must begin with whsec_').optional(),
  /** Another Stripe server, for the sandbox. */
  STRIPE_API_URL: url,
  /** Where letters go out. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must look like smtp(s)://user:password@host:port' }).optional(),
  /** Who letters come from: an address that the mail server lets us use. */
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>@\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must look like Name <address@host>')
    .default('Rampa <no-reply@localhost>'),
  /** Where people write about payments: an address, a @name or a page. Default: support@ and the host of PUBLIC_URL. */
  SUPPORT_CONTACT: z
    .string()
    .regex(/^(?:[^\s<>@]+@[^\s<>@]+|@\w{4,32}|https:\/\/[^\s<>"]+)$/, 'must be an address, a @name or https://…')
    .optional(),
  YOOKASSA_SHOP_ID: z.string().regex(/^\d+$/, 'must be the number of a shop').optional(),
  YOOKASSA_SECRET_KEY: z
    .string()
    .regex(/^(live|test)_/, 'must begin with live_ or test_')
    .optional(),
  /** How the platform's tickets are taxed in receipts (54-FZ). */
  YOOKASSA_VAT_CODE: z.coerce
    .number()
    .int('must be a whole number')
    .min(1, 'must be 1 to 12')
    .max(12, 'must be 1 to 12')
    .default(1),
  /** Another YooKassa server, for the sandbox. */
  YOOKASSA_API_URL: url,
  /** More networks that notifications may come from, with commas between: a stand-in's. YooKassa's own always count. */
  YOOKASSA_TRUSTED_NETWORKS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((network) => network.trim())
        .filter(Boolean),
    )
    .refine((networks) => networks.every(isNetwork), 'must be networks such as 127.0.0.0/8, with commas between'),
  ...mediaVariables,
  /** Requests a minute of one person; an address has twenty times that. */
  RATE_LIMIT: z.coerce.number().int().min(1).default(100),
  /** Proxies in front of us whose X-Forwarded-For counts; 0 trusts none. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  /** The header in which a proxy of ours says the caller's country, e.g. CF-IPCountry; without it countries are said and not enforced. */
  COUNTRY_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,60}$/, 'must be the name of a header')
    .optional(),
  /** The sandbox's address when the house runs with it; set by the launcher. */
  SANDBOX_URL: url,
});

export type Environment = z.infer<typeof Environment>;
/** Every variable that there is. */
export const environmentVariables = Object.keys(Environment.shape);

/** What is wrong with the environment, one line a variable, for a person to mend. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError';
}

/** One variable that is wrong, or missing beside another. */
export type Fault = { readonly variable: string; readonly fault: string };

/** @throws EnvironmentError that names every wrong variable at once. An empty variable counts as unset. */
export function parseEnvironment(env: Record<string, string | undefined>): Environment {
  const { environment, faults } = readEnvironment(env);
  if (faults.length === 0) return environment;
  const lines = faults.map(({ variable, fault }) => `  ${variable}: ${fault}`);
  throw new EnvironmentError(`The environment cannot be used:\n${lines.join('\n')}\nSee .env.example for every variable.`);
}

/** For whoever only looks: what can be read, as if the rest were unset, and what is wrong with the rest. */
export function readEnvironment(env: Record<string, string | undefined>): { environment: Environment; faults: Fault[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const issues = Environment.safeParse(given).error?.issues ?? [];
  const alone = issues.map(({ path, message }) => ({ variable: path.join('.'), fault: message }));
  const wrong = new Set(alone.map(({ variable }) => variable));
  return {
    environment: Environment.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name)))),
    faults: [...alone, ...missingCompanions(given)],
  };
}

/** Whom the bot names in `/paysupport`: Telegram wants somebody who answers. */
export const supportContact = ({ SUPPORT_CONTACT }: Pick<Environment, 'SUPPORT_CONTACT'>, publicUrl: string): string =>
  SUPPORT_CONTACT ?? `support@${new URL(publicUrl).hostname}`;

/** Variables that mean nothing without another one. */
function missingCompanions(given: Record<string, string | undefined>): Fault[] {
  const faults: Fault[] = [];
  const missing = (variable: string, fault: string) => faults.push({ variable, fault });
  if (given['TELEGRAM_MODE'] === 'webhook' && !given['PUBLIC_URL']?.startsWith('https://'))
    missing('PUBLIC_URL', 'TELEGRAM_MODE=webhook needs it, beginning with https://');
  if (given['STRIPE_SECRET_KEY'] && !given['STRIPE_WEBHOOK_SECRET'])
    missing('STRIPE_WEBHOOK_SECRET', 'STRIPE_SECRET_KEY needs it, or payments would go unheard');
  if (given['SMTP_URL'] && !given['MAIL_FROM']) missing('MAIL_FROM', 'SMTP_URL needs it, or letters would come from nobody');
  if (given['YOOKASSA_SHOP_ID'] && !given['YOOKASSA_SECRET_KEY'])
    missing('YOOKASSA_SECRET_KEY', 'YOOKASSA_SHOP_ID needs it, or no payment could be opened');
  if (given['YOOKASSA_SECRET_KEY'] && !given['YOOKASSA_SHOP_ID'])
    missing('YOOKASSA_SHOP_ID', 'YOOKASSA_SECRET_KEY needs it, or no payment could be opened');
  return [...faults, ...missingMedia(given)];
}

function isNetwork(text: string): boolean {
  const [address = '', bits, more] = text.split('/');
  const version = isIP(address);
  return (
    version !== 0 &&
    more === undefined &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)))
  );
}
