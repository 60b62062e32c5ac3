/** Runs `start.ts` as a person would, on free ports and a folder of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Addresses } from '../../launcher/settings.ts';

const START_PATIENCE = 6 * 60_000;

export interface HouseProcess {
  readonly pid: number;
  output(): string;
  kill(signal: NodeJS.Signals): void;
  /** Its exit code. */
  readonly exited: Promise<number | null>;
  /** @throws Error with its output when it ends before everything is up */
  untilUp(): Promise<Addresses>;
}

/** Ports of 0 ask for free ones; nothing of the tests' own environment may reach it. */
export function startHouse(data: string, env: Record<string, string> = {}, given: readonly string[] = []): HouseProcess {
  const passed = ['PATH', 'HOME', 'XDG_CACHE_HOME', 'TMPDIR', 'NODE_COMPILE_CACHE'].map((name) => [name, process.env[name]]);
  const ports = [
    'PORT',
    'SANDBOX_PORT',
    'SANDBOX_SMTP_PORT',
    'TEMPORAL_PORT',
    'TEMPORAL_UI_PORT',
    'POSTGRES_PORT',
    'WORKER_METRICS_PORT',
    'SERVER_METRICS_PORT',
    'MEDIA_PORT',
    'MEDIA_CONTROL_PORT',
    'MEDIA_METRICS_PORT',
    'RTMP_PORT',
  ].map((name) => [name, '0']);
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../start.ts'), ...given], {
    env: { ...Object.fromEntries([...passed, ...ports]), LANG: 'C', RAMPA_DATA: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  let over = false;
  const exited = once(child, 'close').then(([code]) => {
    over = true;
    return code as number | null;
  });
  return {
    pid: child.pid as number,
    output: () => output,
    kill: (signal) => void child.kill(signal),
    exited,
    async untilUp() {
      const deadline = Date.now() + START_PATIENCE;
      for (;;) {
        const addresses = read(join(data, 'addresses.json'));
        if (addresses) return addresses;
        if (over || Date.now() > deadline) throw new Error(`The house did not come up:\n${output}`);
        await sleep(100);
      }
    },
  };
}

function read(file: string): Addresses | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Addresses;
  } catch {
    // Not there yet, or not written whole.
    return undefined;
  }
}
