/** A clock that runs many times as fast as ours: an hour for late money passes in seconds, by the product's own timers. */
export type FastClock = { /** When it was set, ms since the epoch. */ zero: number; speed: number };

/** What it shows at a real moment; both in ms since the epoch. */
export const shown = ({ zero, speed }: FastClock, real: number): number => Math.floor(zero + (real - zero) * speed);

/** A `Date` whose now is the clock's. */
export function dateOf(Real: DateConstructor, clock: FastClock): DateConstructor {
  const now = () => shown(clock, Real.now());
  class Fast extends Real {
    static readonly fast = true;
    static override now = now;
    static override [Symbol.hasInstance](value: unknown): boolean {
      return value instanceof Real;
    }
    constructor(...given: unknown[]) {
      super(...((given.length > 0 ? given : [now()]) as [number]));
    }
  }
  return Fast as never;
}
