/** What the doctor says of a Redis. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { examineHouse } from '../../launcher/doctor/examine.ts';
import { report } from '../../launcher/doctor/report.ts';
import { missingRedis, type TestRedis, testRedis } from '../support/redis.ts';
import { freePort } from '../support/servers.ts';

const said = async (REDIS_URL: string) => (await examineHouse({ REDIS_URL }, 60_000)).findings;

it('one that is not there', async () => {
  const [finding] = await said(`redis://127.0.0.1:${await freePort()}`);
  assert.deepEqual([finding?.variable, finding?.state, finding?.what.en], ['REDIS_URL', 'fails', 'nobody listens there']);
});

it('an address that is none', async () => {
  const [finding] = await said('127.0.0.1:6379');
  assert.deepEqual([finding?.variable, finding?.state], ['REDIS_URL', 'fails']);
});

describe('one that is there', { skip: missingRedis }, () => {
  let redis: TestRedis;
  before(async () => {
    redis = await testRedis();
  });
  after(() => redis?.close());

  it('works', async () => {
    const [finding, ...more] = await said(redis.url);
    assert.match(finding!.what.en, /^Redis \d+\.\d+/);
    assert.deepEqual([finding!.state, more], ['works', []]);
  });

  it('with a password that is not given, or another: said so, and not which', async () => {
    await redis.ask('CONFIG', 'SET', 'requirepass', 'a-password-of-theirs');
    for (const url of [redis.url, redis.url.replace('://', '://:another-word@')]) {
      const examination = await examineHouse({ REDIS_URL: url }, 60_000);
      const [finding] = examination.findings;
      assert.deepEqual([finding?.state, finding?.what.en], ['fails', 'it does not take this password'], url);
      assert.ok(!report(examination, { REDIS_URL: url }, 'en').includes('another-word'));
    }
    const [finding] = await said(redis.url.replace('://', '://:a-password-of-theirs@'));
    assert.equal(finding?.state, 'works');
  });
});
