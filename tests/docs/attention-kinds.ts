/** The kinds of what waits for a person, as the code that asks for them lists them. */
import { readFileSync } from 'node:fs';

export function attentionKinds(): string[] {
  const source = readFileSync('activities/payments/attention.ts', 'utf8');
  const list = source.slice(source.indexOf('kind:'), source.indexOf('key: string'));
  // And what a reading of the rows finds, with no item of its own.
  const read = readFileSync('queries/organiser/attention.ts', 'utf8').matchAll(/select r\.id, '(\w+)'/g);
  return [...list.matchAll(/\| '(\w+)'/g), ...read].map(([, kind]) => kind!);
}
