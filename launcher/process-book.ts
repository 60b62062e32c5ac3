/** Remembers on disk which processes we started, so that a start after a kill finds and ends what was left behind. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataFolder } from '../database/data-folder.ts';
import { processIdentity } from './process-identity.ts';

interface Entry {
  readonly part: string;
  readonly pid: number;
  readonly identity: string;
}

export interface ProcessBook {
  record(part: string, pid: number): void;
  /** Ends what an earlier launcher left running. @returns the parts' names */
  endLeftovers(): Promise<string[]>;
  /** Everything of ours, at once. */
  killAll(): void;
}

const PATIENCE = 10_000;

export function openProcessBook(data: DataFolder): ProcessBook {
  const file = data.file('processes.json');
  let entries = read(file);
  return {
    record(part, pid) {
      const identity = processIdentity(pid);
      if (identity === undefined) return;
      entries = [...entries.filter(isAlive), { part, pid, identity }];
      writeFileSync(`${file}.new`, JSON.stringify(entries), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    async endLeftovers() {
      const left = entries.filter(isAlive);
      await Promise.all(left.map(end));
      return left.map(({ part }) => part);
    },
    killAll() {
      for (const entry of entries.filter(isAlive)) signal(entry, atOnce(entry));
    },
  };
}

function read(file: string): Entry[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Entry[];
  } catch {
    // None yet, or the power went while it was written: then nothing of it lives either.
    return [];
  }
}

function isAlive({ pid, identity }: Entry): boolean {
  return processIdentity(pid) === identity;
}

async function end(entry: Entry): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  // SIGINT: a fast shutdown for Postgres too, which on SIGTERM would wait for its last session.
  signal(entry, 'SIGINT');
  while (isAlive(entry)) {
    if (Date.now() > deadline) signal(entry, atOnce(entry));
    await sleep(50);
  }
}

/** Killed outright, Postgres would leave its sessions behind; this way it takes them along. */
function atOnce({ part }: Entry): NodeJS.Signals {
  return part === 'postgres' ? 'SIGQUIT' : 'SIGKILL';
}

function signal({ pid }: Entry, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It went in between.
  }
}
