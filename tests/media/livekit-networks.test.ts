/** A real browser sends to the real LiveKit from an open network, and from one that lets no UDP out. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
const missing = missingLiveKit || (chromium || process.env['CI'] === 'true' ? false : 'Chromium is not installed');
const here = '127.0.0.1';
const key = { name: 'rampa', secret: 'a-secret-of-the-house-that-is-long-enough' };
const folder = temporaryFolder('livekit-networks').path;
/** A page of a secure origin, without which a browser has no camera. */
const page = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>'));
let server: LiveKitServer;
let tcpPort: number;
let udpPort: number;

before(async () => {
  if (missing) return;
  const ports = (await freePorts(here, 3)) as [number, number, number];
  const [port] = ports;
  [, udpPort, tcpPort] = ports;
  // Open to others, and to be found here.
  const places = { host: '0.0.0.0', nodeIp: here, port, udpPort, tcpPort };
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
const publish = `async ([url, token]) => {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  setInterval(() => context.fillRect(0, 0, Math.random() * 300, 100), 50);
  const [track] = canvas.captureStream(20).getVideoTracks();
  const peer = new RTCPeerConnection();
  peer.addTransceiver(track, { direction: 'sendonly' });
  await peer.setLocalDescription();
  const headers = { 'content-type': 'application/sdp', authorization: 'Bearer ' + token };
  const answer = await fetch(url, { method: 'POST', headers, body: peer.localDescription.sdp });
  if (answer.status !== 201) throw new Error(answer.status + ' ' + (await answer.text()));
  await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  for (;;) {
    const stats = [...(await peer.getStats()).values()];
    const sent = stats.find(({ type }) => type === 'outbound-rtp');
    const { selectedCandidatePairId } = stats.find(({ type }) => type === 'transport') ?? {};
    const pair = stats.find(({ id }) => id === selectedCandidatePairId);
    const remote = stats.find(({ id }) => id === pair?.remoteCandidateId);
    if (remote && sent?.framesSent > 0) return { protocol: remote.protocol, port: remote.port };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}`;

async function sendFrom(network: string[], identity: string): Promise<{ protocol: string; port: number }> {
  const browser = await launch(chromium!, network);
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://${here}:${(page.address() as AddressInfo).port}/`);
    const token = await new SignJWT({ sub: identity, video: { room: 'show-1', roomJoin: true, canPublish: true } })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(key.name)
      .setExpirationTime('1m')
      .sign(Buffer.from(key.secret));
    return await tab.evaluate(`(${publish})(${JSON.stringify([`${server.url}/whip/v1`, token])})`);
  } finally {
    await browser.close();
  }
}

describe('from a browser to a LiveKit of ours', { skip: missing }, () => {
  it('pictures go by UDP, through the one port', async () => {
    assert.deepEqual(await sendFrom([], 'artist-1'), { protocol: 'udp', port: udpPort });
  });

  it('where no UDP gets out they go by TCP', async () => {
    const closed = ['--webrtc-ip-handling-policy=disable_non_proxied_udp'];
    assert.deepEqual(await sendFrom(closed, 'artist-2'), { protocol: 'tcp', port: tcpPort });
  });
});
