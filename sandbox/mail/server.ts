/** The pretend mail server: takes every letter for everybody, and can be told to misbehave. */
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Fault, Faults } from '../shared/faults.ts';
import type { FileStore } from '../shared/file-store.ts';
import { sleep } from '../shared/ids.ts';
import { readLetter } from './read-letter.ts';
import type { MailState } from './state.ts';

export type MailServer = { port: number; close(): Promise<void> };
type Parts = { faults: Faults; changed(): void; files: FileStore };

const MOST_KEPT = 2000;
const MOST_BYTES = 20 * 1024 * 1024;

/**
 * The `mail` faults: `error` refuses the recipient with `status` (an SMTP code; method `data` refuses the letter itself),
 * `drop` breaks the connection in the middle of the letter (method `taken`: after it was kept), `delay` answers late,
 * `duplicate` keeps it twice.
 */
export async function openMailServer(
  { host, port }: { host: string; port: number },
  state: MailState,
  { faults, changed, files }: Parts,
): Promise<MailServer> {
  const sockets = new Map<string, Socket>();
  const hangUp = (session: SMTPServerSession): void => void sockets.get(whose(session))?.destroy();

  async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const breaking = faults.take('mail', ['data'], ['drop']);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      if (breaking) return hangUp(session);
    }
    const refusal = faults.take('mail', ['data'], ['error']);
    if (refusal) throw refused(refusal, 'the letter');
    const recipients = session.envelope.rcptTo.map(({ address }) => address);
    const copies = faults.take('mail', ['data'], ['duplicate']) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) state.letters.push(...(await readLetter(Buffer.concat(chunks), recipients, files)));
    if (state.letters.length > MOST_KEPT) state.letters.splice(0, state.letters.length - MOST_KEPT);
    changed();
    const slow = faults.take('mail', ['data', 'taken'], ['delay']);
    if (slow) await sleep(slow.ms);
    if (faults.take('mail', ['taken'], ['drop'])) hangUp(session);
  }

  const server = new SMTPServer({
    ...{ name: 'sandbox', banner: 'Rampa sandbox', size: MOST_BYTES, closeTimeout: 200, disableReverseLookup: true },
    // The package's own certificate would be refused by every client that checks, so there is none.
    ...{ disabledCommands: ['STARTTLS'], authOptional: true, allowInsecureAuth: true, logger: false },
    onAuth: ({ username }, _session, callback) => callback(null, { user: username ?? 'anybody' }),
    onRcptTo(_address, _session, callback) {
      const fault = faults.take('mail', ['rcpt'], ['error']);
      callback(fault ? refused(fault, 'the recipient') : null);
    },
    onData(stream, session, callback) {
      take(stream, session).then(
        () => callback(null, 'kept in the sandbox'),
        (error: Error) => callback(error),
      );
    },
  });
  server.server.on('connection', (socket: Socket) => {
    const name = `${socket.remotePort}`;
    sockets.set(name, socket);
    socket.once('close', () => sockets.delete(name));
  });
  // A client that hangs up is no event of ours.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
  };
}

const whose = ({ remotePort }: SMTPServerSession): string => `${remotePort}`;

/** Words as mail servers give them, with the enhanced code and, as they do, what they were asked about. */
function refused({ status }: Fault, what: string): Error {
  // 500 is what a fault says when nobody said which: a server's own trouble, which in SMTP is 451.
  const code = status === 500 ? 451 : status;
  const enhanced = ENHANCED[code] ?? `${Math.floor(code / 100)}.0.0`;
  return Object.assign(new Error(`${enhanced} ${what} is refused, as ordered`), { responseCode: code });
}

const ENHANCED: Record<number, string> = {
  421: '4.3.2',
  450: '4.2.1',
  451: '4.3.0',
  452: '4.2.2',
  550: '5.1.1',
  552: '5.3.4',
  554: '5.7.1',
};
