/** Where a process listens, as the kernel says it. Linux alone tells. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export type Listening = { address: string; port: number };

const LISTEN = '0A';

export function listeningOf(pid: number): Listening[] {
  const own = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => socketOf(`/proc/${pid}/fd/${fd}`)));
  return ['tcp', 'tcp6'].flatMap((kind) =>
    readFileSync(`/proc/${pid}/net/${kind}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === LISTEN && own.has(inode))
      .map(([, local = '']) => placeOf(local)),
  );
}

export const isLoopback = ({ address }: Listening): boolean => /^127\.|^::1$/.test(address);

/** Its number, when it is a socket that is still there. */
function socketOf(path: string): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(path))?.[1];
  } catch {
    return undefined;
  }
}

/** `0100007F:1F90`: words in the machine's own order of bytes, then the port. */
function placeOf(local: string): Listening {
  const [words = '', port = ''] = local.split(':');
  const bytes = words.match(/.{8}/g)!.flatMap((word) => word.match(/../g)!.reverse());
  const address =
    bytes.length === 4
      ? bytes.map((byte) => Number.parseInt(byte, 16)).join('.')
      : new URL(`http://[${bytes.join('').match(/.{4}/g)!.join(':')}]`).hostname.slice(1, -1);
  return { address, port: Number.parseInt(port, 16) };
}
