/** Donations over the picture: one at a time, in the order in which they came. */

/** ms each is seen */
export const cardStays = 6000;

type Options<T> = {
  show: (one: T | undefined) => void;
  /** What was taken away while it waited is passed over. */
  alive: (one: T) => boolean;
  /** Returns what takes the call back. */
  after: (ms: number, run: () => void) => () => void;
};

export function createQueue<T>({ show, alive, after }: Options<T>) {
  const waiting: T[] = [];
  let cancel: (() => void) | undefined;

  function next(): void {
    while (waiting[0] !== undefined && !alive(waiting[0])) waiting.shift();
    const one = waiting.shift();
    show(one);
    cancel = one === undefined ? undefined : after(cardStays, next);
  }
  return {
    add(...more: T[]): void {
      waiting.push(...more);
      if (!cancel && waiting.length > 0) next();
    },
    stop(): void {
      waiting.length = 0;
      cancel?.();
      cancel = undefined;
      show(undefined);
    },
  };
}
