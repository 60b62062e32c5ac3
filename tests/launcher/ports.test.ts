/** Ports that nobody else gets between the moment they are found and the one at which somebody listens there. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { it } from 'node:test';
import { freePorts, portProblems } from '../../launcher/ports.ts';

const host = '127.0.0.1';

it('free ports are free, and none is given twice', async () => {
  const ports = (await Promise.all([freePorts(host, 40), freePorts(host, 40)])).flat();
  assert.equal(new Set(ports).size, 80);
  for (const port of ports) {
    const server = createServer().listen(port, host);
    await once(server, 'listening');
    server.close();
  }
});

/** Where the system was told to lend others, this says nothing. */
const usual = process.platform === 'linux' && firstLent() === 32_768;
function firstLent(): number {
  return Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/)[0]);
}
it('none is among those that the system lends to outgoing connections', { skip: !usual }, async () => {
  for (const port of await freePorts(host, 40)) assert.ok(port < 32_768, `${port} may be lent`);
});

it('a port is taken for TCP or for UDP, each by itself', async () => {
  const [port] = await freePorts(host, 1);
  const taken = createSocket('udp4').bind(port!, host);
  await once(taken, 'listening');
  const wanted = { variable: 'STAGE_UDP_PORT', user: 'pictures', host, port: port! };
  const problems = await portProblems([{ ...wanted, udp: true }, wanted]);
  assert.deepEqual(problems, [
    `STAGE_UDP_PORT: port ${port} of pictures is taken by another program; free it, or set STAGE_UDP_PORT to another`,
  ]);
  taken.close();
  await once(taken, 'close');
  assert.deepEqual(await portProblems([{ ...wanted, udp: true }, wanted]), []);
  assert.equal((await portProblems([wanted, wanted])).length, 1);
});
