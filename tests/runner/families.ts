/** Which test files there are, by family: the folder of `tests/` that they live in. */
import { globSync } from 'node:fs';
import { sep } from 'node:path';

export interface Family {
  readonly name: string;
  /** Relative to the checkout. */
  readonly files: readonly string[];
}

/** @param names a family, a folder below it or a part of a file's name; none means all */
export function families(names: readonly string[]): Family[] {
  const files = globSync('tests/**/*.test.ts').map((file) => file.split(sep).join('/'));
  const chosen = files.filter((file) => names.length === 0 || names.some((name) => file.slice('tests/'.length).includes(name)));
  const grouped = Map.groupBy(chosen.sort(), familyOf);
  return [...grouped].map(([name, members]) => ({ name, files: members })).sort((a, b) => a.name.localeCompare(b.name));
}

export const familyOf = (file: string): string => file.split('/')[1] as string;
