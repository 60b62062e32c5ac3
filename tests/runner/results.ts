/** What came of everything, and how it is told: failures once more at the end, one closing line last. */

export interface Failure {
  readonly name: string;
  /** The error, and what was written meanwhile. */
  readonly text: string;
}

export interface Results {
  passed: number;
  readonly failures: Failure[];
  /** `name: reason` */
  readonly skipped: string[];
}

export const noResults = (): Results => ({ passed: 0, failures: [], skipped: [] });

export const say = (line = ''): void => void process.stdout.write(`${line}\n`);
export const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;
export const indent = (text: string): string => text.replace(/^(?=.)/gm, '    ').trimEnd();

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
