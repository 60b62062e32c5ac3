/** Loaded before a process's own code: the guards that it is started without are off in it. */
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import { unguarded } from './guards.ts';

const root = new URL('../../', import.meta.url).href;

// Temporal's threads run workflows only, and those come in a bundle.
if (isMainThread)
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.startsWith(root) || loaded.source == null || url.includes('/node_modules/')) return loaded;
      const text = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source as Uint8Array);
      return { ...loaded, source: unguarded(url.slice(root.length), text) };
    },
  });
