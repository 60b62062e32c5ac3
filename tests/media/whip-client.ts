/** Somebody who publishes by WHIP, as a browser does: H.264 and Opus over WebRTC, out of ffmpeg's test picture. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { MediaStreamTrack, RTCPeerConnection, RtpPacket, useH264, useOPUS } from 'werift';
import { findFfmpeg } from '../../media/ingest/ffmpeg.ts';

export type WhipPublisher = { status: number; error: string | undefined; location: string | null; close(): Promise<void> };

/** @param address of the WHIP endpoint. A refused one sends nothing. */
export async function publishByWhip(address: string, key: string): Promise<WhipPublisher> {
  const connection = new RTCPeerConnection({
    codecs: { video: [useH264()], audio: [useOPUS()] },
    ...{ bundlePolicy: 'max-bundle', iceServers: [], iceUseIpv6: false, iceAdditionalHostAddresses: ['127.0.0.1'] },
  });
  const video = await feedOf('video');
  const audio = await feedOf('audio');
  for (const { track } of [video, audio]) connection.addTransceiver(track, { direction: 'sendonly' });
  await connection.setLocalDescription(await connection.createOffer());
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/sdp', authorization: `Bearer ${key}` },
    body: connection.localDescription!.sdp,
  });
  const text = await response.text();
  const taken = response.status === 201;
  if (taken) await connection.setRemoteDescription({ type: 'answer', sdp: text });
  const child = taken ? await testPicture(video.port, audio.port) : undefined;
  return {
    status: response.status,
    error: taken ? undefined : (JSON.parse(text) as { error: string }).error,
    location: response.headers.get('location'),
    async close() {
      child?.kill('SIGKILL');
      if (child) await once(child, 'exit');
      await connection.close();
      for (const { close } of [video, audio]) close();
    },
  };
}

/** What arrives at a port of ours goes out over WebRTC. */
async function feedOf(kind: 'video' | 'audio') {
  const track = new MediaStreamTrack({ kind });
  const socket = createSocket('udp4').on('message', (bytes) => track.writeRtp(RtpPacket.deSerialize(bytes)));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { track, port: socket.address().port, close: () => socket.close() };
}

async function testPicture(videoPort: number, audioPort: number) {
  const inputs = ['-re', '-f', 'lavfi', '-i', 'testsrc=size=320x180:rate=25', '-re', '-f', 'lavfi', '-i', 'sine=frequency=440'];
  const video = [
    '-map',
    '0:v',
    '-pix_fmt',
    'yuv420p',
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-tune',
    'zerolatency',
    '-g',
    '25',
  ];
  const audio = ['-map', '1:a', '-c:a', 'libopus', '-ar', '48000', '-ac', '2', '-payload_type', '96'];
  const to = (port: number) => ['-f', 'rtp', `rtp://127.0.0.1:${port}?pkt_size=1200`];
  const parameters = ['-profile:v', 'baseline', '-bsf:v', 'dump_extra'];
  return spawn(
    await findFfmpeg(),
    ['-hide_banner', '-loglevel', 'error', ...inputs, ...video, ...parameters, ...to(videoPort), ...audio, ...to(audioPort)],
    { stdio: 'ignore' },
  );
}
