/** The doctor: tries each key that is set with its partner, says what works, how to mend what does not, and no secret. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, type TestContext, test } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { type Examination, examineHouse as examineWith, isWell } from '../../launcher/doctor/examine.ts';
import { report } from '../../launcher/doctor/report.ts';
import { nobodysAddress, type Partners, secretKey, startPartners, token, webhookSecret } from '../providers/sandbox.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { testTemporal } from '../support/servers.ts';

type Env = Record<string, string>;
/** On a busy machine the right answer may be late, but it must not be taken for none. */
const examineHouse = (env: Env, patience = 60_000) => examineWith(env, patience);

let partners: Partners;
let db: TestDatabase;
let temporal: Env;
before(async () => {
  partners = await startPartners();
  db = await testDatabase({ sample: false });
  const { address, namespace } = await testTemporal();
  temporal = { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace };
});
after(async () => {
  await partners?.close();
  await db?.close();
});

const telegram = (): Env => ({ TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: partners.url });
const stripe = (): Env => ({ STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_URL: partners.url });
const yooKassa = (): Env => ({
  ...{ YOOKASSA_SHOP_ID: '100500', YOOKASSA_SECRET_KEY: 'test_sandbox', YOOKASSA_API_URL: partners.url },
});
const mail = (): Env => ({ SMTP_URL: partners.smtpUrl, MAIL_FROM: 'Rampa <tickets@theatre.example>' });

const states = ({ findings }: Examination) => Object.fromEntries(findings.map(({ variable, state }) => [variable, state]));
const saidOf = ({ findings }: Examination, variable: string) => findings.find((finding) => finding.variable === variable);
/** What must never be seen, whatever went wrong. */
function assertNoSecret(examination: Examination, env: Env, ...secrets: string[]) {
  for (const language of ['en', 'ru'] as const)
    for (const secret of secrets) assert.ok(!report(examination, env, language).includes(secret), `${secret} was told`);
}
async function fails(env: Env, variable: string, words: RegExp, ...secrets: string[]): Promise<void> {
  const examination = await examineHouse(env);
  assert.equal(isWell(examination), false);
  const { state, what } =
    saidOf(examination, variable) ?? assert.fail(`${variable} is not told: ${report(examination, env, 'en')}`);
  assert.equal(state, 'fails');
  assert.match(what.en, words);
  assertNoSecret(examination, env, ...secrets);
}

test('everything that is set and right works, and is told without its secrets', async () => {
  const env = { ...telegram(), ...stripe(), ...yooKassa(), ...mail(), ...temporal, DATABASE_URL: db.adminUrl };
  const examination = await examineHouse(env);
  assert.deepEqual(states(examination), {
    TELEGRAM_BOT_TOKEN: 'works',
    STRIPE_SECRET_KEY: 'works',
    // Only a signed event proves it; until then nobody says that it works.
    STRIPE_WEBHOOK_SECRET: 'look',
    YOOKASSA_SECRET_KEY: 'works',
    SMTP_URL: 'works',
    DATABASE_URL: 'works',
    TEMPORAL_ADDRESS: 'works',
  });
  assert.equal(isWell(examination), true);
  assert.match(saidOf(examination, 'TELEGRAM_BOT_TOKEN')!.what.en, /@rampa_test_bot/);
  assert.deepEqual(examination.unset, ['MEDIA_PROVIDER', 'PUBLIC_URL']);
  assertNoSecret(examination, env, token, secretKey, webhookSecret, 'test_sandbox', new URL(db.adminUrl).password);
});

test('a partner that does not know the key: said so, each apart from the others', async () => {
  const stranger = '7000000009:AAEstrangerstrangerstrangerstrangers';
  await fails({ ...telegram(), TELEGRAM_BOT_TOKEN: stranger }, 'TELEGRAM_BOT_TOKEN', /does not know this token/, stranger);
  await fails({ ...stripe(), STRIPE_SECRET_KEY: 'sk_test_other' }, 'STRIPE_SECRET_KEY', /does not take/, 'sk_test_other');
  await fails({ ...yooKassa(), YOOKASSA_SECRET_KEY: 'live_other' }, 'YOOKASSA_SECRET_KEY', /does not take/, 'live_other');
  const both = await examineHouse({ ...stripe(), STRIPE_SECRET_KEY: 'sk_test_other', ...yooKassa() });
  assert.equal(states(both)['YOOKASSA_SECRET_KEY'], 'works', 'a wrong key hides no right one');
});

test('a host where nobody is: said so, with no word of the key', async () => {
  const nowhere = await nobodysAddress();
  const gone = new URL(nowhere).host;
  await fails({ ...telegram(), TELEGRAM_API_ROOT: nowhere }, 'TELEGRAM_BOT_TOKEN', /nobody listens/, token);
  await fails({ ...stripe(), STRIPE_API_URL: nowhere }, 'STRIPE_SECRET_KEY', /nobody listens/, secretKey, webhookSecret);
  await fails({ ...yooKassa(), YOOKASSA_API_URL: nowhere }, 'YOOKASSA_SECRET_KEY', /nobody listens/, 'test_sandbox');
  await fails(
    { ...mail(), SMTP_URL: `smtp://anna:pass%40word@${gone}` },
    'SMTP_URL',
    /gives no answer/,
    'pass%40word',
    'pass@word',
  );
  await fails({ DATABASE_URL: `postgres://anna:s3cret-word@${gone}/rampa` }, 'DATABASE_URL', /nobody listens/, 's3cret-word');
  // Temporal is asked again and again for as long as there is patience: somebody may be starting it.
  const temporalGone = await examineHouse({ TEMPORAL_ADDRESS: gone }, 100);
  assert.match(saidOf(temporalGone, 'TEMPORAL_ADDRESS')!.what.en, /no Temporal server/);
  assert.equal(isWell(temporalGone), false);
});

test('a partner that is ill is no partner that works', async () => {
  for (const target of ['telegram-api', 'stripe-api', 'yookassa-api'])
    await partners.fault({ target, mode: 'error', status: 500, times: 5 });
  await fails(telegram(), 'TELEGRAM_BOT_TOKEN', /it says 500/, token);
  await fails(stripe(), 'STRIPE_SECRET_KEY', /no answer/, secretKey);
  await fails(yooKassa(), 'YOOKASSA_SECRET_KEY', /no answer/, 'test_sandbox');
  await partners.ask('DELETE', '/faults');
  assert.equal(
    isWell(await examineHouse({ ...telegram(), ...stripe(), ...yooKassa() })),
    true,
    'and when it is well again it works',
  );
});

test('a mail server that does not let us in', async (t) => {
  const url = await mailServer(t, 'right-password');
  const env = (password: string) => ({ ...mail(), SMTP_URL: `smtp://anna:${password}@${url}` });
  await fails(env('wrong-password'), 'SMTP_URL', /does not let us in/, 'wrong-password');
  assert.equal(isWell(await examineHouse(env('right-password'))), true);
});

test('a Postgres that does not let us in, lets us do too little, or knows more than this code', async () => {
  const at = (user: string, password: string) => Object.assign(new URL(db.adminUrl), { username: user, password }).href;
  await fails({ DATABASE_URL: at('rampa_reader', 'wrong-word') }, 'DATABASE_URL', /does not let us in/, 'wrong-word');
  const reader = await examineHouse({ DATABASE_URL: db.readerUrl });
  assert.match(saidOf(reader, 'DATABASE_URL')!.what.en, /rampa_reader: all \d+ migrations/);
  await fails({ DATABASE_URL: db.ownerUrl }, 'DATABASE_URL', /may not create roles/);
  const nowhere = Object.assign(new URL(db.adminUrl), { pathname: '/nowhere' }).href;
  await fails({ DATABASE_URL: nowhere }, 'DATABASE_URL', /no such database/);
  await db.sql(`insert into mikro_orm_migrations (name, executed_at) values ('Migration20990101000000_later', now())`);
  await fails({ DATABASE_URL: db.adminUrl }, 'DATABASE_URL', /newer than this code/);
  await db.sql(`delete from mikro_orm_migrations where name like 'Migration2099%'`);
  await db.sql(`delete from mikro_orm_migrations where name like '%guests_and_accounts'`);
  const older = await examineHouse({ DATABASE_URL: db.adminUrl });
  assert.match(saidOf(older, 'DATABASE_URL')!.what.en, /the next start applies 1 migrations/);
});

test('a Temporal without our namespace', () =>
  fails({ ...temporal, TEMPORAL_NAMESPACE: 'nobodys' }, 'TEMPORAL_NAMESPACE', /no namespace nobodys/));

test('what cannot be read is told beside what works, and nothing is tried with it', async () => {
  await fails(
    { ...telegram(), TELEGRAM_BOT_TOKEN: 'just-words-of-mine' },
    'TELEGRAM_BOT_TOKEN',
    /must look like/,
    'just-words-of-mine',
  );
  await fails({ STRIPE_SECRET_KEY: secretKey, STRIPE_API_URL: partners.url }, 'STRIPE_WEBHOOK_SECRET', /needs it/, secretKey);
  await fails({ YOOKASSA_SECRET_KEY: 'test_sandbox' }, 'YOOKASSA_SHOP_ID', /needs it/, 'test_sandbox');
  await fails({ TELEGRAM_API_ROOT: partners.url }, 'TELEGRAM_BOT_TOKEN', /is missing/);
  const examination = await examineHouse({ ...stripe(), PORT: 'three thousand' });
  assert.deepEqual(states(examination), { STRIPE_SECRET_KEY: 'works', STRIPE_WEBHOOK_SECRET: 'look', PORT: 'fails' });
});

test('each key is tried, however its neighbours are written', async () => {
  const cases: Array<[Env, Record<string, string>]> = [
    [
      { ...stripe(), STRIPE_WEBHOOK_SECRET: 'sk_not_a_webhook_secret' },
      { STRIPE_WEBHOOK_SECRET: 'fails', STRIPE_SECRET_KEY: 'works' },
    ],
    [
      { STRIPE_SECRET_KEY: secretKey, STRIPE_API_URL: partners.url },
      { STRIPE_WEBHOOK_SECRET: 'fails', STRIPE_SECRET_KEY: 'works' },
    ],
    [
      { ...stripe(), STRIPE_SECRET_KEY: 'pk_public' },
      { STRIPE_SECRET_KEY: 'fails', STRIPE_WEBHOOK_SECRET: 'look' },
    ],
    [
      { ...yooKassa(), YOOKASSA_VAT_CODE: '99' },
      { YOOKASSA_VAT_CODE: 'fails', YOOKASSA_SECRET_KEY: 'works' },
    ],
    [
      { ...telegram(), TELEGRAM_MODE: 'webhook' },
      { PUBLIC_URL: 'fails', TELEGRAM_BOT_TOKEN: 'works' },
    ],
    [
      { ...mail(), MAIL_FROM: 'nobody' },
      { MAIL_FROM: 'fails', SMTP_URL: 'works' },
    ],
  ];
  for (const [env, expected] of cases) assert.deepEqual(states(await examineHouse(env)), expected);
  const wrongToo = { ...stripe(), STRIPE_SECRET_KEY: 'sk_test_other', STRIPE_WEBHOOK_SECRET: 'sk_not_a_webhook_secret' };
  await fails(wrongToo, 'STRIPE_SECRET_KEY', /does not take/, 'sk_test_other', 'sk_not_a_webhook_secret');
});

test('a key goes to no other server than the one that was meant: where that cannot be read, it is not tried, and said so', async () => {
  const cases: Array<[Env, string, Record<string, string>]> = [
    [
      { ...stripe(), STRIPE_API_URL: 'localhost:1' },
      'STRIPE_SECRET_KEY',
      { STRIPE_API_URL: 'fails', STRIPE_SECRET_KEY: 'look', STRIPE_WEBHOOK_SECRET: 'look' },
    ],
    [
      { ...telegram(), TELEGRAM_API_ROOT: 'localhost:1' },
      'TELEGRAM_BOT_TOKEN',
      { TELEGRAM_API_ROOT: 'fails', TELEGRAM_BOT_TOKEN: 'look' },
    ],
    [
      { ...yooKassa(), YOOKASSA_API_URL: 'localhost:1' },
      'YOOKASSA_SECRET_KEY',
      { YOOKASSA_API_URL: 'fails', YOOKASSA_SECRET_KEY: 'look' },
    ],
    [{ YOOKASSA_SECRET_KEY: 'test_sandbox' }, 'YOOKASSA_SECRET_KEY', { YOOKASSA_SHOP_ID: 'fails', YOOKASSA_SECRET_KEY: 'look' }],
  ];
  for (const [env, key, expected] of cases) {
    const examination = await examineHouse(env);
    assert.deepEqual(states(examination), expected);
    assert.match(saidOf(examination, key)!.what.en, /^not tried: \w+ first$/);
    assert.equal(isWell(examination), false);
  }
});

test('nobody stands in for our own address: without one, that is said by itself', async () => {
  const told = async (env: Env, language: 'en' | 'ru') => report(await examineHouse(env), env, language);
  for (const language of ['en', 'ru'] as const) {
    const lines = (await told(stripe(), language)).split('\n');
    const standIns = lines.find((line) => line.includes('TELEGRAM_BOT_TOKEN'));
    assert.match(standIns!, /: TELEGRAM_BOT_TOKEN, YOOKASSA_SHOP_ID, SMTP_URL, DATABASE_URL, TEMPORAL_ADDRESS, MEDIA_PROVIDER$/);
    assert.equal(lines.filter((line) => /^PUBLIC_URL (?:is not set|не задан):/.test(line)).length, 1);
  }
});

test('another listener of the same bot is pointed at; it is no fault of the key', async () => {
  const call = (method: string, body: object) => partners.ask('POST', `/bot${token}/${method}`, body);
  await call('setWebhook', { url: 'https://elsewhere.example/hook' });
  const examination = await examineHouse(telegram());
  assert.equal(isWell(examination), true);
  assert.match(report(examination, telegram(), 'en'), /elsewhere\.example now; a start takes them over/);
  await call('deleteWebhook', {});
  assert.doesNotMatch(report(await examineHouse(telegram()), telegram(), 'en'), /elsewhere/);
});

test('as a command: says that nothing is set, or what works; its exit code says whether all of it does', async () => {
  const nothing = await command({});
  assert.deepEqual([nothing.code, /No key is set/.test(nothing.output)], [0, true], nothing.output);
  const right = await command({ ...stripe(), LANG: 'ru_RU.UTF-8' });
  assert.deepEqual([right.code, /✓ STRIPE_SECRET_KEY .*тестовый/.test(right.output)], [0, true], right.output);
  const wrong = await command({ ...stripe(), STRIPE_SECRET_KEY: 'sk_test_other' });
  assert.deepEqual(
    [wrong.code, /✗ STRIPE_SECRET_KEY .*\n.*→ dashboard\.stripe\.com/.test(wrong.output)],
    [1, true],
    wrong.output,
  );
  for (const { output } of [right, wrong]) assert.doesNotMatch(output, /sk_test_|whsec_/);
});

test('the secrets of a report are covered even when a partner repeats them', () => {
  const env = { STRIPE_SECRET_KEY: secretKey, DATABASE_URL: 'postgres://anna:p%40ss-word@db/rampa' };
  const what = { en: `${secretKey} and p@ss-word and p%40ss-word`, ru: '' };
  const text = report({ findings: [{ variable: 'X', state: 'fails', what }], unset: [] }, env, 'en');
  assert.match(text, /••• and ••• and •••/);
});

/** Lets in whoever says the password; its address without a name. */
async function mailServer(t: TestContext, password: string): Promise<string> {
  const server = new SMTPServer({
    ...{ disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false, disableReverseLookup: true },
    onAuth: (auth, _session, done) => (auth.password === password ? done(null, { user: 'anna' }) : done(new Error('no'))),
  });
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  t.after(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `127.0.0.1:${port}`;
}

async function command(env: Env): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['launcher/doctor/main.ts'], {
    env: { PATH: process.env['PATH'] ?? '', LANG: 'C', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = await once(child, 'close');
  return { code: code as number | null, output };
}
