/** What keeps Rampa from starting is said at once, all of it, with the variable that helps. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDataFolder } from '../../database/data-folder.ts';
import { readArguments } from '../../launcher/arguments.ts';
import { holdDataFolder } from '../../launcher/lock.ts';
import { temporaryFolder } from '../support/servers.ts';
import { startHouse } from './house-process.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const folder = temporaryFolder('refusals');
after(() => rmSync(folder.path, { recursive: true }));

async function refusal(data: string, env: Record<string, string>): Promise<string> {
  const house = startHouse(data, env);
  assert.equal(await house.exited, 1, house.output());
  return house.output();
}

async function takenPort(): Promise<{ port: string; free(): void }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: String((server.address() as AddressInfo).port), free: () => void server.close() };
}

describe('a start that cannot be', () => {
  it('names every wrong variable and every taken port together', async () => {
    const [web, temporal] = await Promise.all([takenPort(), takenPort()]);
    const output = await refusal(join(folder.path, 'all'), {
      PORT: web.port,
      TEMPORAL_PORT: temporal.port,
      TELEGRAM_BOT_TOKEN: 'not a token',
      DATABASE_URL: 'mysql://elsewhere',
      STRIPE_SECRET_KEY: 'sk_live_key',
      TELEGRAM_API_ROOT: 'http://localhost:1',
      POSTGRES_PORT: temporal.port,
    });
    web.free();
    temporal.free();
    assert.match(output, /TELEGRAM_BOT_TOKEN: must look like/);
    assert.match(output, /DATABASE_URL: must begin with postgres/);
    assert.match(output, /STRIPE_WEBHOOK_SECRET: STRIPE_SECRET_KEY needs it/);
    assert.match(output, new RegExp(`PORT: port ${web.port} of the web and the API is taken`));
    assert.match(output, new RegExp(`TEMPORAL_PORT: port ${temporal.port} of Temporal is taken`));
    assert.doesNotMatch(output, /POSTGRES_PORT/, 'whoever names a database, even wrongly, does not want ours');
    assert.doesNotMatch(output, /\n\s+at /, 'a person gets words, not a stack');
  });

  it('names an argument that it does not know, and those that it does; nothing has begun', async (t) => {
    const data = join(folder.path, 'arguments');
    const house = startHouse(data, {}, ['--fooo', '--help', 'PORT=1']);
    assert.equal(await house.exited, 2, house.output());
    assert.match(house.output(), /npm start does not know --fooo PORT=1\. [\s\S]*It knows:\n[\s\S]*npm start -- --help/);
    assert.equal(existsSync(data), false);

    const said: string[] = [];
    for (const way of ['log', 'error'] as const) t.mock.method(console, way, (line: string) => said.push(`${way}: ${line}`));
    assert.equal(readArguments(['--fooo'], { LANG: 'ru_RU.UTF-8' }), 2);
    assert.match(said.pop()!, /^error: npm start не знает --fooo\. [\s\S]*Он знает:\n[\s\S]*npm start -- --help/);
    assert.equal(readArguments(['--help'], {}), 0);
    assert.match(said.pop()!, /^log: It knows:\n[\s\S]*\.env\.example/);
    assert.deepEqual([readArguments([], {}), said], [undefined, []]);
  });

  const others: Array<[program: string, given: string[], env: Record<string, string>, said: RegExp]> = [
    ['launcher/doctor/main.ts', ['--fooo'], {}, /“--fooo” means nothing here/],
    ['launcher/doctor/main.ts', ['--fooo'], { LANG: 'ru_RU.UTF-8' }, /«--fooo» здесь ничего не значит/],
    ['sandbox/demo/main.ts', ['--fooo'], {}, /“--fooo” means nothing here/],
    ['tests/bench/main.ts', ['--fooo'], {}, /--fooo[\s\S]*npm run bench -- \[--orders/],
    ['launcher/reconcile/main.ts', [], {}, /DATABASE_URL .* and TEMPORAL_ADDRESS are needed/],
    ['launcher/reconcile/main.ts', [], { DATABASE_URL: 'mysql://elsewhere' }, /DATABASE_URL: must begin with postgres/],
  ];
  for (const [program, given, env, said] of others)
    it(`nor of ${program} ${given.join(' ')} ${JSON.stringify(env)}: two lines and no stack`, async () => {
      const child = spawn(process.execPath, [join(checkout, program), ...given], {
        ...{ cwd: folder.path, env: { PATH: process.env['PATH'], ...env } },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let output = '';
      child.stderr.on('data', (bytes) => (output += bytes));
      const [code] = await once(child, 'close');
      assert.equal(code, 2, output);
      assert.match(output, said);
      assert.doesNotMatch(output, /\n\s+at /);
    });

  it('names two variables that ask for one port', async () => {
    const { port, free } = await takenPort();
    free();
    const output = await refusal(join(folder.path, 'twins'), { PORT: port, SANDBOX_PORT: port });
    assert.match(output, new RegExp(`SANDBOX_PORT: ${port} is the port of the web and the API already \\(PORT\\)`));
  });

  it('leaves a port alone whose part is somebody else’s', async () => {
    const taken = await takenPort();
    const output = await refusal(join(folder.path, 'aside'), {
      DATABASE_URL: 'postgres://elsewhere/rampa',
      POSTGRES_PORT: taken.port,
      PORT: taken.port,
    });
    taken.free();
    assert.match(output, /PORT: port/);
    assert.doesNotMatch(output, /POSTGRES_PORT/);
  });

  it('names a bot that is missing for a Telegram of one’s own', async () => {
    const output = await refusal(join(folder.path, 'root'), { TELEGRAM_API_ROOT: 'http://localhost:1' });
    assert.match(output, /TELEGRAM_BOT_TOKEN: is missing while TELEGRAM_API_ROOT is set/);
  });

  it('says that its folder cannot be one', async () => {
    assert.match(await refusal('/dev/null/data', {}), /RAMPA_DATA: the folder cannot be used/);
  });

  it('refuses a second launcher on the same data folder', async () => {
    const data = openDataFolder(join(folder.path, 'held'));
    const release = holdDataFolder(data);
    const output = await refusal(data.path, {});
    release();
    assert.match(output, new RegExp(`runs already on the data folder ${data.path} \\(process ${process.pid}\\)`));
    assert.match(output, /RAMPA_DATA/);
  });

  it('takes the folder over from a launcher that was killed', async () => {
    const data = openDataFolder(join(folder.path, 'stale'));
    const holder = spawn(process.execPath, [fileURLToPath(new URL('./hold-data-folder.ts', import.meta.url)), data.path]);
    await once(holder.stdout, 'data');
    assert.throws(() => holdDataFolder(data), new RegExp(`process ${holder.pid}`));
    assert.throws(() => holdDataFolder(data), /runs already/, 'a refusal leaves the lock to its holder');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    holdDataFolder(data)();
  });
});
