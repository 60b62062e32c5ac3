/** Keeps one JSON document on disk: written a moment after a change, whole or not at all. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export type Store<T> = {
  readonly state: T;
  /** Call after each change; many calls make one write. */
  changed(): void;
  flush(): void;
};

const LEAST_PAUSE_MS = 150;

export function openStore<T extends object>(file: string | undefined, empty: T): Store<T> {
  const state = file !== undefined && existsSync(file) ? onto(empty, JSON.parse(readFileSync(file, 'utf8')) as T) : empty;
  let timer: NodeJS.Timeout | undefined;
  let pause = LEAST_PAUSE_MS;

  function flush(): void {
    if (timer === undefined || file === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    const started = performance.now();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    // A state grown large by a load test must not be written all the time.
    pause = Math.max(LEAST_PAUSE_MS, 20 * (performance.now() - started));
  }

  return {
    state,
    flush,
    changed() {
      if (file !== undefined) timer ??= setTimeout(flush, pause);
    },
  };
}

/** A state saved by an older version lacks the newest fields; they start empty. */
function onto<T extends object>(empty: T, saved: T): T {
  const parts = Object.entries(empty).map(([name, part]) => [name, { ...part, ...(saved as Record<string, object>)[name] }]);
  return Object.fromEntries(parts) as T;
}
