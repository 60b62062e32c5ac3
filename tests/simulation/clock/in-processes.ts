/** Loaded before a worker's own code: its clock is the fast one, its workflows' too, and one guard may be off. */
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { changed, type Guard } from '../guards.ts';
import { dateOf } from './clock.ts';

if (isMainThread && process.argv[1]?.endsWith('workers/main.ts')) {
  const clock = { zero: Number(process.env['RAMPA_CLOCK_ZERO']), speed: Number(process.env['RAMPA_CLOCK_SPEED']) };
  const without = process.env['RAMPA_WITHOUT'] as Guard | undefined;
  const root = new URL('../../../', import.meta.url).href;
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const ours = found.url === `${root}workers/bundle.ts` && context.parentURL === `${root}workers/main.ts`;
      return ours ? { ...found, url: new URL('worker-bundle.ts', import.meta.url).href } : found;
    },
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.startsWith(root) || loaded.source == null || url.includes('/node_modules/')) return loaded;
      const source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source as Uint8Array);
      return { ...loaded, source: changed(url.slice(root.length), source, without) };
    },
  });
  globalThis.Date = dateOf(globalThis.Date, clock);
}
