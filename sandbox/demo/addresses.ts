/** Where the running product is: what the environment says, else what `npm start` wrote down. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { say } from './words.ts';

export type Addresses = {
  web: string;
  sandbox: string;
  /** Where a person would open them. */
  publicUrl: string;
  sandboxPublic: string;
  temporal: { ui: string; namespace: string } | undefined;
};

/** What to do, for a person: no stack is needed to understand it. */
export class NotRunning extends Error {}

const how = (): string =>
  say(
    'Запустите Рампу в другом окне: npm start. Если она запущена иначе, скажите где: WEB_URL=… SANDBOX_URL=… npm run demo.',
    'Start Rampa in another terminal: npm start. If it runs some other way, say where: WEB_URL=… SANDBOX_URL=… npm run demo.',
  );

/** @throws NotRunning */
export async function findAddresses(env: NodeJS.ProcessEnv): Promise<Addresses> {
  const { WEB_URL: web, SANDBOX_URL: sandbox } = env;
  const found = web && sandbox ? given(web, sandbox) : written(env);
  await answers(found.web, '/readyz');
  await answers(found.sandbox, '/healthz');
  return found;
}

const given = (web: string, sandbox: string): Addresses => ({
  ...{ web: new URL(web).origin, publicUrl: new URL(web).origin },
  ...{ sandbox: new URL(sandbox).origin, sandboxPublic: new URL(sandbox).origin },
  temporal: undefined,
});

function written(env: NodeJS.ProcessEnv): Addresses {
  const file = join(resolve(env['RAMPA_DATA'] || '.data'), 'addresses.json');
  let read: Record<string, string | undefined>;
  try {
    read = JSON.parse(readFileSync(file, 'utf8')) as typeof read;
  } catch {
    throw new NotRunning(`${say('Рампа не запущена', 'Rampa is not running')}: ${say('нет', 'there is no')} ${file}\n${how()}`);
  }
  const { web, sandbox, publicUrl = web, sandboxPublic = sandbox, temporalUi: ui, temporalNamespace: namespace } = read;
  const temporal = ui && namespace ? { ui, namespace } : undefined;
  if (web && publicUrl && sandbox && sandboxPublic) return { web, publicUrl, sandbox, sandboxPublic, temporal };
  throw new NotRunning(
    say(
      'Эта Рампа работает с настоящими партнёрами, а демо платит только понарошку.\nЗапустите её без TELEGRAM_BOT_TOKEN и STRIPE_SECRET_KEY: npm start.',
      'This Rampa runs with real partners, and the demo pays only in play money.\nStart it without TELEGRAM_BOT_TOKEN and STRIPE_SECRET_KEY: npm start.',
    ),
  );
}

async function answers(origin: string, path: string): Promise<void> {
  const reason = await fetch(origin + path, { signal: AbortSignal.timeout(10_000) }).then(
    ({ ok, status }) => (ok ? undefined : String(status)),
    (error: Error) => (error.cause as NodeJS.ErrnoException | undefined)?.code ?? error.message,
  );
  if (reason)
    throw new NotRunning(`${say('Рампа не отвечает', 'Rampa does not answer')}: ${origin}${path} (${reason})\n${how()}`);
}
