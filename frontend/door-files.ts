/** Builds the door's service worker with the list of what its page is made of. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rolldown } from 'vite';

const page = 'pages/door/door-page.vue';
// A phone at the door reads Russian and English; other scripts' letters stay with the network.
const isNeeded = (file: string): boolean => !/-(ext|vietnamese)-/.test(file);

/** Names of all files that the door's page needs: its own, those of the frame around it, their styles, their letters. */
function filesOf(bundle: Rolldown.OutputBundle): string[] {
  const needed = new Set<string>();
  const walk = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk' || needed.has(name)) return;
    needed.add(name);
    for (const asset of [...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])])
      needed.add(asset);
    for (const other of chunk.imports) walk(other);
    // The frame can lead to every page; of those only the door's own is wanted.
    if (!chunk.isEntry) for (const other of chunk.dynamicImports) walk(other);
  };
  for (const [name, chunk] of Object.entries(bundle))
    if (chunk.type === 'chunk' && (chunk.isEntry || chunk.facadeModuleId?.endsWith(page))) walk(name);
  return [...needed].filter(isNeeded).sort();
}

export function doorWorker(): Plugin {
  return {
    name: 'door-worker',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const assets = filesOf(bundle);
      const files = ['/index.html', '/favicon.svg', ...assets.map((name) => `/${name}`)];
      const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
      const made = await build({
        configFile: false,
        logLevel: 'error',
        publicDir: false,
        define: { __DOOR_VERSION__: JSON.stringify(version), __DOOR_FILES__: JSON.stringify(files) },
        build: {
          write: false,
          target: 'es2022',
          lib: { entry: fileURLToPath(new URL('door-worker.ts', import.meta.url)), formats: ['iife'], name: 'doorWorker' },
        },
      });
      const [output] = [made].flat() as Rolldown.RolldownOutput[];
      const { code } = output!.output[0];
      this.emitFile({ type: 'asset', fileName: 'door-worker.js', source: code });
    },
  };
}
