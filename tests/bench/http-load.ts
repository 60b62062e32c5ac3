/** Requests over connections that stay open, so many at once, written by hand: a client that costs less than what it asks. */
import { connect, type Socket } from 'node:net';

export type HttpRequest = { method?: string; path: string; body?: string };

/** @returns how many were answered a second. @throws when an answer has another status than `status`. */
export async function load(
  port: number,
  request: HttpRequest,
  { requests, atOnce, status }: { requests: number; atOnce: number; status: number },
): Promise<number> {
  const text = written(request);
  let left = requests;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      while (left-- > 0) {
        const answer = await ask(socket, text);
        if (answer.status !== status) throw new Error(`${request.path} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
      }
      socket.destroy();
    }),
  );
  return (requests / (performance.now() - began)) * 1000;
}

/** One request by itself, for its answer. */
export async function askOnce(port: number, request: HttpRequest): Promise<{ status: number; body: string }> {
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    return await ask(socket, written(request));
  } finally {
    socket.destroy();
  }
}

const written = ({ method = 'GET', path, body }: HttpRequest): string =>
  [
    `${method} ${path} HTTP/1.1`,
    ...['host: rampa.example', 'accept: application/json', 'accept-language: ru', 'user-agent: Mozilla/5.0'],
    ...(body === undefined ? [] : ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`]),
    '',
    body ?? '',
  ].join('\r\n');

/** Both servers say how long their answer is. */
function ask(socket: Socket, text: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const hear = (chunk: Buffer) => {
      chunks.push(chunk);
      const whole = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      const end = whole.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = whole.toString('latin1', 0, end);
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1]);
      if (whole.length < end + 4 + length) return;
      socket.off('data', hear).off('error', reject);
      resolve({ status: Number(head.slice(9, 12)), body: whole.toString('utf8', end + 4) });
    };
    socket.on('data', hear).once('error', reject);
    socket.write(text);
  });
}
