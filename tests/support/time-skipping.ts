/** A Temporal server whose clock jumps. */
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { timeSkippingServerPath } from './servers.ts';
import { withHands } from './workers.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** One server a test file: skipping is global to it, so files must not share one. */
export async function timeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const server = await start(await timeSkippingServerPath());
  await server.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(Object.keys(searchAttributes).map((name) => [name, 2])),
  });
  return withHands(server);
}

/** The SDK gives the server five seconds to come up; on a busy machine Java may need longer, so it is tried again. */
async function start(path: string): Promise<TestWorkflowEnvironment> {
  for (let tries = 1; ; tries += 1)
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
    } catch (error) {
      if (tries === 10 || !String(error).includes('did not start within')) throw error;
    }
}
