/** A real browser sends to the real LiveKit from an open network, and from one that lets no UDP out, and by way of its TURN. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { freePorts } from '../../launcher/ports.ts';
import { liveKitConfig } from '../../media/livekit/config.ts';
import { type LiveKitServer, startLiveKit } from '../../media/livekit/start.ts';
import { findChromium, launch } from '../frontend/browser.ts';
import { liveKitProgram, missingLiveKit } from '../support/livekit.ts';
import { temporaryFolder } from '../support/servers.ts';

const chromium = findChromium();
const here = '127.0.0.1';
/** A relay speaks to the rooms as a neighbour does, so not over loopback. */
const address = Object.values(networkInterfaces())
  .flatMap((own) => own ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
const tool = chromium || process.env['CI'] === 'true' ? false : 'Chromium is not installed';
const missing = missingLiveKit || tool || (address ? false : 'this machine is in no network');
const key = { name: 'rampa', secret: 'a-secret-of-the-house-that-is-long-enough' };
const folder = temporaryFolder('livekit-networks').path;
/** A page of a secure origin, without which a browser has no camera. */
const page = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>'));
let server: LiveKitServer;
let tcpPort: number;
let udpPort: number;

before(async () => {
  if (missing) return;
  const ports = (await freePorts(here, 5)) as [number, number, number, number, number];
  const [port] = ports;
  [, udpPort, tcpPort] = ports;
  const turn = { domain: 'turn.theatre.example', udpPort: ports[3], tlsPort: ports[4] };
  // As on a machine of a network: open to others, at the address that they know.
  const places = { host: '0.0.0.0', nodeIp: address, port, udpPort, tcpPort, turn };
  const config = liveKitConfig({ ...places, key, webhookUrl: `http://${here}:9/`, logLevel: 'info' });
  server = await startLiveKit({ program: liveKitProgram(), config, url: `http://${here}:${port}`, logFile: join(folder, 'log') });
  page.listen(0, here);
  await once(page, 'listening');
});
after(async () => {
  await server?.stop();
  page.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends a painted picture by WHIP, and says over which protocol to which port it goes. */
const publish = `async ({ url, token, relays }) => {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  setInterval(() => context.fillRect(0, 0, Math.random() * 300, 100), 50);
  const [track] = canvas.captureStream(20).getVideoTracks();
  const peer = new RTCPeerConnection(relays ? { iceServers: relays, iceTransportPolicy: 'relay' } : {});
  peer.addTransceiver(track, { direction: 'sendonly' });
  await peer.setLocalDescription();
  while (relays && peer.iceGatheringState !== 'complete') await new Promise((resolve) => setTimeout(resolve, 50));
  const headers = { 'content-type': 'application/sdp', authorization: 'Bearer ' + token };
  const answer = await fetch(url, { method: 'POST', headers, body: peer.localDescription.sdp });
  if (answer.status !== 201) throw new Error(answer.status + ' ' + (await answer.text()));
  await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  for (const late = Date.now() + 60_000; Date.now() < late; ) {
    const stats = [...(await peer.getStats()).values()];
    const sent = stats.find(({ type }) => type === 'outbound-rtp');
    const { selectedCandidatePairId } = stats.find(({ type }) => type === 'transport') ?? {};
    const pair = stats.find(({ id }) => id === selectedCandidatePairId);
    const [local, remote] = [pair?.localCandidateId, pair?.remoteCandidateId].map((one) => stats.find(({ id }) => id === one));
    if (remote && sent?.framesSent > 0) return { protocol: remote.protocol, port: remote.port, relayed: local.candidateType === 'relay' };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no picture was sent: ' + peer.connectionState);
}`;

type Relay = { urls: string; username: string; credential: string };
type Sent = { protocol: string; port: number; relayed: boolean };

async function sendFrom(network: string[], identity: string, relays?: Relay[]): Promise<Sent> {
  const browser = await launch(chromium!, network);
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://${here}:${(page.address() as AddressInfo).port}/`);
    const told = { url: `${server.url}/whip/v1`, token: await tokenOf(identity), ...(relays ? { relays } : {}) };
    return await tab.evaluate(`(${publish})(${JSON.stringify(told)})`);
  } finally {
    await browser.close();
  }
}

const tokenOf = (identity: string) =>
  new SignJWT({ sub: identity, video: { room: 'show-1', roomJoin: true, canPublish: true } })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(key.name)
    .setExpirationTime('1m')
    .sign(Buffer.from(key.secret));

/** An offer of a picture that nobody sends: whoever makes one is told of the relays. */
const OFFER = [
  ...['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0', 'm=video 9 UDP/TLS/RTP/SAVPF 96'],
  ...['c=IN IP4 0.0.0.0', 'a=mid:0', 'a=sendonly', 'a=rtcp-mux', 'a=rtpmap:96 VP8/90000', 'a=setup:actpass'],
  ...['a=ice-ufrag:abcd', 'a=ice-pwd:abcdefghijklmnopqrstuvwx', `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`, ''],
].join('\r\n');

/** As LiveKit names them in the header Link. */
async function relaysOf(identity: string): Promise<Relay[]> {
  const headers = { 'content-type': 'application/sdp', authorization: `Bearer ${await tokenOf(identity)}` };
  const answer = await fetch(`${server.url}/whip/v1`, { method: 'POST', headers, body: OFFER });
  assert.equal(answer.status, 201, await answer.text());
  const links = (answer.headers.get('link') ?? '').split(/,(?=\s*<)/);
  const part = (link: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(link)?.[1] ?? '';
  return links.map((link) => ({
    ...{
      urls: decodeURIComponent(/<([^>]+)>/.exec(link)?.[1] ?? ''),
      username: part(link, 'username'),
      credential: part(link, 'credential'),
    },
  }));
}

describe('from a browser to a LiveKit of ours', { skip: missing }, () => {
  it('pictures go by UDP, through the one port', async () => {
    assert.deepEqual(await sendFrom([], 'artist-1'), { protocol: 'udp', port: udpPort, relayed: false });
  });

  it('where no UDP gets out they go by TCP', async () => {
    const closed = ['--webrtc-ip-handling-policy=disable_non_proxied_udp'];
    assert.deepEqual(await sendFrom(closed, 'artist-2'), { protocol: 'tcp', port: tcpPort, relayed: false });
  });

  it('its TURN relays to its own rooms, and tells browsers where it is', async () => {
    const relays = await relaysOf('asker');
    assert.deepEqual(
      relays.map(({ urls }) => urls).filter((url) => url.startsWith('turns:')),
      ['turns:turn.theatre.example:443?transport=tcp'],
    );
    const byUdp = relays.filter(({ urls }) => urls.startsWith('turn:'));
    assert.equal(byUdp.length, 1, JSON.stringify(relays.map(({ urls }) => urls)));
    assert.deepEqual(await sendFrom([], 'artist-3', byUdp), { protocol: 'udp', port: udpPort, relayed: true });
  });
});
