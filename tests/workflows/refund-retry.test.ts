/** A refund that was refused: tried again beside the organisation's own process, or settled by hand. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createProductionCommands } from '../../commands/organisations/productions.ts';
import type { organisation } from '../../workflows/organisations/organisation.ts';
import type { refundRetry } from '../../workflows/payments/refund-retry.ts';
import { type DevServer, devServer } from '../support/dev-server.ts';
import { record, wordsOf } from '../support/histories.ts';
import { withWorkers } from '../support/workers.ts';

const key = Buffer.alloc(32, 7);
const sealingKeys = { forSealing: () => key, forOpening: () => key };
let server: DevServer;
before(async () => {
  server = await devServer();
});
after(() => server?.teardown());

function desk(outcome: 'succeeded' | 'refused' = 'succeeded') {
  const tenantId = randomUUID() as string;
  const refund = { orderId: randomUUID() as string, key: `return:${randomUUID()}` };
  const calls: Array<[step: string, input: Record<string, unknown>]> = [];
  const noted =
    <T>(step: string, answer: T) =>
    async (input: Record<string, unknown>) => {
      calls.push([step, input]);
      return answer;
    };
  const activities = {
    nextRefundAttempt: noted('next', { ...refund, attempt: 2 }),
    retryRefund: noted('retry', outcome),
    closeRetried: noted('closed', undefined),
    settleAttention: noted('settled', refund),
    settleRefundByHand: noted('by hand', undefined),
  };
  return {
    ...{ tenantId, refund, calls, activities },
    theatre: createProductionCommands({ temporal: server.client, sealingKeys }),
    asked: () => ({ by: randomUUID() as string, requestId: randomUUID() as string, itemId: randomUUID() as string }),
    handle: () => server.client.workflow.getHandle<typeof organisation>(`organisation:${tenantId}`),
    retry: () => server.client.workflow.getHandle<typeof refundRetry>(`refund-retry:${refund.key}:2`),
  };
}

describe('a refused refund', () => {
  for (const outcome of ['succeeded', 'refused'] as const)
    it(`is tried again by a process of its own, once for two presses: ${outcome}`, async () => {
      const { tenantId, refund, calls, activities, theatre, asked, handle, retry } = desk(outcome);
      await withWorkers(server, activities, async () => {
        const request = asked();
        await theatre.retryRefund(tenantId, request);
        await theatre.retryRefund(tenantId, asked());
        assert.equal(await retry().result(), outcome);
        const of = (step: string) => calls.filter(([one]) => one === step).map(([, input]) => input);
        assert.deepEqual(of('retry'), [{ tenantId, ...refund, attempt: 2 }]);
        assert.deepEqual(of('closed')[0], { tenantId, itemId: request.itemId, by: request.by, attempt: 2, outcome });
        await record(`refund-retry.${outcome}`, retry());
        await record(`organisation.retry-${outcome}`, handle());
        await handle().terminate();
      });
    });

  it('is settled in the books when somebody returned it by hand; their words are sealed', async () => {
    const { tenantId, refund, calls, activities, theatre, asked, handle } = desk();
    await withWorkers(server, activities, async () => {
      await theatre.resolveAttention(tenantId, { ...asked(), resolution: 'Вернули Анне наличными' });
      assert.deepEqual(calls.at(-1), ['by hand', { tenantId, ...refund }]);
      assert.ok(!wordsOf(await handle().fetchHistory()).includes('Анне'));
      await record('organisation.by-hand', handle());
      await handle().terminate();
    });
  });
});
