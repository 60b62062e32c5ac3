/** What a person's own process stores: on a real database, under the person's own eyes. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import { RequestContext } from '@mikro-orm/postgresql';
import { createPeopleActivities } from '../../activities/people/index.ts';
import { profileOf } from '../../queries/people/profile.ts';
import { type Bench, openBench, sealingKeys } from './support.ts';

let bench: Bench;
before(async () => {
  bench = await openBench();
});
after(() => bench?.close());

const { endSessions, saveProfile } = createPeopleActivities({
  mailer: { send: async ({ to }) => ({ messageId: to }) },
  ...{ sealingKeys, publicUrl: 'https://rampa.test' },
});
const as = <T>(personId: string, work: () => Promise<T>) =>
  RequestContext.create(bench.orm.em, work, { session: { variables: { 'app.reader': 'person', 'app.person_id': personId } } });
const known = (personId: string) =>
  as(personId, () => RequestContext.getEntityManager()!.transactional((tx) => profileOf(tx as typeof bench.orm.em, personId)));

it('sessions end for somebody without a row too; asked again, late or out of order, none of them comes back', async () => {
  const [anna, boris] = [randomUUID(), randomUUID()];
  const end = (at: string) => as(anna, () => endSessions({ personId: anna, at }));
  await end('2026-11-21T12:00:00.123Z');
  assert.deepEqual(await known(anna), { language: null, timeZone: null, validAfter: new Date('2026-11-21T12:00:00.123Z') });
  await as(anna, () => saveProfile({ personId: anna, language: 'en' }));
  await end('2026-11-21T11:00:00.000Z');
  assert.deepEqual(await known(anna), { language: 'en', timeZone: null, validAfter: new Date('2026-11-21T12:00:00.123Z') });
  await end('2026-11-21T12:00:01.000Z');
  assert.deepEqual((await known(anna)).validAfter, new Date('2026-11-21T12:00:01.000Z'));
  assert.equal((await known(boris)).validAfter, null, 'another person’s go on');
  await assert.rejects(
    as(boris, () => endSessions({ personId: anna, at: '2026-11-21T13:00:00.000Z' })),
    'nobody ends another’s',
  );
});
