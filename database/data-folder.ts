/** The folder that outlives restarts: secrets that nobody gave are generated into it once, and all processes share them. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  /** A random secret as base64url, generated at the first call; processes that race agree on one. */
  secret(name: string, bytes?: number): string;
  /** Absolute path of a file inside; its folders exist afterwards. */
  file(name: string): string;
  /** The Ed25519 pair that signs tickets, as PEM. */
  ticketKeys(): { privateKey: string; publicKey: string };
  /**
   * The AES-256 key that seals what people typed in a month (`2027-03`). Without `create` a missing key stays missing:
   * it was destroyed, and what it sealed is unreadable for good.
   */
  sealingKey(month: string, options: { create: boolean }): Buffer | undefined;
}

const NAME = /^[a-z0-9][\w.-]*$/i;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export function openDataFolder(path: string): DataFolder {
  const root = resolve(path);
  // Root's Postgres runs as another user, who must be able to pass through; a folder that exists keeps its mode.
  mkdirSync(root, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const secrets = join(root, 'secrets');

  return {
    path: root,
    secret: (name, bytes = 32) => once(join(secrets, checked(name, NAME)), () => randomBytes(bytes).toString('base64url')),
    file(name) {
      const file = join(root, name);
      ensureFolder(dirname(file));
      return file;
    },
    ticketKeys() {
      const privateKey = once(join(secrets, 'ticket-key.pem'), newTicketKey);
      const publicKey = createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'pem' });
      return { privateKey, publicKey: publicKey.toString() };
    },
    sealingKey(month, { create }) {
      const file = join(secrets, 'sealing', checked(month, MONTH));
      const key = create ? once(file, () => randomBytes(32).toString('base64url')) : read(file);
      return key === undefined ? undefined : Buffer.from(key, 'base64url');
    },
  };
}

function newTicketKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function checked(name: string, pattern: RegExp): string {
  if (!pattern.test(name)) throw new Error(`${JSON.stringify(name)} cannot name a file of the data folder.`);
  return name;
}

function ensureFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** `link` fails when the name exists, and never shows a half-written file: the first of many writers wins whole. */
function once(file: string, make: () => string): string {
  const known = read(file);
  if (known !== undefined) return known;
  ensureFolder(dirname(file));
  const draft = `${file}.${process.pid}.${randomBytes(6).toString('hex')}`;
  writeDurably(draft, make());
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
}

function writeDurably(file: string, text: string): void {
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
