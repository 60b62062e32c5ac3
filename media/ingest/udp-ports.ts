/** Pairs of UDP ports on loopback: an even one for RTP, the next for RTCP. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** Whoever gets one must take it soon: nothing keeps it. */
export async function freeRtpPort(): Promise<number> {
  for (;;) {
    const one = await bound(0);
    const { port } = one.address();
    const other = port % 2 === 0 ? await bound(port + 1).catch(() => undefined) : undefined;
    one.close();
    other?.close();
    if (other) return port;
  }
}

async function bound(port: number): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(port, '127.0.0.1');
  try {
    await once(socket, 'listening');
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}
