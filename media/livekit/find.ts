/** Finds the LiveKit server, on which immersive shows are played: on this machine, else fetched, else built. */
import { buildByGo } from '../../programs/build.ts';
import { type Fetch, type Log, obtain, says } from '../../programs/obtain.ts';
import { downloadLiveKit } from './download.ts';

/** The last version that the Go module proxy can build; the compose file pins the same. */
export const LIVEKIT_VERSION = '1.13.5';

const source = {
  name: 'LiveKit',
  package: 'github.com/livekit/livekit-server/cmd/server',
  go: '1.26.0',
  cost: 'some 2 minutes, 90 MB to download, once',
};

interface Where {
  /** A program, instead of looking. */
  readonly given?: string | undefined;
  readonly signal?: AbortSignal;
  /** Another place that has the same files as its makers'. */
  readonly releases?: string;
}

/**
 * Path of a server of this very version. Looks at `given` (LIVEKIT_SERVER), on PATH, then in the cache outside the checkout; then
 * downloads, then builds into it.
 * @param log told each step that takes time
 * @param signal gives up: a build must not outlive who wanted it
 * @throws Error that says what was tried and what to install
 */
export async function findLiveKit(log: Log, { given, signal, releases }: Where = {}): Promise<string> {
  if (given) {
    if (await fits(given)) return given;
    throw new Error(`LIVEKIT_SERVER: ${given} is no LiveKit server ${LIVEKIT_VERSION} that runs here`);
  }
  if (await fits('livekit-server')) return 'livekit-server';
  const ways = [
    { name: 'download', fetch: (fetch: Fetch) => downloadLiveKit(fetch, releases) },
    { name: 'build with Go', fetch: (fetch: Fetch) => buildByGo(source, fetch) },
  ];
  const advice = [
    `Install LiveKit ${LIVEKIT_VERSION} (https://github.com/livekit/livekit/releases) or Go 1.26 or newer (https://go.dev/dl),`,
    'set LIVEKIT_SERVER to where it is, or LIVEKIT_URL to a server that runs.',
  ];
  const program = 'livekit-server';
  return await obtain({ name: 'LiveKit', version: LIVEKIT_VERSION, program, cached: program, fits, ways, advice }, log, signal);
}

const fits = (command: string): Promise<boolean> => says(command, `livekit-server version ${LIVEKIT_VERSION}\n`);
