/** What Temporal says when it does not do as asked, as a person hears it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Client, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { refusing } from '../../commands/refusing.ts';
import type { ErrorCode } from '../../domain/errors.ts';

const temporal = { withDeadline: (_: number, call: () => Promise<unknown>) => call() } as unknown as Client;
const heard = (error: unknown, gone?: ErrorCode) => refusing(temporal, () => Promise.reject(error), gone);
/** As grpc-js makes them; of a start and a request in one call the SDK throws them unwrapped. */
const grpc = (code: number) =>
  Object.assign(new Error(`${code}: Update-with-Start could not be executed.`), { code, details: '', metadata: {} });

describe('a request that Temporal did not do', () => {
  for (const [what, code] of Object.entries({
    aborted: 10,
    'failed precondition': 9,
    unavailable: 14,
    'too many': 8,
    'not found': 5,
  }))
    it(`hears «busy» when a start and a request in one call fail: ${what}`, () =>
      assert.rejects(heard(grpc(code)), { name: 'Refusal', code: 'Busy' }));

  it('hears that the process is over, whichever way Temporal says it', async () => {
    for (const error of [grpc(6), new WorkflowNotFoundError('gone', 'order:1', undefined)]) {
      await assert.rejects(heard(error), { code: 'OrderClosed' });
      await assert.rejects(heard(error, 'OrderOver'), { code: 'OrderOver' });
    }
  });

  it('hears «busy» when nobody answers, and a fault of ours stays one', async () => {
    for (const away of [new ServiceError('away'), new NamespaceNotFoundError('default')])
      await assert.rejects(heard(away), { code: 'Busy' });
    const ours = new TypeError('x is not a function');
    await assert.rejects(heard(ours), (error) => error === ours);
    // Malformed, not allowed, not made, not signed in: asking again would not help.
    for (const code of [3, 7, 12, 16]) await assert.rejects(heard(grpc(code)), { name: 'Error', code });
    const numbered = Object.assign(new Error('not grpc'), { code: 9 });
    await assert.rejects(heard(numbered), (error) => error === numbered);
  });
});
