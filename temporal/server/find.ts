/** Finds the Temporal CLI, whose dev server we run: on this machine, else fetched, else built. */
import { buildByGo } from '../../programs/build.ts';
import { type Log, obtain, says } from '../../programs/obtain.ts';
import { downloadCli } from './download.ts';

/** The last version that the Go module proxy can build. */
export const CLI_VERSION = '1.5.1';
/** What it holds, and so what every test runs on: the compose file pins the same. */
export const TEMPORAL_VERSIONS = { server: '1.29.1', ui: '2.42.1' } as const;

const source = {
  name: 'Temporal CLI',
  package: 'github.com/temporalio/cli/cmd/temporal',
  go: '1.24',
  // The gRPC half of Google's storage client serves archives, which a dev server never has, and would bring 120 packages.
  tags: 'disable_grpc_modules',
  cost: 'some 3 minutes, 290 MB to download, once',
};

/**
 * Path of a CLI that runs. Looks on PATH, then in the cache outside the checkout; then downloads, then builds into it.
 * @param log told each step that takes time
 * @param signal gives up: a build must not outlive who wanted it
 * @throws Error that says what was tried and what to install
 */
export async function findTemporalCli(log: Log, signal?: AbortSignal): Promise<string> {
  if (await runs('temporal')) return 'temporal';
  const ways = [
    { name: 'download', fetch: downloadCli },
    { name: 'build with Go', fetch: (fetch: Parameters<typeof downloadCli>[0]) => buildByGo(source, fetch) },
  ];
  const advice = [
    'Install the Temporal CLI (https://docs.temporal.io/cli/setup-cli) or Go 1.25 or newer (https://go.dev/dl),',
    'or set TEMPORAL_ADDRESS to a server that runs.',
  ];
  const wanted = {
    name: 'Temporal',
    version: CLI_VERSION,
    program: 'temporal',
    cached: 'temporal-cli',
    fits: runs,
    ways,
    advice,
  };
  return await obtain(wanted, log, signal);
}

const runs = (command: string): Promise<boolean> => says(command, 'temporal version');
