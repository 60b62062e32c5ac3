/** A sign-in on the web: confirmed by one person, taken by one browser, over when its time is. */
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { WithStartWorkflowOperation, type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { type Sealed, seal } from '../../domain/sealed.ts';
import { signInTime, signInWorkflowId } from '../../domain/sign-in.ts';
import { taskQueues } from '../../domain/task-queues.ts';
import {
  confirmSignIn,
  declineSignIn,
  type SignInInput,
  type SignInPerson,
  type signIn,
  signInView,
  takeSignIn,
} from '../../workflows/people/sign-in.ts';
import { type DevServer, devServer } from '../support/dev-server.ts';
import { record, wordsOf } from '../support/histories.ts';
import { timeSkippingServer } from '../support/time-skipping.ts';
import { withWorkers } from '../support/workers.ts';

let server: TestWorkflowEnvironment;
let real: DevServer;
before(async () => {
  [server, real] = await Promise.all([timeSkippingServer(), devServer()]);
});
after(() => Promise.all([server?.teardown(), real?.teardown()]));

const key = Buffer.alloc(32, 7);
const sealed = (value: unknown): Sealed => seal({ forSealing: () => key, forOpening: () => key }, value);
const secretHash = createHash('sha256').update('the secret of the browser').digest('hex');
const person = (name: string): SignInPerson => ({
  personId: randomUUID(),
  bot: 'platform',
  contact: sealed({ telegramId: 700123456, name }),
});

type Handle = WorkflowHandle<typeof signIn>;
type Letters = { sendSignInLink?: (input: { signInId: string; sealed: Sealed }) => Promise<void> };
async function begun(
  on: TestWorkflowEnvironment | DevServer,
  changes: Partial<SignInInput>,
  work: (handle: Handle) => Promise<void>,
  letters: Letters = {},
): Promise<void> {
  const signInId = randomUUID();
  const minutes = changes.letter ? signInTime.email : signInTime.telegram;
  // The jumping clock may jump in the middle of a request, so that only what ends by itself is tried there.
  const now = on === server ? await server.currentTimeMs() : Date.now();
  const expiresAt = new Date(now + minutes).toISOString();
  await withWorkers(on, { sendSignInLink: async () => {}, ...letters } as never, async () => {
    const handle = await on.client.workflow.start<typeof signIn>('signIn', {
      workflowId: signInWorkflowId(signInId),
      taskQueue: taskQueues.workflows,
      args: [{ signInId, secretHash, expiresAt, code: '42', ...changes }],
    });
    await work(handle);
  });
}
const refused = (code: string) => (error: unknown) =>
  error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure && error.cause.type === code;
const take = (handle: Handle, hash = secretHash) => handle.executeUpdate(takeSignIn, { args: [{ secretHash: hash }] });
const confirm = (handle: Handle, who: SignInPerson) => handle.executeUpdate(confirmSignIn, { args: [who] });

describe('a sign-in through Telegram', () => {
  it('is taken once, by whoever has the secret, after a yes', () =>
    begun(real, {}, async (handle) => {
      assert.deepEqual((({ phase, code }) => [phase, code])(await handle.query(signInView)), ['waiting', '42']);
      await assert.rejects(take(handle), refused('SignInWaiting'));
      const anna = person('Анна');
      await confirm(handle, anna);
      await assert.rejects(
        take(
          handle,
          secretHash.replace(/^./, (first) => (first === '0' ? '1' : '0')),
        ),
        refused('NotFound'),
      );
      const both = await Promise.allSettled([take(handle), take(handle)]);
      assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'], 'two at once: one gets it');
      assert.deepEqual(both.find((result) => result.status === 'fulfilled')?.value, anna);
      assert.equal(await handle.result(), 'taken');
      await assert.rejects(take(handle));
      assert.equal((await handle.query(signInView)).phase, 'taken', 'what became of it can still be asked');
      await record('sign-in.telegram', handle);
      const words = wordsOf(await handle.fetchHistory());
      assert.doesNotMatch(words, /Анна|700123456|the secret/, 'nothing of the person is in the history');
      assert.match(words, new RegExp(anna.personId), 'control: the words of the history are read');
    }));

  it('is of the first who says yes', () =>
    begun(real, {}, async (handle) => {
      const [anna, boris] = [person('Анна'), person('Борис')];
      const both = await Promise.allSettled([confirm(handle, anna), confirm(handle, boris)]);
      assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
      await assert.rejects(confirm(handle, person('Вера')), refused('SignInTaken'));
      const winner = both[0]!.status === 'fulfilled' ? anna : boris;
      assert.equal((await take(handle)).personId, winner.personId);
    }));

  it('keeps an answer that came with its very first task', async () => {
    for (const said of ['yes', 'no'] as const)
      await withWorkers(real, {}, async () => {
        const signInId = randomUUID();
        const expiresAt = new Date(Date.now() + signInTime.telegram).toISOString();
        const startWorkflowOperation = new WithStartWorkflowOperation<typeof signIn>('signIn', {
          ...{ workflowId: signInWorkflowId(signInId), taskQueue: taskQueues.workflows, workflowIdConflictPolicy: 'FAIL' },
          args: [{ signInId, secretHash, expiresAt, code: '42' }],
        });
        const anna = person('Анна');
        const { workflow } = real.client;
        if (said === 'yes') await workflow.executeUpdateWithStart(confirmSignIn, { startWorkflowOperation, args: [anna] });
        else await workflow.executeUpdateWithStart(declineSignIn, { startWorkflowOperation });
        const handle = await startWorkflowOperation.workflowHandle();
        const late = confirm(handle, person('Борис'));
        await assert.rejects(late, (error) => said === 'no' || refused('SignInTaken')(error));
        if (said === 'yes') assert.equal((await take(handle)).personId, anna.personId);
        assert.equal(await handle.result(), said === 'yes' ? 'taken' : 'declined');
        await record(`sign-in.at-once-${said}`, handle);
      });
  });

  it('that is declined lets nobody in, whatever is said later', () =>
    begun(real, {}, async (handle) => {
      await handle.executeUpdate(declineSignIn);
      assert.equal(await handle.result(), 'declined');
      await assert.rejects(confirm(handle, person('Анна')));
      await assert.rejects(take(handle));
      await record('sign-in.declined', handle);
    }));

  it('expires after ten minutes, also when it was confirmed and nobody came', async () => {
    for (const said of [false, true])
      await begun(server, {}, async (handle) => {
        if (said) await confirm(handle, person('Анна'));
        const began = await server.currentTimeMs();
        assert.equal(await handle.result(), 'expired');
        assert.ok((await server.currentTimeMs()) - began >= signInTime.telegram - 60_000);
        assert.equal((await handle.query(signInView)).phase, 'expired');
        await assert.rejects(take(handle));
        await record(`sign-in.expired-${said ? 'confirmed' : 'waiting'}`, handle);
      });
  });
});

describe('a sign-in by a letter', () => {
  const clara = person('');
  const letter = {
    ...clara,
    language: 'ru' as const,
    sealed: sealed({ email: 'clara@example.com', secret: 'the secret of the letter' }),
  };

  it('is confirmed by the link itself, and good for a quarter of an hour', async () => {
    const sent: unknown[] = [];
    const letters = { sendSignInLink: async (input: unknown) => void sent.push(input) };
    await begun(
      real,
      { code: null, letter },
      async (handle) => {
        assert.deepEqual(await take(handle), clara);
        assert.equal(await handle.result(), 'taken');
        assert.equal(sent.length, 1);
        await record('sign-in.letter', handle);
        assert.doesNotMatch(wordsOf(await handle.fetchHistory()), /clara@|the secret/);
      },
      letters,
    );
    await begun(server, { code: null, letter }, async (handle) => {
      const began = await server.currentTimeMs();
      assert.equal(await handle.result(), 'expired');
      assert.ok((await server.currentTimeMs()) - began >= signInTime.email - 60_000);
    });
  });

  it('whose letter did not go out ends in its time like any other', () => {
    const failing = async () => {
      throw ApplicationFailure.nonRetryable('the server refuses', 'Undeliverable');
    };
    return begun(
      server,
      { code: null, letter },
      async (handle) => {
        assert.equal(await handle.result(), 'expired');
        await record('sign-in.letter-refused', handle);
      },
      { sendSignInLink: failing },
    );
  });
});
