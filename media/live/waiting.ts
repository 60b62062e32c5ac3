/** Requests that wait until something is there: all of them look again whenever anything has changed. */

type Waiter = { isThere: () => boolean; go: (there: boolean) => void };

export class Waiting {
  readonly #waiters = new Set<Waiter>();

  get size(): number {
    return this.#waiters.size;
  }

  /** @param patience milliseconds. @returns whether it came. */
  until(isThere: () => boolean, patience: number): Promise<boolean> {
    if (isThere()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiter.go(false), patience);
      const waiter: Waiter = {
        isThere,
        go: (there) => {
          clearTimeout(timer);
          this.#waiters.delete(waiter);
          resolve(there);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  changed(): void {
    for (const waiter of [...this.#waiters]) if (waiter.isThere()) waiter.go(true);
  }
}
