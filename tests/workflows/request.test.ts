/** A member's request that comes again is one; the same id with other content is another. Asked of the process of their organisation, or of a show. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createMemberCommands } from '../../commands/organisations/members.ts';
import { createPaymentAccountCommands } from '../../commands/organisations/payment-accounts.ts';
import { createProductionCommands } from '../../commands/organisations/productions.ts';
import { createShowCommands } from '../../commands/shows/shows.ts';
import { type Sealed, unseal } from '../../domain/sealed.ts';
import { wordsOf } from '../support/histories.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { withWorkers } from '../support/workers.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());

const key = randomBytes(32);
const sealingKeys = { forSealing: () => key, forOpening: () => key };
type Heard = { step: string; requestId: string; by: string; name?: Sealed | null };
const heard: Heard[] = [];
const noting = (step: string, answer?: object) => async (asked: Omit<Heard, 'step'>) => {
  heard.push({ step, ...asked });
  return answer;
};
const activities = {
  saveMember: noting('saveMember'),
  removeMember: noting('removeMember'),
  savePaymentAccount: noting('savePaymentAccount', { name: 'mine' }),
  addProduction: noting('addProduction', { productionId: randomUUID(), slug: 'play' }),
  settleAttention: noting('settleAttention'),
  setShowPublished: noting('setShowPublished'),
};
const commands = () => {
  const deps = { temporal: server.client, sealingKeys };
  return {
    ...createProductionCommands(deps),
    shows: createShowCommands(deps),
    members: createMemberCommands(deps),
    accounts: createPaymentAccountCommands(deps),
  };
};

const asked = () => ({ by: randomUUID() as string, requestId: randomUUID() as string });
const account = { provider: 'stripe' as const, settings: { a: 1 }, surfaces: null, active: true };
const text = (ru: string) => ({ ru, en: 'x' });
const play = { author: text('А'), description: text(''), minutes: 90, ageLimit: 6, symbol: 'key' as never, hue: 10 };
const [anna, boris] = [randomUUID(), randomUUID()];

/** What is asked first, and what another content would be. */
const requests: Array<[what: string, step: string, ask: (as: ReturnType<typeof asked>, other: boolean) => Promise<unknown>]> = [
  [
    'another role',
    'saveMember',
    (as, other) => commands().members.save('theatre', { ...as, personId: anna, role: other ? 'door' : 'operator', name: null }),
  ],
  [
    'another name',
    'saveMember',
    (as, other) =>
      commands().members.save('theatre', { ...as, personId: anna, role: 'door', name: other ? 'Анна Билетёр' : 'Анна' }),
  ],
  [
    'another person',
    'removeMember',
    (as, other) => commands().members.remove('theatre', { ...as, personId: other ? boris : anna }),
  ],
  [
    'another key',
    'savePaymentAccount',
    (as, other) =>
      commands().accounts.save('theatre', { ...as, ...account, secrets: { secretKey: other ? 'sk_two' : 'sk_one' } }),
  ],
  [
    'another title',
    'addProduction',
    (as, other) => commands().saveProduction('theatre', { ...as, ...play, title: text(other ? 'Чайка' : 'Гроза') }),
  ],
  [
    'other words',
    'settleAttention',
    (as, other) => commands().resolveAttention('theatre', { ...as, itemId: anna, resolution: other ? 'вернули' : 'звонили' }),
  ],
  [
    'the contrary',
    'setShowPublished',
    (as, other) => commands().shows.publish({ tenantId: 'theatre', showId: anna }, { ...as, published: !other }),
  ],
];

describe('a request', () => {
  beforeEach(() => {
    heard.length = 0;
  });

  for (const [what, step, ask] of requests)
    it(`(${step}) that comes again is the same one, with ${what} it is another, and somebody else's is theirs`, () =>
      withWorkers(server, activities as never, async () => {
        const as = asked();
        // By its id a step knows what it has done already, also after the process has slept.
        const ids = () => [...new Set(heard.map(({ requestId }) => requestId))];
        await Promise.all([ask(as, false), ask(as, false)]);
        await ask(as, false);
        assert.equal(ids().length, 1);
        await ask(as, true);
        await ask(as, true);
        assert.equal(ids().length, 2);
        assert.ok(heard.every((one) => one.step === step && one.by === as.by));
        await ask({ ...as, by: randomUUID() }, false);
        assert.equal(ids().length, 3);
        // With the client's own id the content could be guessed from what follows from both.
        const process = step === 'setShowPublished' ? `show:${anna}` : 'organisation:theatre';
        const history = wordsOf(await server.client.workflow.getHandle(process).fetchHistory());
        assert.ok(history.includes(ids().at(-1)!), 'control');
        assert.ok(!history.includes(as.requestId));
      }));

  it('brings what was asked, names sealed', () =>
    withWorkers(server, activities as never, async () => {
      await commands().members.save('theatre', { ...asked(), personId: anna, role: 'door', name: 'Анна' });
      const { name, ...rest } = heard[0]!;
      assert.equal(unseal(sealingKeys, name!), 'Анна');
      assert.partialDeepStrictEqual(rest, { tenantId: 'theatre', personId: anna, role: 'door' });
    }));
});
