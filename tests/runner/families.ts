/** Which test files there are, by family: the folder of `tests/` that they live in. */
import { globSync } from 'node:fs';
import { sep } from 'node:path';

export interface Family {
  readonly name: string;
  /** Relative to the checkout. */
  readonly files: readonly string[];
}

/** They start whole houses or break things on purpose: alone, and after the others. */
const ALONE = ['launcher', 'faults', 'e2e'];

/** @param names a family, a folder below it or a part of a file's name; none means all */
export function families(names: readonly string[]): Family[] {
  const files = globSync('tests/**/*.test.ts').map((file) => file.split(sep).join('/'));
  const chosen = files.filter((file) => names.length === 0 || names.some((name) => file.slice('tests/'.length).includes(name)));
  const grouped = Map.groupBy(chosen.sort(), (file) => file.split('/')[1] as string);
  return [...grouped]
    .map(([name, members]) => ({ name, files: members }))
    .sort((a, b) => ALONE.indexOf(a.name) - ALONE.indexOf(b.name) || a.name.localeCompare(b.name));
}

/** How many files of it may run at once. */
export function concurrencyOf({ name }: Family): number {
  return ALONE.includes(name) ? 1 : 2;
}
