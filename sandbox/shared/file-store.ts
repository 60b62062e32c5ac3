/** Keeps uploaded bytes by name, in memory or in a folder beside the state file. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type FileStore = { put(name: string, bytes: Buffer): void; get(name: string): Buffer | undefined };

export function openFileStore(stateFile: string | undefined): FileStore {
  const memory = new Map<string, Buffer>();
  if (stateFile === undefined) return { put: (name, bytes) => void memory.set(name, bytes), get: (name) => memory.get(name) };
  const folder = `${stateFile}.files`;
  return {
    put(name, bytes) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, name), bytes);
    },
    get: (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined),
  };
}
