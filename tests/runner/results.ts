/** What came of everything, and how it is told: failures once more at the end, one closing line last. */

import { familyOf } from './families.ts';

export interface Failure {
  readonly name: string;
  /** The error, and what was written meanwhile. */
  readonly text: string;
}

/** A test file that is over. */
export interface FileResult {
  readonly path: string;
  readonly passed: number;
  readonly failed: number;
  readonly milliseconds: number;
}

export interface Results {
  passed: number;
  readonly files: FileResult[];
  readonly failures: Failure[];
  /** `name: reason` */
  readonly skipped: string[];
}

export const noResults = (): Results => ({ passed: 0, files: [], failures: [], skipped: [] });

export const say = (line = ''): void => void process.stdout.write(`${line}\n`);
export const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;
export const indent = (text: string): string => text.replace(/^(?=.)/gm, '    ').trimEnd();

/** Files end in any order; here they stand by family. Of files that ran at once the times are added up. */
export function tellFamilies({ files }: Results): void {
  if (files.length === 0) return;
  say('\nFamilies');
  const sum = (of: readonly FileResult[], what: 'passed' | 'failed' | 'milliseconds') => of.reduce((n, one) => n + one[what], 0);
  const grouped = Map.groupBy(files, ({ path }) => familyOf(path));
  for (const [family, own] of [...grouped].sort(([a], [b]) => a.localeCompare(b))) {
    const failed = sum(own, 'failed');
    const counts = `${sum(own, 'passed')} passed${failed > 0 ? `, ${failed} failed` : ''}`;
    say(
      `  ${failed > 0 ? '✗' : '✓'} ${family}  ${own.length} files, ${counts} (${(sum(own, 'milliseconds') / 1000).toFixed(1)} s)`,
    );
  }
}

/** @returns the exit code. Nothing at all is a failure too: a misspelt name must not look like success. */
export function close({ passed, failures, skipped }: Results): number {
  if (skipped.length > 0) {
    say('\nSkipped');
    for (const line of skipped) say(`  - ${line}`);
  }
  if (failures.length > 0) {
    say('\nFailed');
    for (const { name, text } of failures) say(`  ✗ ${name}\n${indent(text)}`);
  }
  const total = passed + failures.length;
  if (total === 0) say('\nNothing ran: no check and no test file has such a name.');
  say(`\n${passed} passed, ${failures.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
  return total === 0 || failures.length > 0 ? 1 : 0;
}
