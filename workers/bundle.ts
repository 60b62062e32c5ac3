/** The workflow bundle, built once for each state of the sources: a worker that restarts must not wait for webpack. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleOption } from '@temporalio/worker';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What keeps the processes replayable where the SDK does not. */
export const interceptorModules = ['answer-between-steps', 'one-step-at-a-time'].map((name) =>
  join(root, `workflows/shared/${name}.ts`),
);

export async function workflowBundle(cacheFolder: string): Promise<WorkflowBundleOption> {
  const codePath = join(cacheFolder, `workflows-${fingerprint()}.js`);
  if (!existsSync(codePath)) {
    mkdirSync(cacheFolder, { recursive: true });
    const { code } = await bundleWorkflowCode({
      workflowsPath: join(root, 'workflows/index.ts'),
      workflowInterceptorModules: interceptorModules,
      logger: new DefaultLogger('WARN'),
    });
    // Several workers may build at once; each renames a whole file into place.
    writeFileSync(`${codePath}.${process.pid}`, code);
    renameSync(`${codePath}.${process.pid}`, codePath);
  }
  return { codePath };
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['domain', 'workflows'])
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort())
      if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(root, folder, file)));
  return hash.digest('hex').slice(0, 16);
}
