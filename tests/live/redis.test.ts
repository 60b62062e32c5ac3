/** Two servers that hear each other by Redis: the same, and Redis may go away. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { eventually } from '../support/http.ts';
import { missingRedis, type TestRedis, testRedis } from '../support/redis.ts';
import { sameEverywhere } from './same.ts';
import { onTwoServers } from './two-servers.ts';

describe('two servers and Redis between them', { skip: missingRedis }, () => {
  let redis: TestRedis;
  let heard: string[] = [];
  before(async () => {
    redis = await testRedis();
  });
  after(() => redis?.close());
  const two = onTwoServers(() => ({ REDIS_URL: redis.url }));

  it('it is Redis through which they speak', async () => {
    const channels = (await redis.ask('PUBSUB', 'CHANNELS', '*')) as string[];
    assert.ok(channels.length >= 3, 'one for all, and one of each');
    heard = channels;
    const listening = await two().house.db.sql<{ query: string }>(
      `select query from pg_stat_activity where datname = current_database() and application_name = 'rampa live'`,
    );
    assert.deepEqual(listening, [], 'and not Postgres');
  });

  it('without it lines are there as soon as they are accepted; with it again, as before', async () => {
    const { house, show, page } = two();
    const [anna, boris] = [page(130), page(131, 'second')];
    await Promise.all([anna.entered(), boris.entered()]);
    await redis.kill();
    assert.equal((await anna.say('while Redis is away')).ok, true);
    await eventually(async () => boris.has('while Redis is away') && boris.settled && anna.settled, 'accepted on both');
    await redis.start();
    const listening = async () => ((await redis.ask('PUBSUB', 'CHANNELS', '*')) as string[]).length >= heard.length;
    await eventually(listening, 'both servers listen to it again');
    assert.equal((await boris.say('it is back')).ok, true);
    await eventually(async () => anna.has('it is back') && [anna, boris].every(({ settled }) => settled), 'on both');
    await sameEverywhere(house, show.showId, [anna, boris], 100);
  });
});
