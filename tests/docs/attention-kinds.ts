/** The kinds of what waits for a person, as the code that asks for them lists them. */
import { readFileSync } from 'node:fs';

export function attentionKinds(): string[] {
  const source = readFileSync('activities/payments/attention.ts', 'utf8');
  const list = source.slice(source.indexOf('kind:'), source.indexOf('key: string'));
  return [...list.matchAll(/\| '(\w+)'/g)].map(([, kind]) => kind!);
}
