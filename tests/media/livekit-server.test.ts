/** The real LiveKit with the configuration that we write: who is let in, what it tells, and how it goes. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { decodeJwt, jwtVerify, SignJWT } from 'jose';
import { freePorts } from '../../launcher/ports.ts';
import { type LiveKitOptions, liveKitConfig } from '../../media/livekit/config.ts';
import { type LiveKitServer, startLiveKit } from '../../media/livekit/start.ts';
import { eventually } from '../support/http.ts';
import { isLoopback, listeningOf } from '../support/listening.ts';
import { liveKitProgram, missingLiveKit } from '../support/livekit.ts';
import { temporaryFolder } from '../support/servers.ts';

const key = { name: 'rampa', secret: 'a-secret-of-the-house-that-is-long-enough' };
const here = '127.0.0.1';
const folder = temporaryFolder('livekit-server').path;
const running: LiveKitServer[] = [];
const heard: Array<{ body: Buffer; token: string }> = [];
const door = createServer(async (request, response) => {
  const body = Buffer.concat((await request.toArray()) as Buffer[]);
  heard.push({ body, token: request.headers.authorization ?? '' });
  response.end();
});
let options: LiveKitOptions;

before(async () => {
  door.listen(0, here);
  await once(door, 'listening');
  const [port, udpPort, tcpPort, figures] = (await freePorts(here, 4)) as [number, number, number, number];
  options = {
    ...{ host: here, port, udpPort, tcpPort, key, logLevel: 'info' },
    figures: { port: figures, password: 'figures-password' },
    webhookUrl: `http://${here}:${(door.address() as AddressInfo).port}/webhooks/media/livekit`,
  };
});
after(async () => {
  await Promise.all(running.map((server) => server.stop()));
  door.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(changes: Partial<LiveKitOptions> = {}): Promise<LiveKitServer & { logFile: string }> {
  const told = { ...options, ...changes };
  const logFile = join(folder, `${told.port}.log`);
  const url = `http://${here}:${told.port}`;
  const server = await startLiveKit({ program: liveKitProgram(), config: liveKitConfig(told), url, logFile });
  running.push(server);
  return { ...server, logFile };
}

const tokenOf = (video: object, { name, secret } = key) =>
  new SignJWT({ video, sub: 'viewer' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(name)
    .setExpirationTime('1m')
    .sign(Buffer.from(secret));
async function ask(url: string, call: string, body: object, signedBy = key): Promise<Response> {
  const token = await tokenOf({ roomList: true, roomCreate: true }, signedBy);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return fetch(`${url}/twirp/livekit.RoomService/${call}`, { method: 'POST', headers, body: JSON.stringify(body) });
}
const figuresOf = (port: number, headers: Record<string, string> = {}) => fetch(`http://${here}:${port}/metrics`, { headers });

describe('a LiveKit of our own', { skip: missingLiveKit }, () => {
  let server: Awaited<ReturnType<typeof start>>;

  it('lets in whoever has the key, and nobody else', async () => {
    server = await start();
    assert.equal((await ask(server.url, 'ListRooms', {})).status, 200);
    assert.equal((await ask(server.url, 'ListRooms', {}, { ...key, secret: key.secret.replace('a', 'b') })).status, 401);
    assert.equal((await ask(server.url, 'ListRooms', {}, { ...key, name: 'stranger' })).status, 401);
  });

  it('tells our door of a room, under a signature of these very bytes', async () => {
    assert.equal((await ask(server.url, 'CreateRoom', { name: 'show-1' })).status, 200);
    const told = await eventually(async () => heard[0], 'the door hears of the room');
    const { event, room } = JSON.parse(told.body.toString('utf8'));
    assert.deepEqual([event, room.name], ['room_started', 'show-1']);
    const { payload } = await jwtVerify(told.token, Buffer.from(key.secret), { issuer: key.name });
    assert.equal(payload['sha256'], createHash('sha256').update(told.body).digest('base64'));
    assert.notEqual(decodeJwt(told.token).exp, undefined);
  });

  it('listens on this machine alone, and gives its figures there', { skip: process.platform !== 'linux' }, async () => {
    const open = listeningOf(server.pid);
    assert.deepEqual(open.map(({ port }) => port).sort(), [options.port, options.figures!.port].sort());
    assert.ok(open.every(isLoopback), JSON.stringify(open));
    assert.match(await (await figuresOf(options.figures!.port)).text(), /livekit_/);
  });

  it('has its secret in no argument, and in no file that others read', { skip: process.platform === 'win32' }, () => {
    const args = execFileSync('ps', ['-o', 'args=', '-p', String(server.pid)], { encoding: 'utf8' });
    assert.ok(args.includes('livekit-server') || args.includes('server'));
    assert.ok(!args.includes(key.secret) && !args.includes('keys'));
    assert.equal(statSync(server.logFile).mode & 0o077, 0);
    assert.ok(!readFileSync(server.logFile, 'utf8').includes(key.secret));
  });

  it('says goodbye to whoever is there, and goes', async () => {
    const token = await tokenOf({ room: 'show-1', roomJoin: true });
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/rtc?access_token=${token}&protocol=16&auto_subscribe=1`);
    const closed = once(socket, 'close');
    await once(socket, 'message');
    const began = Date.now();
    await server.stop();
    assert.ok(Date.now() - began < 9000, 'it was not killed for its patience');
    await closed;
    await assert.rejects(fetch(server.url), 'nobody listens any more');
  });

  it('takes TURN, TCP and an address of ours; beyond this machine its figures ask for a password', async () => {
    const [port, udpPort, tcpPort, figures, turnUdp, turnTls] = (await freePorts(here, 6)) as number[] as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const turn = { domain: 'turn.theatre.example', udpPort: turnUdp, tlsPort: turnTls };
    const open = await start({
      host: '0.0.0.0',
      nodeIp: here,
      port,
      udpPort,
      tcpPort,
      turn,
      figures: { port: figures, password: 'figures-password' },
    });
    assert.match(readFileSync(open.logFile, 'utf8'), /Starting TURN server/);
    if (process.platform === 'linux')
      assert.deepEqual(
        listeningOf(open.pid)
          .map((at) => at.port)
          .sort(),
        [port, tcpPort, figures, turnTls].sort(),
      );
    assert.equal((await figuresOf(figures)).status, 401);
    const password = Buffer.from('rampa:figures-password').toString('base64');
    assert.equal((await figuresOf(figures, { authorization: `Basic ${password}` })).status, 200);
  });

  it('says where its log is when it cannot start', async () => {
    const [port, udpPort, tcpPort] = (await freePorts(here, 3)) as [number, number, number];
    const certificate = { certFile: '/nowhere/cert.pem', keyFile: '/nowhere/key.pem' };
    const turn = { domain: 'turn.theatre.example', udpPort, tlsPort: tcpPort, certificate };
    await assert.rejects(start({ port, udpPort, turn, figures: undefined }), /LiveKit stopped right away. Its log: .*\.log/);
    assert.match(readFileSync(join(folder, `${port}.log`), 'utf8'), /TURN tls cert required/);
  });
});
