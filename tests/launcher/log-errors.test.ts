/** What is quoted of a part's log when it does not run: what the log itself calls an error, and nothing harmless. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { createHouse, StartError } from '../../launcher/house.ts';
import { errorsIn } from '../../launcher/log-errors.ts';
import { chooseWords } from '../../launcher/words.ts';
import { eventually } from '../support/http.ts';
import { temporaryFolder } from '../support/servers.ts';

const folder = temporaryFolder('log-errors');
mkdirSync(folder.path, { recursive: true });
after(() => rmSync(folder.path, { recursive: true }));

const temporalBanner = `CLI 0.0.0-DEV (Server 1.29.1, UI 2.42.1)

Server:  localhost:7233
UI:      http://localhost:8233
Metrics: http://localhost:44091/metrics
{"time":"2026-11-21T07:54:09Z","level":"WARN","msg":"network dial error","error":"dial tcp 127.0.0.1:7233: connection refused"}
Stopping server...
`;
const temporalError = '{"time":"2026-11-21T07:54:09Z","level":"ERROR","msg":"service failures","error":"no such disk"}\n';

describe('what a log calls an error', () => {
  const harmless: Record<string, string> = {
    temporal: temporalBanner,
    ours: 'worker ready\n{"level":30,"msg":"Worker state changed"}\n{"level":40,"msg":"No workflows registered"}\nserver ready\n',
    postgres: `2026-11-21 07:28:06.481 UTC [28793] LOG:  starting PostgreSQL 18.4
2026-11-21 07:28:06.493 UTC [28800] FATAL:  the database system is starting up
2026-11-21 07:28:07.493 UTC [28801] ERROR:  permission denied for table people
2026-11-21 07:28:08.493 UTC [28802] FATAL:  terminating connection due to administrator command
`,
  };
  for (const [part, text] of Object.entries(harmless))
    it(`is nothing of a healthy ${part}`, () => assert.deepEqual(errorsIn(text), []));

  it('is told as a person reads it', () => {
    assert.deepEqual(errorsIn(temporalBanner + temporalError), ['service failures: no such disk']);
    assert.deepEqual(errorsIn(`${harmless['ours']}{"level":50,"msg":"bot failed","err":{"type":"Error","message":"401"}}\n`), [
      'bot failed: 401',
    ]);
    assert.deepEqual(
      errorsIn(`${harmless['postgres']}2026-11-21 07:28:09 UTC [1] FATAL:  could not create any TCP/IP sockets\n`),
      ['FATAL:  could not create any TCP/IP sockets'],
    );
    assert.deepEqual(errorsIn('panic: no disk\n\ngoroutine 1 [running]:\n'), ['panic: no disk']);
  });

  it('is the error that ended a program of ours, with what it says below, without the way through the code', () => {
    const crash = `file:///app/domain/environment.ts:120
  throw new EnvironmentError('…');
        ^

EnvironmentError: The environment cannot be used:
  PORT: must be a number
  HOST: must be a host
    at parseEnvironment (file:///app/domain/environment.ts:120:9)
    at file:///app/api/main.ts:44:13 {
  [cause]: TypeError: no
      at somewhere
}

Node.js v24.21.0
`;
    assert.deepEqual(errorsIn(crash), [
      'EnvironmentError: The environment cannot be used:',
      '  PORT: must be a number',
      '  HOST: must be a host',
      '  [cause]: TypeError: no',
    ]);
  });
});

describe('a part that keeps stopping', () => {
  async function said(name: string, text: string): Promise<string> {
    const logFile = join(folder.path, `${name}.log`);
    // Of an earlier day: what it said then is no cause now.
    appendFileSync(logFile, '{"level":"ERROR","msg":"an old story"}\n');
    const lines: string[] = [];
    const house = createHouse({ say: (line) => lines.push(line), words: chooseWords({}) });
    const gone = Promise.resolve();
    const start = async () => {
      appendFileSync(logFile, text);
      return { pid: 1, exited: gone, stop: async () => {}, kill() {} };
    };
    await house.open({ name: 'temporal', logFile, start });
    const often = await eventually(async () => lines.find((line) => line.includes('keeps stopping')), 'it is said');
    await house.drain();
    return often.replace(logFile, 'LOG');
  }

  it('is quoted when its log names an error', async () => {
    assert.equal(
      await said('failing', temporalBanner + temporalError),
      'temporal keeps stopping. It says: service failures: no such disk. Its log: LOG',
    );
  });

  it('is not when it does not: a banner is no cause', async () => {
    assert.equal(await said('killed', temporalBanner), 'temporal keeps stopping. Its log: LOG');
  });
});

describe('a part that does not come up', () => {
  it('tells the errors of this start, and where its log is', async () => {
    const logFile = join(folder.path, 'start.log');
    appendFileSync(logFile, temporalError);
    const house = createHouse({ say: () => {}, words: chooseWords({}) });
    const start = async () => {
      appendFileSync(logFile, `${temporalBanner}{"level":"FATAL","msg":"the port is taken"}\n`);
      throw new Error('it stopped');
    };
    await assert.rejects(house.open({ name: 'temporal', logFile, start }), (error) => {
      assert.ok(error instanceof StartError);
      assert.deepEqual([error.message, error.errors, error.logFile], ['temporal: it stopped', ['the port is taken'], logFile]);
      return true;
    });
  });
});
