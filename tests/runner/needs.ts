/** What a test file needs before it can run, told by what it imports. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';

/** Postgres or Temporal, of which one serves the whole run. */
export const needsServers = (file: string): boolean => reaches(file, 'tests/support/servers.ts');
/** Only this server wants something of the machine: Java, where no program is offered. */
export const needsTimeSkipping = (file: string): boolean => reaches(file, 'tests/support/time-skipping.ts');
/** The built pages; two builds at once would take them from under each other. */
export const needsPages = (file: string): boolean => reaches(file, 'frontend/build.ts');

const imported = new Map<string, readonly string[]>();

function reaches(file: string, target: string): boolean {
  const seen = new Set([file]);
  for (const one of seen) {
    if (one === target) return true;
    for (const next of importsOf(one)) seen.add(next);
  }
  return false;
}

/** Of our own modules; a set that grows while it is walked through visits what is added. */
function importsOf(file: string): readonly string[] {
  const known = imported.get(file);
  if (known) return known;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const found = [...text.matchAll(/(?:from|import|import\()\s*'(\.{1,2}\/[^']+\.ts)'/g)].map(([, path]) =>
    join(dirname(file), path as string),
  );
  imported.set(file, found);
  return found;
}
