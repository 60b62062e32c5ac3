/** Runs one of our programs to its end. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..');

interface OnceOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Told each line that it writes. */
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** @throws Error with its last lines when it does not end well. */
export async function runOnce(script: string, { env, log, signal }: OnceOptions): Promise<void> {
  const child = spawn(process.execPath, [join(ROOT, script)], { cwd: ROOT, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      last.push(line);
      if (last.length > 20) last.shift();
      if (stream === child.stdout) log(line);
    });
  }
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${script} failed:\n${last.join('\n')}`))));
  });
}
