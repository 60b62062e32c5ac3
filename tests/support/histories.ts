/** Recorded histories: written without traces of the machine, read back, and searched for what must not be in them. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';

const folder = fileURLToPath(new URL('../histories/', import.meta.url));

type History = Parameters<typeof historyToJSON>[0];

/** With RECORD=1 the history becomes a file that CI replays for good. */
export async function record(name: string, handle: { fetchHistory(): Promise<History> }): Promise<void> {
  if (!process.env['RECORD']) return;
  mkdirSync(folder, { recursive: true });
  // Who recorded it and where is nobody's business, and not part of what is replayed.
  const clean = JSON.parse(historyToJSON(await handle.fetchHistory()), (key, value) => {
    if (key === 'stackTrace') return '';
    return key === 'identity' ? 'worker' : value;
  });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(clean, null, 1)}\n`);
}

export const recorded = (): Array<{ workflowId: string; history: History }> =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ workflowId: file, history: historyFromJSON(JSON.parse(readFileSync(join(folder, file), 'utf8'))) }));

/** Everything that a history says, payloads included, as one text. */
export function wordsOf(history: History): string {
  const words: string[] = [];
  JSON.parse(historyToJSON(history), (key, value) => {
    if (typeof value === 'string') words.push(key === 'data' ? Buffer.from(value, 'base64').toString('utf8') : value);
    return value;
  });
  return words.join('\n');
}
