/** The real LiveKit server for tests of immersive stages: one a test file, on free ports. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePorts } from '../../launcher/ports.ts';
import { liveKitConfig } from '../../media/livekit/config.ts';
import { findLiveKit } from '../../media/livekit/find.ts';
import { startLiveKit } from '../../media/livekit/start.ts';
import { atEnd } from './server-cleanup.ts';
import { temporaryFolder } from './servers.ts';

export type TestLiveKit = {
  url: string;
  publicUrl: string;
  apiKey: string;
  apiSecret: string;
  /** A kill -9, and a new one at the same place: it knows nothing of what was. */
  killAndStart(): Promise<void>;
  close(): Promise<void>;
};

/** Of `npm test`, which looks for it early and beside the checks; a file that runs alone looks itself. */
const program = process.env['RAMPA_TEST_LIVEKIT'] ?? (await findLiveKit(console.error).catch(tell));

/** Why tests of it are skipped, or false; under `CI=true` they are not skipped but fail. */
export const missingLiveKit = program || process.env['CI'] === 'true' ? false : 'LiveKit is not there';

/** @throws Error when there is none: what it is tried with fails, rather than find nothing to test. */
export function liveKitProgram(): string {
  if (!program) throw new Error('LiveKit is not there');
  return program;
}

/** @param webhookUrl told what happens; nobody need be there */
export async function testLiveKit({ webhookUrl = 'http://127.0.0.1:9/' } = {}): Promise<TestLiveKit> {
  const [port, udpPort, tcpPort] = (await freePorts('127.0.0.1', 3)) as [number, number, number];
  const key = { name: 'rampa', secret: randomBytes(32).toString('base64url') };
  const config = liveKitConfig({ host: '127.0.0.1', port, udpPort, tcpPort, key, webhookUrl, logLevel: 'info' });
  const url = `http://127.0.0.1:${port}`;
  const folder = temporaryFolder('livekit').path;
  const start = async () => {
    const started = await startLiveKit({ program: liveKitProgram(), config, url, logFile: join(folder, 'livekit.log') });
    atEnd({ pid: started.pid, signal: 'SIGKILL', folder });
    return started;
  };
  let server = await start();
  return {
    ...{ url, publicUrl: `ws://127.0.0.1:${port}`, apiKey: key.name, apiSecret: key.secret },
    async killAndStart() {
      server.kill();
      await server.exited;
      server = await start();
    },
    close: () => server.stop(),
  };
}

function tell(error: Error): undefined {
  console.error(error.message);
}
