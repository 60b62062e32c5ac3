/** The end of a person's sessions, everywhere at once: asked of their own process. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, it } from 'node:test';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createPeopleCommands } from '../../commands/people/profile.ts';
import { createSignInCommands } from '../../commands/people/sign-in.ts';
import type { SealingKeys } from '../../domain/sealed.ts';
import type { person } from '../../workflows/people/person.ts';
import { record } from '../support/histories.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { withWorkers } from '../support/workers.ts';

let server: TestWorkflowEnvironment;
before(async () => {
  server = await timeSkippingServer();
});
after(() => server?.teardown());

it('signing out everywhere ends the sessions issued until then, once for one press, and the process ends', async () => {
  const done: unknown[][] = [];
  const noting = (name: string) => async (input: unknown) => void done.push([name, input]);
  const personId = randomUUID();
  const activities = { saveProfile: noting('saveProfile'), endSessions: noting('endSessions') };
  const from = Date.now();
  await withWorkers(server, activities, async () => {
    const { client: temporal } = server;
    const { signOutEverywhere } = createSignInCommands({ temporal, sealingKeys: {} as SealingKeys });
    await createPeopleCommands({ temporal }).changeProfile(personId, { language: 'en' }, randomUUID());
    const press = randomUUID();
    await Promise.all([signOutEverywhere(personId, press), signOutEverywhere(personId, press)]);
    const handle = temporal.workflow.getHandle<typeof person>(`person:${personId}`);
    await handle.result();
    await record('person.signed-out', handle);
  });
  assert.deepEqual(
    done.map(([name]) => name),
    ['saveProfile', 'endSessions'],
  );
  const ended = done[1]![1] as { personId: string; at: string };
  assert.equal(ended.personId, personId);
  assert.ok(Date.parse(ended.at) >= from && Date.parse(ended.at) <= Date.now(), 'by the clock that issues sessions');
});
