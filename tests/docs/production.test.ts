/** The production shape without its containers: the image's files, the commands and variables of the compose file, an empty Postgres and a namespace that nobody made. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openDataFolder } from '../../database/data-folder.ts';
import { startEmbeddedPostgres } from '../../database/embedded-postgres.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { payOnPage } from '../support/buyers.ts';
import { call, eventually } from '../support/http.ts';
import { listeningOf } from '../support/listening.ts';
import { freePort, temporaryFolder, testTemporal } from '../support/servers.ts';
import { copiesOf, environmentOf, readCompose } from './compose.ts';

const { services } = readCompose();
const root = join(import.meta.dirname, '../..');
const folder = temporaryFolder('production');
const cluster = temporaryFolder('production-postgres');
const image = join(folder.path, 'app');
const namespace = `production-${randomUUID()}`;
type Part = { child: ChildProcess; output: string; exited: Promise<number | null> };
const running: Part[] = [];
let held: string[];
const secret = () => randomBytes(24).toString('hex');
const botToken = `7000000001:${randomBytes(27).toString('base64url').slice(0, 35)}`;

let given: Record<string, string>;
let sandbox: Sandbox;
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
let temporal: { address: string };
/** What a container finds under the names of its network, here. */
let places: Array<[string, string]>;
let port: number;
let metricsPorts: { server: number; worker: number };

before(async () => {
  // What the image holds, and no more: a file that is missing there is missing here.
  const { ours } = copiesOf(readFileSync('deploy/Dockerfile', 'utf8'));
  mkdirSync(image);
  for (const source of ours) cpSync(join(root, source), join(image, source), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(image, 'node_modules'));
  held = filesIn(image);

  // A cluster of its own: roles are the whole cluster's, and here they have other passwords than in other tests.
  [postgres, temporal] = await Promise.all([
    startEmbeddedPostgres({ data: openDataFolder(cluster.data), port: await freePort() }),
    testTemporal(),
  ]);
  const address = new URL(postgres.adminUrl);
  port = await freePort();
  metricsPorts = { server: await freePort(), worker: await freePort() };
  sandbox = await startSandbox({
    telegram: { bots: [{ token: botToken, username: 'rampa_bot', firstName: 'Rampa' }] },
    stripe: {
      secretKey: 'sk_test_production',
      webhookSecret: 'whsec_production',
      webhookUrl: `http://127.0.0.1:${port}/webhooks/stripe/platform`,
    },
  });
  given = {
    ...{ WEB_HOST: 'theatre.example', TEMPORAL_UI_HOST: 'temporal.theatre.example', GRAFANA_HOST: 'figures.theatre.example' },
    ...{ TEMPORAL_NAMESPACE: namespace, POSTGRES_PASSWORD: decodeURIComponent(address.password) },
    ...{ RAMPA_OWNER_PASSWORD: secret(), RAMPA_WRITER_PASSWORD: secret(), RAMPA_READER_PASSWORD: secret() },
    ...{ TELEGRAM_BOT_TOKEN: botToken, TELEGRAM_API_ROOT: sandbox.url },
    ...{ STRIPE_SECRET_KEY: 'sk_test_production', STRIPE_WEBHOOK_SECRET: 'whsec_production', STRIPE_API_URL: sandbox.url },
    ...{ MEDIA_HOST: 'media.theatre.example', MEDIAMTX_SECRET: secret() },
    ...{ THEATRE_NAME: 'Малая сцена', THEATRE_OWNER: 'telegram:1001', LOG_LEVEL: 'warn' },
  };
  places = [
    ['postgres://postgres:', `postgres://${address.username}:`],
    ['@postgres:5432', `@${address.host}`],
    ['temporal:7233', temporal.address],
    ['/data', folder.data],
  ];
});
after(async () => {
  for (const part of running) part.child.kill('SIGKILL');
  await sandbox?.close();
  await postgres?.stop();
  for (const { path } of [folder, cluster]) rmSync(path, { recursive: true, force: true });
});

function begin(name: keyof typeof services, changes: Record<string, string> = {}): Part {
  const told = environmentOf(services[name]!, given);
  const here = ([key, value]: [string, string]) =>
    [
      key,
      key === 'THEATRE_NAME' ? value : places.reduce((text, [inside, outside]) => text.replace(inside, outside), value),
    ] as const;
  const env = { PATH: process.env['PATH'] ?? '', ...Object.fromEntries(Object.entries(told).map(here)), ...changes };
  const [program, ...args] = services[name]!.command!;
  assert.equal(program, 'node');
  const child = spawn(process.execPath, args, { cwd: image, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const part: Part = { child, output: '', exited: once(child, 'close').then(([code]) => code as number | null) };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (part.output += text));
  running.push(part);
  return part;
}
/** Ports are one machine's here. */
const ports = () => ({
  ...{ HOST: '127.0.0.1', PORT: String(port) },
  ...{ WORKER_METRICS_PORT: String(metricsPorts.worker), SERVER_METRICS_PORT: String(metricsPorts.server) },
});

test('the preparation makes roles, tables, namespace and theatre, and once more changes nothing', async () => {
  const first = begin('prepare');
  assert.equal(await first.exited, 0, first.output);
  assert.match(first.output, /migrations applied[\s\S]*Малая сцена» is opened: \/my\/malaya-stsena[\s\S]*is ready/);
  const again = begin('prepare');
  assert.equal(await again.exited, 0, again.output);
  assert.match(again.output, /Малая сцена» is there/);
  assert.doesNotMatch(again.output, /migrations applied/);
});

test('the preparation names all that it lacks', async () => {
  const part = begin('prepare', { RAMPA_WRITER_PASSWORD: 'short', RAMPA_READER_PASSWORD: '', THEATRE_OWNER: '' });
  assert.equal(await part.exited, 1);
  assert.match(
    part.output,
    /RAMPA_WRITER_PASSWORD: must be 16[\s\S]*RAMPA_READER_PASSWORD: is missing[\s\S]*THEATRE_OWNER: THEATRE_NAME needs it/,
  );
});

test("the server refuses the writer's address: the variables of the two are not to be confused", async () => {
  const writer = environmentOf(services['worker']!, given)['DATABASE_URL']!;
  const here = places.reduce((text, [inside, outside]) => text.replace(inside, outside), writer);
  const part = begin('server', { ...ports(), DATABASE_URL: here });
  assert.equal(await part.exited, 1);
  assert.match(part.output, /database role can write/);
});

test('server and worker start by the commands of the compose file, get ready, and sell a seat of the new theatre', async () => {
  const [worker, server] = [begin('worker', ports()), begin('server', ports())];
  const ended = (part: typeof worker, name: string) => {
    if (part.child.exitCode !== null) throw new Error(`${name} ended: ${part.output}`);
  };
  const web = `http://127.0.0.1:${port}`;
  await eventually(async () => {
    ended(worker, 'worker');
    ended(server, 'server');
    return (
      worker.output.includes('worker ready') && (await healthy('server', port)) && (await healthy('worker', metricsPorts.worker))
    );
  }, 'both are ready, as their health checks see it');

  if (process.platform === 'linux') {
    // Prometheus is another container: the figures are open to it, by their own setting and not by HOST.
    const at = ({ child }: Part) => listeningOf(child.pid!);
    assert.deepEqual(at(worker), [{ address: '0.0.0.0', port: metricsPorts.worker }]);
    assert.deepEqual(
      at(server).toSorted((one, other) => one.address.localeCompare(other.address)),
      [
        { address: '0.0.0.0', port: metricsPorts.server },
        { address: '127.0.0.1', port },
      ],
    );
  }

  const initData = (await call<{ initData: string }>(`${sandbox.url}/people/1001/init-data`)).body;
  const { body: owner } = await call<{ token: string }>(`${web}/api/sign-in`, { body: initData });
  const organiser = (path: string, body: object) =>
    call<Record<string, string>>(`${web}/api/organiser/malaya-stsena/${path}`, {
      ...{ headers: { authorization: `Bearer ${owner.token}` }, body: { requestId: randomUUID(), ...body } },
    });
  const production = await organiser('productions', {
    ...{ title: both('Гроза'), author: both('А. Островский'), description: both('Пьеса') },
    ...{ minutes: 120, ageLimit: 12, symbol: 'skull', hue: 20 },
  });
  assert.equal(production.status, 201, JSON.stringify(production.body));
  const show = await organiser('shows', {
    ...{ productionId: production.body['productionId'], startsAt: new Date(Date.now() + 72 * 3_600_000).toISOString() },
    ...{ timeZone: 'Europe/Moscow', kind: 'stream', capacity: 10, holdMinutes: 15, chatId: null },
    refundPolicy: { fullUntilHours: 24, thenPercent: 50 },
    ticketTypes: [{ name: both('Партер'), note: both(''), quota: null, prices: [{ amount: 90_000, currency: 'RUB' }] }],
  });
  assert.equal(show.status, 201, JSON.stringify(show.body));
  const showId = show.body['showId']!;
  assert.equal((await organiser(`shows/${showId}/publish`, { published: true })).status, 200);

  const { body: shown } = await call<{ ticketTypes: Array<{ id: string }> }>(`${web}/api/shows/${showId}`);
  const orderId = randomUUID();
  const placed = await call(`${web}/api/orders`, {
    body: {
      ...{ orderId, showId, lines: [{ ticketTypeId: shown.ticketTypes[0]!.id, quantity: 1 }] },
      ...{ provider: 'stripe', currency: 'RUB', email: 'anna@example.org', language: 'ru' },
    },
  });
  assert.equal(placed.status, 201, JSON.stringify(placed.body));
  await payOnPage(String(placed.body['checkoutUrl']));
  const order = `${web}/api/orders/${orderId}?token=${placed.body['orderToken']}`;
  const sold = await eventually(async () => {
    const { body } = await call(order);
    return body['phase'] === 'paid' && body['tickets'].length === 1 ? body : undefined;
  }, 'the ticket is there');
  assert.equal(sold['tickets'].length, 1);

  await theFiguresExist();
  for (const part of [server, worker]) {
    part.child.kill('SIGTERM');
    assert.equal(await part.exited, 0, `stops when it is asked to: ${part.output}`);
  }
  // Their containers are read-only: everything that they keep is in the data folder.
  assert.deepEqual(filesIn(image), held, 'nothing was written beside the data folder');
});

function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
}
function both(text: string) {
  return { ru: text, en: text };
}

/** Its own health check, run as compose would. */
async function healthy(name: string, at: number): Promise<boolean> {
  const [, , flag, code] = services[name]!.healthcheck!.test;
  assert.equal(flag, '-e');
  const script = code!.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${at}`);
  const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
  return (await once(child, 'close'))[0] === 0;
}

/** What Grafana draws and Prometheus warns of is told by processes of this very version. */
async function theFiguresExist(): Promise<void> {
  const drawn =
    readFileSync('deploy/grafana/dashboards/rampa.json', 'utf8') + readFileSync('deploy/prometheus/alerts.yml', 'utf8');
  const names = [...new Set(drawn.match(/\b(?:rampa|temporal|nodejs|process)_[a-z_]+\b/g))];
  assert.ok(names.length > 5);
  const addresses = Object.values(metricsPorts).map((at) => `http://127.0.0.1:${at}/metrics`);
  // A step that came after the ticket, a letter, may still wait for its queue.
  await eventually(async () => {
    const told = (await Promise.all(addresses.map(async (url) => (await fetch(url)).text()))).join('\n');
    const missing = names.filter((name) => !new RegExp(`^${name}[{ ]`, 'm').test(told));
    if (missing.length > 0) throw new Error(`nobody tells ${missing.join(', ')}`);
    return true;
  }, 'every figure is told');
}

test('the scripts of the containers are scripts', () => {
  for (const script of ['deploy/postgres/temporal.sh', 'deploy/temporal/schema.sh'])
    assert.equal(spawnSync('sh', ['-n', script]).status, 0, script);
});
