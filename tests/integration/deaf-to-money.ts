/** Loaded before a worker's own code: its orders look at no money once they return some. For the control of `paid-again.test.ts`. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const guard = /\(0,\s*\w+\.patched\)\('money-to-the-end'\)/g;
const usual = 'return { codePath };';

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith('/workers/bundle.ts')) return loaded;
    const source = new TextDecoder().decode(loaded.source as Uint8Array);
    assert.ok(source.includes(usual), 'the bundle is given as it was');
    return { ...loaded, source: source.replace(usual, 'return { code: globalThis.deaf(codePath) };') };
  },
});

Object.assign(globalThis, {
  deaf(codePath: string): string {
    const code = readFileSync(codePath, 'utf8');
    assert.match(code, guard, 'the guard can be switched off');
    return code.replace(guard, 'false');
  },
});
