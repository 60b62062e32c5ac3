/** The compose file against the compose specification's schema, and against what our code and files really are. Docker itself is not asked. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { parseEnvironment } from '../../domain/environment.ts';
import { TEMPORAL_VERSIONS } from '../../temporal/server/find.ts';
import {
  type Compose,
  composeText,
  copiesOf,
  environmentOf,
  filledIn,
  readCompose,
  type Service,
  variablesOf,
} from './compose.ts';
import { namedIn, schemaVariables } from './variables.ts';

const schema = JSON.parse(readFileSync('tests/docs/compose-spec/compose-spec.json', 'utf8')) as object;
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
// The schema names its own draft by https; draft 7 is the one that ajv knows by heart.
const valid = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' });
const complaints = (compose: unknown) => (valid(compose) ? [] : (valid.errors ?? []).map(({ instancePath }) => instancePath));

const house = ['server', 'worker', 'prepare'] as const;
const compose = readCompose();
const { services } = compose;
const example = readFileSync('.env.example', 'utf8');
const dockerfile = readFileSync('deploy/Dockerfile', 'utf8');

test('it is what the compose specification calls a compose file', () => {
  assert.deepEqual(complaints(parse(composeText(), { merge: true })), []);
});

test('a compose file that breaks the specification is refused by the same check', () => {
  const broken = (change: (compose: any) => void) => {
    const copy = structuredClone(compose);
    change(copy);
    return complaints(copy);
  };
  assert.ok(broken(({ services: { worker } }) => (worker.comand = ['node'])).includes('/services/worker'));
  assert.ok(broken(({ services: { server } }) => (server.depends_on.prepare.condition = 'service_ready')).length > 0);
  assert.ok(broken(({ services: { postgres } }) => (postgres.volumes = 'data')).length > 0);
  assert.ok(broken((all) => (all.server = {})).includes(''));
});

const problems = (all: Compose): string[] => [
  ...Object.entries(all.services).flatMap(([name, service]) => [
    ...Object.keys(service.depends_on ?? {}).flatMap((other) => (all.services[other] ? [] : [`${name} waits for ${other}`])),
    ...(service.networks ?? []).flatMap((network) => (network in all.networks ? [] : [`${name} is in ${network}`])),
    ...(service.volumes ?? []).flatMap((volume) => volumeProblem(all, name, volume)),
    ...Object.entries(service.depends_on ?? {}).flatMap(([other, { condition }]) =>
      condition === 'service_healthy' && !all.services[other]?.healthcheck ? [`${other} has no health to wait for`] : [],
    ),
    ...filesOf(service).flatMap((file) => (existsSync(file) ? [] : [`${name} runs ${file}`])),
    ...(service.networks?.length ? [] : [`${name} is in the default network`]),
  ]),
];
const volumeProblem = (all: Compose, name: string, volume: string): string[] => {
  const [source = ''] = volume.split(':');
  const there = source.startsWith('./') ? existsSync(source) : source in all.volumes;
  return there ? [] : [`${name} mounts ${source}`];
};
const filesOf = ({ command = [], build }: Service): string[] =>
  build ? [build.dockerfile, ...command.filter((word) => word.endsWith('.ts'))] : [];

test('what it names is there: services, networks, volumes, mounted files, programs', () => {
  assert.deepEqual(problems(compose), []);
});

test('a name that nobody has is found', () => {
  const broken = structuredClone(compose);
  broken.services['server']!.depends_on = { prepair: { condition: 'service_healthy' } };
  broken.services['worker']!.command = ['node', 'workers/mian.ts'];
  broken.services['proxy']!.volumes = ['./deploy/Caddyfile:/etc/caddy/Caddyfile'];
  assert.deepEqual(problems(broken), [
    'proxy mounts ./deploy/Caddyfile',
    'server waits for prepair',
    'prepair has no health to wait for',
    'worker runs workers/mian.ts',
  ]);
});

test('every variable stands in .env.example, and every required one is refused when it is missing', () => {
  const used = variablesOf(composeText());
  assert.ok(used.length > 20);
  assert.deepEqual(
    used.filter((name) => !namedIn(example).includes(name)),
    [],
  );
  const required = [...composeText().matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name!);
  const all = Object.fromEntries(required.map((name) => [name, 'given']));
  filledIn(composeText(), all);
  for (const name of required)
    assert.throws(() => filledIn(composeText(), { ...all, [name]: '' }), new RegExp(`${name} is not set`));
  // A password without a default and without a demand would silently be empty.
  const bare = used.filter((name) => !required.includes(name) && composeText().includes(`\${${name}}`));
  assert.deepEqual(bare, []);
});

test('the Dockerfile copies what is there', () => {
  const { ours, built } = copiesOf(dockerfile);
  assert.ok(ours.length > 10 && built.length === 2);
  assert.deepEqual(
    ours.filter((source) => !existsSync(source)),
    [],
  );
  for (const [, script] of dockerfile.matchAll(/node ([\w/]+\.ts)/g)) assert.ok(existsSync(script!), script);
  assert.match(dockerfile, /^USER node$/m);
});

/** `@scope/name/part` → `@scope/name`; type imports are gone when the code runs. */
const packagesOf = (source: string): string[] =>
  [...source.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^'.][^']*)';|\bimport\('([^'.][^']*)'\)/gm)]
    .map(([, fixed, late]) => (fixed ?? late)!)
    .filter((name) => !name.startsWith('node:'))
    .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)![0]);

test('what the image runs is made of packages that stay in it', () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  const folders = copiesOf(dockerfile).ours.filter((source) => !source.endsWith('.json'));
  const used = new Set(
    folders.flatMap((folder) => globSync(`${folder}/**/*.ts`)).flatMap((file) => packagesOf(readFileSync(file, 'utf8'))),
  );
  assert.ok(used.size > 15);
  assert.deepEqual(
    [...used].filter((name) => !(name in dependencies)),
    [],
  );
  assert.deepEqual(
    packagesOf("import { Ajv } from 'ajv';\nimport type { A } from 'b';\nimport { x } from './y.ts';\nawait import('vite');"),
    ['ajv', 'vite'],
  );
});

/** Of a variable that the processes read, why compose does not give it. */
const notForContainers: Record<string, string> = {
  SANDBOX_PORT: 'no stand-ins in production',
  SANDBOX_SMTP_PORT: 'no stand-ins in production',
  SANDBOX_URL: 'no stand-ins in production',
  YOOKASSA_TRUSTED_NETWORKS: 'for stand-ins',
  IVS_ENDPOINT: 'for stand-ins',
  TEMPORAL_PORT: 'the launcher’s',
  TEMPORAL_UI_PORT: 'the launcher’s',
  POSTGRES_PORT: 'the launcher’s',
  MEDIA_PORT: 'the embedded media server’s',
  MEDIA_CONTROL_PORT: 'the embedded media server’s',
  MEDIA_METRICS_PORT: 'the embedded media server’s',
  MEDIA_PUBLIC_URL: 'the embedded media server’s',
  RTMP_PORT: 'the embedded media server’s',
};

test('worker and server are told every variable that they read, in a form that they take', () => {
  // Long enough for a secret, plain enough for a host.
  const word = 'given-given-given-given';
  const given = Object.fromEntries([...composeText().matchAll(/\$\{(\w+):\?/g)].map(([, name]) => [name!, word]));
  const told = Object.fromEntries(house.map((name) => [name, environmentOf(services[name]!, given)])) as Record<
    string,
    Record<string, string>
  >;
  const both = new Set([...Object.keys(told['server']!), ...Object.keys(told['worker']!)]);
  assert.deepEqual(
    schemaVariables.filter((name) => !both.has(name) && !(name in notForContainers)),
    [],
  );
  assert.deepEqual(
    Object.keys(notForContainers).filter((name) => both.has(name)),
    [],
  );
  for (const name of ['server', 'worker']) {
    const env = parseEnvironment(told[name]!);
    assert.deepEqual([env.HOST, env.TEMPORAL_ADDRESS, env.RAMPA_DATA], ['0.0.0.0', 'temporal:7233', '/data']);
    assert.match(env.PUBLIC_URL ?? '', /^https:/);
  }
  assert.match(told['server']!['DATABASE_URL']!, /rampa_reader:/);
  assert.match(told['worker']!['DATABASE_URL']!, /rampa_writer:/);
  // Who serves the world knows no password of who writes.
  for (const secret of ['WRITER', 'OWNER', 'POSTGRES_PASSWORD'])
    assert.doesNotMatch(JSON.stringify(services['server']!.environment), new RegExp(secret));
});

test('nothing is open but the proxy and the ways in of the picture, and our own containers can change nothing but their data', () => {
  const open = Object.entries(services).filter(([, { ports }]) => ports);
  assert.deepEqual(
    open.map(([name, { ports }]) => [name, ports]),
    [
      ['proxy', ['80:80', '443:443', '443:443/udp']],
      ['mediamtx', ['1935:1935', '8189:8189/udp']],
    ],
  );
  assert.equal(compose.networks['inside']!.internal, true);
  for (const name of ['postgres', 'temporal', 'prometheus'] as const)
    assert.deepEqual(services[name]!.networks, ['inside'], name);
  for (const name of house) {
    assert.deepEqual([services[name]!.read_only, services[name]!.cap_drop], [true, ['ALL']], name);
  }
});

test('what Prometheus asks is told there', () => {
  type Job = {
    job_name: string;
    metrics_path: string;
    dns_sd_configs?: [{ names: [string]; port: number }];
    static_configs?: [{ targets: [string] }];
  };
  const { scrape_configs: jobs } = parse(readFileSync('deploy/prometheus/prometheus.yml', 'utf8')) as { scrape_configs: Job[] };
  const asked = jobs.map(({ dns_sd_configs: dns, static_configs: fixed }) =>
    dns ? `${dns[0].names[0]}:${dns[0].port}` : fixed![0].targets[0],
  );
  const { server, worker, temporal } = services;
  assert.deepEqual(asked, [
    `server:${server!.environment!['SERVER_METRICS_PORT']}`,
    `worker:${worker!.environment!['WORKER_METRICS_PORT']}`,
    `temporal:${String(temporal!.environment!['PROMETHEUS_ENDPOINT']).split(':')[1]}`,
    `mediamtx${(parse(readFileSync('deploy/mediamtx.yml', 'utf8')) as { metricsAddress: string }).metricsAddress}`,
  ]);
  assert.deepEqual(
    jobs.map(({ metrics_path: path }) => path),
    ['/metrics', '/metrics', '/metrics', '/metrics'],
  );
  for (const { environment } of [server!, worker!]) assert.equal(environment!['METRICS_HOST'], '0.0.0.0');
  assert.equal(parseEnvironment({}).METRICS_HOST, '127.0.0.1', 'nowhere else');
  // The world does not read them.
  assert.match(readFileSync('deploy/caddy/Caddyfile', 'utf8'), /path \/metrics \/readyz/);
});

test('the Temporal that it pins is the one that the tests run on', () => {
  const versionOf = (name: string) => services[name]!.image!.split(':')[1]!;
  assert.deepEqual(
    [versionOf('temporal'), versionOf('temporal-schema').split('-')[0], versionOf('temporal-ui')],
    [TEMPORAL_VERSIONS.server, TEMPORAL_VERSIONS.server, TEMPORAL_VERSIONS.ui],
  );
  // What is told of it names the same, and no other.
  for (const file of ['docker-compose.yml', 'UPGRADING.md'])
    for (const [named] of readFileSync(file, 'utf8').matchAll(/\b1\.(?:29|3\d)\.\d+\b/g))
      assert.equal(named, TEMPORAL_VERSIONS.server, file);
});

test('Postgres has a connection for everybody', () => {
  const pool = (file: string) => Number(/poolSize: (\d+)/.exec(readFileSync(file, 'utf8'))![1]);
  const replicas = (name: string) => Number(filledIn(services[name]!.deploy!.replicas, {}));
  // Temporal's template: 20 and 10 for its two databases, for each of four services.
  const wanted = replicas('worker') * pool('workers/main.ts') + replicas('server') * (pool('api/main.ts') + 1) + 4 * 30;
  const most = Number(/max_connections=(\d+)/.exec(services['postgres']!.command!.join(' '))![1]);
  assert.ok(wanted < most, `${wanted} of ${most}`);
});
