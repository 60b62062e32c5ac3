/** Notices a picture that stands still although it should move: then its source is loaded again, by nobody's hand. */

/** How long a live picture may stand still, in milliseconds. */
export const patience = 8000;

export type Sight = {
  /** Milliseconds of any steady clock. */
  at: number;
  /** Seconds of the picture. */
  position: number;
  /** The picture is live, the page is seen, and nobody has paused. */
  due: boolean;
};

export function createWatchdog() {
  let seen: { position: number; since: number } | undefined;
  return {
    /** True when the source must be loaded again; then it waits its whole patience once more. */
    look({ at, position, due }: Sight): boolean {
      if (!due) {
        seen = undefined;
        return false;
      }
      if (!seen || Math.abs(position - seen.position) > 0.05) seen = { position, since: at };
      if (at - seen.since < patience) return false;
      seen = { position, since: at };
      return true;
    },
  };
}
