/** A step that cannot reach Postgres says so by name, wherever it meets it: the process waits for what it may have done. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { currentEm, inTransaction } from '../../activities/context.ts';
import { openOrm } from '../../database/orm.ts';
import { tenantInterceptor } from '../../workers/tenant-interceptor.ts';
import { noDatabase } from '../../workflows/shared/no-database.ts';
import { freePort } from '../support/servers.ts';

const patience = { connect: 3000, query: 9000 };

/** What a step fails with whose Postgres listens nowhere. */
async function failureOf(work: () => Promise<unknown>, how: { patience?: typeof patience }): Promise<unknown> {
  const orm = await openOrm({ url: `postgres://a:b@127.0.0.1:${await freePort()}/c`, poolSize: 1, ...how });
  const { inbound } = tenantInterceptor(orm)({} as never);
  const { execute } = inbound as Required<ActivityInboundCallsInterceptor>;
  try {
    return await execute({ args: [{ tenantId: randomUUID() }], headers: {} }, work).catch((error: unknown) => error);
  } finally {
    await orm.close();
  }
}
const named = (error: unknown): boolean => error instanceof ApplicationFailure && error.type === noDatabase;

for (const [where, work] of [
  ['when a transaction begins', () => inTransaction((tx) => tx.execute('select 1'))],
  ['at a single question', () => currentEm().execute('select 1')],
] as const)
  it(`a refused connection is named ${where}`, async () => {
    const refused = await failureOf(work, { patience });
    assert.ok(named(refused), String(refused));
    assert.ok(!named(await failureOf(work, {})), 'control: the plain client names it as any partner’s');
  });

it('a commit whose connection breaks is named; the same words from within the work are anybody’s', async () => {
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
  const breaking = async (within: boolean) => {
    const em = {
      name: 'default',
      fork: () => em,
      async transactional(work: (tx: unknown) => Promise<unknown>) {
        await work(em);
        throw reset;
      },
    };
    const { inbound } = tenantInterceptor({ em } as never)({} as never);
    const { execute } = inbound as Required<ActivityInboundCallsInterceptor>;
    const work = () => (within ? Promise.reject(reset) : Promise.resolve());
    return execute({ args: [{ tenantId: randomUUID() }], headers: {} }, () => inTransaction(work)).catch(
      (error: unknown) => error,
    );
  };
  assert.ok(named(await breaking(false)));
  assert.ok(!named(await breaking(true)), 'control');
});

it('a partner who refuses is not Postgres', async () => {
  const partner = () => fetch(`http://127.0.0.1:1/`);
  assert.ok(!named(await failureOf(partner, { patience })));
  const bare = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
  assert.ok(!named(await failureOf(bare, { patience })));
});
