/** What a part's own log calls an error: nothing else may be quoted as a cause. Banners, progress and warnings are none. */
import { textAfter } from './log-file.ts';

/** The newest `count` lines behind `offset` (bytes). */
export function errorsAfter(file: string, count: number, offset: number): string[] {
  return errorsIn(textAfter(file, offset)).slice(-count);
}

export function errorsIn(text: string): string[] {
  const errors: string[] = [];
  let within = false;
  for (const line of text.split('\n')) {
    // Node says more below an error, further in; where in the code it was is of no use to who reads this.
    if (within && /^\s+\S/.test(line)) {
      if (!STACK.test(line)) errors.push(line.trimEnd());
      continue;
    }
    const error = fromJson(line) ?? fromPostgres(line) ?? (PLAIN.test(line) ? line.trimEnd() : undefined);
    within = error !== undefined && PLAIN.test(line);
    if (error !== undefined) errors.push(error);
  }
  return errors;
}

const STACK = /^\s+(?:at |\.\.\. \d+ lines matching cause|[}\]])/;
/** `TypeError: …`, `Error [ERR_X]: …`, `panic: …` */
const PLAIN = /^(?:Uncaught )?(?:\w*Error\b|fatal(?: error)?:|panic:)/i;

/** Temporal's words are `level: "ERROR"`, ours a number: 50 and more. */
function fromJson(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const { level, msg, error, err } = JSON.parse(line) as Record<string, unknown>;
    if (typeof level === 'number' ? level < 50 : !/^(?:error|fatal|d?panic)$/i.test(String(level))) return undefined;
    const why = error ?? (err as { message?: unknown } | undefined)?.message;
    return why === undefined ? String(msg) : `${String(msg)}: ${String(why)}`;
  } catch {
    return undefined;
  }
}

/** Its `ERROR` is one statement's, and most of `FATAL` is told to somebody who knocks too early or must go. */
const fromPostgres = (line: string): string | undefined =>
  /\] ((?:FATAL|PANIC): {2}(?!the database system is |terminating ).*)$/.exec(line)?.[1];
