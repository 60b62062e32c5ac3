/** One WebSocket on a bare connection (RFC 6455): a thousand of them cost the test less than the server. */
import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

export type Frames = {
  send(text: string): void;
  /** Bytes as they are, where a frame would stand. */
  raw(bytes: Buffer): void;
  close(): void;
};
type Options = {
  port: number;
  path: string;
  headers?: Record<string, string>;
  /** Each whole message; the bytes are good until it returns. */
  heard: (message: Buffer) => void;
  /** Once, however it ended, and when it never began. */
  closed: () => void;
};

const text = 1;
const over = 8;
const nothing = Buffer.alloc(0);

export function openFrames({ port, path, headers = {}, heard, closed }: Options): Frames {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let rest = nothing;
  let open = false;
  const asked = { upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-version': '13', ...headers };
  const key = randomBytes(16).toString('base64');
  const lines = Object.entries({ host: `127.0.0.1:${port}`, 'sec-websocket-key': key, ...asked });
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  socket.on('data', (chunk) => {
    let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    if (!open) {
      const end = bytes.indexOf('\r\n\r\n');
      rest = bytes;
      if (end < 0) return;
      if (!bytes.toString('latin1', 0, 12).startsWith('HTTP/1.1 101')) return void socket.destroy();
      open = true;
      bytes = bytes.subarray(end + 4);
    }
    for (let frame = read(bytes); frame; frame = read(bytes)) {
      if (frame.kind === over) return void socket.destroy();
      if (frame.kind === text) heard(frame.body);
      bytes = bytes.subarray(frame.length);
    }
    rest = bytes;
  });
  socket.on('error', () => {});
  socket.once('close', closed);
  return {
    send: (message) => socket.write(frameOf(message)),
    raw: (bytes) => socket.write(bytes),
    close: () => socket.destroy(),
  };
}

function read(bytes: Buffer): { kind: number; body: Buffer; length: number } | undefined {
  if (bytes.length < 2) return undefined;
  const [kind, short] = [bytes[0]! & 15, bytes[1]! & 127];
  const head = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < head) return undefined;
  const size = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  const length = head + size;
  return bytes.length < length ? undefined : { kind, body: bytes.subarray(head, length), length };
}

/** Of a client: masked, by a key that changes nothing. @param kind 1 text, 2 binary, 9 ping */
export function frameOf(message: string | Buffer, kind = text): Buffer {
  const body = Buffer.from(message);
  const mask = Buffer.alloc(4);
  if (body.length < 126) return Buffer.concat([Buffer.from([0x80 | kind, 0x80 | body.length]), mask, body]);
  const head = Buffer.alloc(body.length < 65_536 ? 4 : 10);
  head[0] = 0x80 | kind;
  head[1] = 0x80 | (body.length < 65_536 ? 126 : 127);
  if (body.length < 65_536) head.writeUInt16BE(body.length, 2);
  else head.writeBigUInt64BE(BigInt(body.length), 2);
  return Buffer.concat([head, mask, body]);
}
