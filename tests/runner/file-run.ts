/** Runs a test file in a process of its own, and tells how it went. */
import { relative } from 'node:path';
import { type EventData, run } from 'node:test';
import { STRANDED } from '../support/stranded.ts';
import { type Failure, type Results, say, seconds } from './results.ts';

/** A file that hangs must not hang the rest. */
const FILE_PATIENCE = 15 * 60_000;
/** Of what a file wrote, this much is shown when it fails. */
const OUTPUT_LINES = 60;

type TestError = Error & { failureType?: string; cause?: unknown };

/** So often a file is run whose server has lost what it was given: that is the server's fault, and is told. */
const SERVERS_AT_MOST = 3;

export async function runFile(path: string, results: Results): Promise<void> {
  const began = Date.now();
  let file = await runOnce(path);
  for (let servers = 1; servers < SERVERS_AT_MOST && file.output.includes(STRANDED); servers += 1) {
    say(`  ↻ ${path.slice('tests/'.length)}  once more: ${STRANDED}`);
    file = await runOnce(path);
  }
  tell(path, file, seconds(began));
  keep(file, results);
  results.files.push({ path, passed: file.passed, failed: file.failures.length, milliseconds: Date.now() - began });
}

async function runOnce(path: string): Promise<FileRun> {
  const file: FileRun = { passed: 0, skipped: [], failures: [], output: '' };
  for await (const event of run({ files: [path], concurrency: 1, timeout: FILE_PATIENCE })) {
    if (event.type === 'test:stdout' || event.type === 'test:stderr') file.output += event.data.message;
    else if (event.type === 'test:pass' || event.type === 'test:fail') note(event, file);
  }
  if (file.passed + file.skipped.length + file.failures.length === 0)
    file.failures.push({ name: `${path} › ${path}`, text: 'There is no test in this file.' });
  return file;
}

interface FileRun {
  passed: number;
  output: string;
  /** `name: reason` */
  readonly skipped: string[];
  readonly failures: Failure[];
}

const nameOf = (file: string | undefined): string => relative(process.cwd(), file ?? '');
const isFile = ({ name, nesting, file }: { name: string; nesting: number; file?: string | undefined }): boolean =>
  nesting === 0 && name === nameOf(file);

type Verdict = { type: 'test:pass'; data: EventData.TestPass } | { type: 'test:fail'; data: EventData.TestFail };

function note({ type, data }: Verdict, file: FileRun): void {
  const name = `${nameOf(data.file)} › ${data.name}`;
  const error = (data.details as { error?: TestError }).error;
  if (type === 'test:fail') {
    // Whoever only failed for those inside it is not counted twice.
    if (error?.failureType !== 'subtestsFailed') file.failures.push({ name, text: describe(error) });
  } else if (data.skip || data.todo) {
    file.skipped.push(`${name}${typeof data.skip === 'string' ? `: ${data.skip}` : ''}`);
  } else if (data.details.type !== 'suite' && !isFile(data)) {
    file.passed += 1;
  }
}

/** Lines of several files do not mix: each file is told at once, when it is over. */
function tell(path: string, { passed, failures }: FileRun, time: string): void {
  const failed = failures.length > 0 ? `, ${failures.length} failed` : '';
  const lines = failures.map(({ name, text }) => `      ✗ ${name.split(' › ').slice(1).join(' › ')}: ${text.split('\n')[0]}`);
  const mark = failures.length === 0 ? '✓' : '✗';
  say([`  ${mark} ${path.slice('tests/'.length)}  ${passed} passed${failed} (${time})`, ...lines].join('\n'));
}

function keep({ passed, skipped, failures, output }: FileRun, results: Results): void {
  results.passed += passed;
  results.skipped.push(...skipped);
  const last = output.trimEnd().split('\n').slice(-OUTPUT_LINES).join('\n');
  results.failures.push(
    ...failures.map((failure, index) =>
      index === 0 && last ? { ...failure, text: `${failure.text}\n— written by the file:\n${last}` } : failure,
    ),
  );
}

function describe(error: TestError | undefined): string {
  const causes: string[] = [];
  // What wraps an error, as a property-based test does, often says less than what it wraps.
  for (let one: unknown = error?.cause ?? error; one !== undefined; one = one instanceof Error ? one.cause : undefined)
    causes.push(one instanceof Error ? (one.stack ?? one.message) : String(one));
  return causes.join('\nbecause of ');
}
