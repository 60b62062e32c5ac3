/** Segments over connections that stay open: counted, not kept. */
import { connect, type Socket } from 'node:net';

/** @returns how many were answered a second. @throws when one is not answered with 200. */
export async function loadBytes(
  port: number,
  path: string,
  { requests, atOnce }: { requests: number; atOnce: number },
): Promise<number> {
  const text = `GET ${path} HTTP/1.1\r\nhost: rampa.example\r\nuser-agent: Mozilla/5.0\r\n\r\n`;
  let left = requests;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: Math.min(atOnce, requests) }, async () => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      while (left-- > 0) await ask(socket, text);
      socket.destroy();
    }),
  );
  return (requests / (performance.now() - began)) * 1000;
}

function ask(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    /** Bytes that are still to come; undefined before the head has. */
    let missing: number | undefined;
    const hear = (chunk: Buffer) => {
      if (missing === undefined) {
        const end = chunk.indexOf('\r\n\r\n');
        const head = chunk.toString('latin1', 0, end);
        if (end < 0 || !head.startsWith('HTTP/1.1 200')) return done(new Error(`not answered: ${head.slice(0, 100)}`));
        missing = end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
      }
      missing -= chunk.length;
      if (missing <= 0) done();
    };
    const done = (error?: Error) => {
      socket.off('data', hear).off('error', done);
      if (error) reject(error);
      else resolve();
    };
    socket.on('data', hear).once('error', done);
    socket.write(text);
  });
}
