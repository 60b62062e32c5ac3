/** The LiveKit of the compose file, without its container: the real server takes what it is told there. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { freePorts } from '../../launcher/ports.ts';
import { startLiveKit } from '../../media/livekit/start.ts';
import { liveKitProgram, missingLiveKit } from '../support/livekit.ts';
import { temporaryFolder } from '../support/servers.ts';
import { environmentOf, readCompose } from './compose.ts';

const folder = temporaryFolder('compose-livekit').path;
after(() => rmSync(folder, { recursive: true, force: true }));

/** Ports are one machine's here. */
const told = (given: Record<string, string>, ports: Record<string, number>): string =>
  Object.entries(ports).reduce(
    (text, [named, free]) => text.replace(named, String(free)),
    environmentOf(readCompose().services['livekit']!, {
      LIVEKIT_API_SECRET: 'x'.repeat(32),
      STAGE_NODE_IP: '127.0.0.1',
      ...given,
    })['LIVEKIT_CONFIG']!,
  );

for (const [name, given, turned] of [
  ['without TURN', {}, false],
  ['with TURN by UDP', { STAGE_TURN_DOMAIN: 'turn.theatre.example' }, true],
] as const)
  test(`it starts ${name}`, { skip: missingLiveKit }, async () => {
    const [http, tcp, udp, turn, figures] = (await freePorts('127.0.0.1', 5)) as [number, number, number, number, number];
    const config = told(given, { 'port: 7880': http, 7881: tcp, 7882: udp, 3478: turn, 6789: figures }).replace(
      /^\d+/,
      `port: ${http}`,
    );
    const logFile = join(folder, `${name}.log`);
    const server = await startLiveKit({ program: liveKitProgram(), config, url: `http://127.0.0.1:${http}`, logFile });
    await server.stop();
    const written = readFileSync(logFile, 'utf8');
    assert.match(written, new RegExp(`"rtc.portTCP":${tcp}\\b`));
    assert.equal(/Starting TURN server.*turn.portUDP/.test(written), turned);
  });

test('it refuses a setting that there is not', { skip: missingLiveKit }, async () => {
  const config = `${told({}, {})}\nno_such_setting: true\n`;
  const logFile = join(folder, 'refused.log');
  const [port] = await freePorts('127.0.0.1', 1);
  await assert.rejects(
    startLiveKit({ program: liveKitProgram(), config, url: `http://127.0.0.1:${port}`, logFile }),
    /stopped right away/,
  );
  assert.match(readFileSync(logFile, 'utf8'), /no_such_setting/);
});
