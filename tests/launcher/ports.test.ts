/** Ports that nobody else gets between the moment they are found and the one at which somebody listens there. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { it } from 'node:test';
import { freePorts } from '../../launcher/ports.ts';

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
