/** Sends lines one after another, so that they arrive in the order in which they were said. */
import type { Said } from '../../audience/types.ts';
import type { Book, Own } from './book.ts';

type Options = {
  book: Book;
  /** Undefined when no answer came. */
  send: (line: Own) => Promise<Said | undefined>;
  changed: () => void;
  wait: (ms: number) => Promise<void>;
};

/** A no that ends by itself. */
const passing = ['ChatSlow', 'TooManyRequests', 'Busy'];

export function createSender({ book, send, changed, wait }: Options) {
  const queue = new Set<string>();
  let working = false;
  /** Counts the connections: an answer of a former one says nothing. */
  let round = 0;

  async function work(): Promise<void> {
    if (working) return;
    working = true;
    for (let id = next(); id !== undefined; id = next()) {
      const own = book.own(id);
      const mine = round;
      // Others have seen it already: a hurry of its writer is no reason to lose it.
      const seen = own?.state === 'taken';
      const said = own ? await send(own) : undefined;
      if (mine !== round) continue;
      if (seen && said && !said.ok && passing.includes(said.error)) {
        await wait((said.retryAfter ?? 1) * 1000);
        continue;
      }
      queue.delete(id);
      if (!own) continue;
      book.answer(id, said);
      changed();
    }
    working = false;
  }
  const next = () => [...queue][0];

  return {
    add(id: string): void {
      queue.add(id);
      void work();
    },
    /** Connected anew: everything that nobody accepted, in its order. */
    again(): void {
      round += 1;
      queue.clear();
      for (const { id } of book.unaccepted()) queue.add(id);
      void work();
    },
    /** Cut: what waits is sent after the next welcome. */
    stop(): void {
      round += 1;
      queue.clear();
    },
  };
}
