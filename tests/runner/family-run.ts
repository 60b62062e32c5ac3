/** Runs the files of a family, each in a process of its own, and tells file by file how it went. */
import { relative } from 'node:path';
import { type EventData, run } from 'node:test';
import { concurrencyOf, type Family } from './families.ts';
import { type Failure, type Results, say, seconds } from './results.ts';

/** A file that hangs must not hang the rest. */
const FILE_PATIENCE = 15 * 60_000;
/** Of what a file wrote, this much is shown when it fails. */
const OUTPUT_LINES = 60;

type TestError = Error & { failureType?: string; cause?: unknown };

export async function runFamily(family: Family, results: Results): Promise<void> {
  const began = Date.now();
  say(`\n${family.name}`);
  const output = new Map<string, string>();
  let file = freshFile();
  for await (const event of run({ files: [...family.files], concurrency: concurrencyOf(family), timeout: FILE_PATIENCE })) {
    if (event.type === 'test:stdout' || event.type === 'test:stderr') {
      const name = nameOf(event.data.file);
      output.set(name, (output.get(name) ?? '') + event.data.message);
    } else if (event.type === 'test:pass' || event.type === 'test:fail') {
      note(event, file, results);
    }
    // A file's summary comes when all of it has been told; one that broke has none and is told by its own failure.
    const over =
      event.type === 'test:summary'
        ? event.data.file
        : event.type === 'test:fail' && isFile(event.data)
          ? event.data.file
          : undefined;
    if (over !== undefined) {
      closeFile(nameOf(over), file, output.get(nameOf(over)) ?? '', results);
      file = freshFile();
    }
  }
  say(`  ${seconds(began)}`);
}

interface FileRun {
  passed: number;
  readonly failures: Failure[];
  milliseconds: number;
}

const freshFile = (): FileRun => ({ passed: 0, failures: [], milliseconds: 0 });
const nameOf = (file: string | undefined): string => relative(process.cwd(), file ?? '');
const isFile = ({ name, nesting, file }: { name: string; nesting: number; file?: string | undefined }): boolean =>
  nesting === 0 && name === nameOf(file);

type Verdict = { type: 'test:pass'; data: EventData.TestPass } | { type: 'test:fail'; data: EventData.TestFail };

function note({ type, data }: Verdict, file: FileRun, results: Results): void {
  const name = `${nameOf(data.file)} › ${data.name}`;
  const error = (data.details as { error?: TestError }).error;
  if (data.nesting === 0) file.milliseconds += data.details.duration_ms;
  if (type === 'test:fail') {
    // Whoever only failed for those inside it is not counted twice.
    if (error?.failureType !== 'subtestsFailed') file.failures.push({ name, text: describe(error) });
  } else if (data.skip || data.todo) {
    results.skipped.push(`${name}${typeof data.skip === 'string' ? `: ${data.skip}` : ''}`);
  } else if (isFile(data)) {
    file.failures.push({ name, text: 'There is no test in this file.' });
  } else if (data.details.type !== 'suite') {
    file.passed += 1;
  }
}

function closeFile(name: string, { passed, failures, milliseconds }: FileRun, output: string, results: Results): void {
  const time = `${(milliseconds / 1000).toFixed(1)} s`;
  say(
    `  ${failures.length === 0 ? '✓' : '✗'} ${name.slice('tests/'.length)}  ${passed} passed${failures.length > 0 ? `, ${failures.length} failed` : ''} (${time})`,
  );
  for (const { name: failed, text } of failures)
    say(`      ✗ ${failed.split(' › ').slice(1).join(' › ')}: ${text.split('\n')[0]}`);
  results.passed += passed;
  const last = output.trimEnd().split('\n').slice(-OUTPUT_LINES).join('\n');
  results.failures.push(
    ...failures.map((failure, index) =>
      index === 0 && last ? { ...failure, text: `${failure.text}\n— written by the file:\n${last}` } : failure,
    ),
  );
}

function describe(error: TestError | undefined): string {
  const cause = error?.cause ?? error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
