/** Who watches: whose token was seen in the last seconds. */

const PRESENT = 10_000;

export class Viewers {
  readonly #seen = new Map<string, number>();

  see(viewer: string, now: number): void {
    this.#seen.set(viewer, now);
  }

  /** At once gone, not only when their time has passed. */
  forget(viewer: string): void {
    this.#seen.delete(viewer);
  }

  count(now: number): number {
    for (const [viewer, at] of this.#seen) if (at <= now - PRESENT) this.#seen.delete(viewer);
    return this.#seen.size;
  }
}
