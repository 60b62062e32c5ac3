/** The product's own workflows with the fast clock beside them. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { interceptorModules } from '../../../workers/bundle.ts';
import { testBundle } from '../../support/workers.ts';
import { changed, type Guard } from '../guards.ts';
import type { FastClock } from './clock.ts';

const clockFile = fileURLToPath(new URL('./clock.ts', import.meta.url));
const interceptorFile = fileURLToPath(new URL('./in-workflows.ts', import.meta.url));
const workflowsFile = fileURLToPath(new URL('../../../workflows/index.ts', import.meta.url));

/** @param without a guard that is switched off in it */
export async function fastBundle({ zero, speed }: FastClock, without?: Guard): Promise<{ code: string }> {
  const code = (await unset()).replace('RAMPA_CLOCK_ZERO', String(zero)).replace('RAMPA_CLOCK_SPEED', String(speed));
  return { code: changed('workflows', code, without) };
}

/** Built once for each state of the sources. */
async function unset(): Promise<string> {
  const { codePath } = (await testBundle()) as { codePath: string };
  const clock = createHash('sha256').update(readFileSync(clockFile)).update(readFileSync(interceptorFile));
  const folder = join(tmpdir(), 'rampa-test-bundles');
  const kept = join(folder, `fast-${clock.digest('hex').slice(0, 8)}-${codePath.split('-').at(-1)}`);
  if (!existsSync(kept)) {
    mkdirSync(folder, { recursive: true });
    const { code } = await bundleWorkflowCode({
      workflowsPath: workflowsFile,
      workflowInterceptorModules: [interceptorFile, ...interceptorModules],
      logger: new DefaultLogger('WARN'),
    });
    writeFileSync(`${kept}.${process.pid}`, code);
    renameSync(`${kept}.${process.pid}`, kept);
  }
  return readFileSync(kept, 'utf8');
}
