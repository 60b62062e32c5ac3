/** Tells what starts and what is up: a board that redraws itself in a terminal, plain lines elsewhere. */
import type { WriteStream } from 'node:tty';

export interface Progress {
  begin(part: string): void;
  /** What takes its time just now. */
  note(part: string, text: string): void;
  done(part: string, text?: string): void;
  failed(part: string): void;
  /** Nothing is drawn over what comes next. */
  close(): void;
}

interface Row {
  state: 'working' | 'done' | 'failed';
  readonly since: number;
  text: string;
}

const REDRAW = 250;
const WIDTH = 14;
const signs = { working: '…', done: '✓', failed: '✗' } as const;

export function createProgress(out: NodeJS.WriteStream = process.stdout): Progress {
  const rows = new Map<string, Row>();
  const board = out.isTTY ? drawnBoard(out, rows) : undefined;
  const change = (part: string, state: Row['state'], text: string) => {
    const row: Row = { state, since: rows.get(part)?.since ?? Date.now(), text };
    rows.set(part, row);
    if (board) board.draw();
    else if (state !== 'working' || text !== '') out.write(`${lineOf(part, row)}\n`);
  };
  return {
    begin: (part) => change(part, 'working', ''),
    note: (part, text) => change(part, 'working', text),
    done: (part, text = '') => change(part, 'done', [text, secondsSince(rows.get(part))].filter(Boolean).join(', ')),
    failed: (part) => change(part, 'failed', ''),
    close: () => board?.close(),
  };
}

function drawnBoard(out: WriteStream, rows: ReadonlyMap<string, Row>) {
  let drawn = 0;
  let closed = false;
  const draw = () => {
    if (closed) return;
    const lines = [...rows].map(([part, row]) => {
      const clock = row.state === 'working' ? ` ${secondsSince(row)}` : '';
      // A line that wraps would push the board out of place.
      return `${lineOf(part, row)}${clock}`.slice(0, (out.columns || 80) - 1);
    });
    out.write(`${drawn > 0 ? `\x1b[${drawn}A` : ''}${lines.map((line) => `\x1b[2K${line}\n`).join('')}`);
    drawn = lines.length;
  };
  const timer = setInterval(draw, REDRAW).unref();
  const close = () => {
    closed = true;
    clearInterval(timer);
  };
  return { draw, close };
}

function lineOf(part: string, { state, text }: Row): string {
  return `  ${signs[state]} ${part.padEnd(WIDTH)} ${text}`.trimEnd();
}

function secondsSince(row: Row | undefined): string {
  return row ? `${((Date.now() - row.since) / 1000).toFixed(1)} s` : '';
}
