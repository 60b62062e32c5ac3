/** Checks of the sources themselves: types, style, import rules, unused code. Each counts as one test. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Results, say, seconds } from './results.ts';

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

export function checks(): Check[] {
  return [
    { name: 'types', command: ['tsc', '-p', 'tsconfig.json'] },
    ...(existsSync('frontend/tsconfig.json')
      ? [{ name: 'types-pages', command: ['vue-tsc', '-p', 'frontend/tsconfig.json'] } as const]
      : []),
    { name: 'style', command: ['biome', 'check', '.'] },
    { name: 'imports', command: ['depcruise', '--config', '.dependency-cruiser.cjs', '.'] },
    { name: 'unused', command: ['knip'] },
  ];
}

/** One after the other: each takes all the memory that it can get. */
export async function runChecks(chosen: readonly Check[], results: Results): Promise<void> {
  for (const { name, command } of chosen) {
    const start = Date.now();
    const { code, output } = await run(command);
    say(`  ${code === 0 ? '✓' : '✗'} checks: ${name} (${seconds(start)})`);
    if (code === 0) results.passed += 1;
    else results.failures.push({ name: `checks › ${name}`, text: output });
  }
}

async function run([program, ...args]: Check['command']): Promise<{ code: number | null; output: string }> {
  const child = spawn(`node_modules/.bin/${program}`, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  return { code, output };
}
