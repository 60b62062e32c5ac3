/** The last thing that a start says: where everything is, and what to try. */
import type { Settings } from './settings.ts';
import type { Words } from './words.ts';

export function closingTable(words: Words, { addresses, data }: Settings, milliseconds: number): string {
  const rows = words.addresses(addresses).filter((row): row is [string, string] => row[1] !== undefined);
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    '',
    words.up((milliseconds / 1000).toFixed(1)),
    '',
    ...rows.map(([name, address]) => `  ${name.padEnd(width)}  ${address}`),
    '',
    words.tryTitle,
    ...words.tries(addresses).map((line, index) => `  ${index + 1}. ${line}`),
    '',
    words.folder(data.path),
    '',
  ].join('\n');
}
