/** Builds the pages into `frontend/dist`, but only when something they are made of has changed. */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const lockFile = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const outDir = join(here, 'dist');
const stampFile = join(outDir, '.stamp');

/** Newest change of a source (ms) and how many there are: a deleted file counts as a change too. */
async function sourcesStamp(): Promise<string> {
  const entries = await readdir(here, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith(outDir));
  const times = await Promise.all([...files, lockFile].map(async (file) => (await stat(file).catch(() => null))?.mtimeMs ?? 0));
  return `${files.length} files, newest ${Math.max(...times)}`;
}

/** `built` is false when `frontend/dist` was fresh already. */
export async function buildFrontend({ log }: { log?: (line: string) => void } = {}): Promise<{ built: boolean; outDir: string }> {
  const stamp = await sourcesStamp();
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return { built: false, outDir };
  log?.('building the pages');
  const started = Date.now();
  const { build } = await import('vite');
  await build({ configFile: join(here, 'vite.config.ts'), logLevel: 'error', mode: 'production' });
  await mkdir(outDir, { recursive: true });
  await writeFile(stampFile, stamp);
  log?.(`pages built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return { built: true, outDir };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { built } = await buildFrontend({ log: (line) => console.log(line) });
  if (!built) console.log('the pages are fresh');
}
