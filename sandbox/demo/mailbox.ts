/** Letters that somebody finds in the pretend mailbox. */
import { soon } from './expect.ts';
import { ask } from './http.ts';

export type Letter = { subject: string; attachments: Array<{ filename: string }> };

export function letterTo(sandbox: string, to: string, expected: string, fits: (letter: Letter) => unknown): Promise<Letter> {
  const all = (): Promise<Letter[]> => ask(`${sandbox}/mailbox?to=${encodeURIComponent(to)}`);
  return soon(
    expected,
    async () => (await all()).find(fits),
    async () => (await all()).map(({ subject }) => subject),
  );
}
