/** A Temporal server whose clock jumps. */
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { timeSkippingServerPath } from './servers.ts';
import { STRANDED } from './stranded.ts';
import { withHands } from './workers.ts';

const shown = new DefaultLogger('WARN');
Runtime.install({
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
    if (String(meta?.['error']).includes('invalid history builder state for action')) void leave();
    // What the core warns of says why a process stands still; what workers warn of is known here.
    else if (level === 'ERROR' || meta?.['sdkComponent'] === 'core') shown.log(level, message, meta);
  }),
  telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
});

const ends: Array<() => Promise<void>> = [];

/** The file is run once more, on a new server: see `tests/runner/file-run.ts`. */
async function leave(): Promise<void> {
  console.error(STRANDED);
  // A server that is not told to end outlives whoever began it.
  const ended = Promise.allSettled(ends.map((end) => end()));
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5000))]);
  process.exit(1);
}

/** One server a test file: skipping is global to it, so files must not share one. */
export async function timeSkippingServer(): Promise<TestWorkflowEnvironment> {
  const server = await start(await timeSkippingServerPath());
  // By its own end: the workers of a test wait for tasks that do not come.
  ends.push(server.teardown.bind(server));
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
