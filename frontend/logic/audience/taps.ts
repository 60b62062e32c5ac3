/** Reactions: taps are gathered into few messages, and one's own do not come back as somebody else's. */
import { type Reaction, type ReactionCounts, reactions } from '../../audience/types.ts';

/** ms */
const gathered = 250;
/** A hand's speed: the house counts no more in a second. */
export const perSecond = 20;
/** What was sent comes back within this, or does not come, ms. */
const echoes = 3000;

type Options = {
  send: (kind: Reaction, count: number) => void;
  /** Returns what takes the call back. */
  after: (ms: number, run: () => void) => () => void;
  now: () => number;
};

export function createTaps({ send, after, now }: Options) {
  const waiting = new Map<Reaction, number>();
  let sent: { kind: Reaction; count: number; at: number }[] = [];
  let second = { at: 0, count: 0 };
  let cancel: (() => void) | undefined;

  function flush(): void {
    cancel = undefined;
    for (const [kind, count] of waiting) {
      send(kind, count);
      sent.push({ kind, count, at: now() });
    }
    waiting.clear();
  }

  return {
    /** False when the hand is quicker than is counted. */
    tap(kind: Reaction): boolean {
      const at = now();
      if (at - second.at > 1000) second = { at, count: 0 };
      if (second.count >= perSecond) return false;
      second.count += 1;
      waiting.set(kind, (waiting.get(kind) ?? 0) + 1);
      cancel ??= after(gathered, flush);
      return true;
    },
    /** Of what everybody felt: that of the others. */
    others(counts: ReactionCounts): ReactionCounts {
      sent = sent.filter(({ at }) => now() - at < echoes);
      const rest: ReactionCounts = {};
      for (const kind of reactions) {
        let left = counts[kind] ?? 0;
        for (const own of sent) {
          if (own.kind !== kind) continue;
          const mine = Math.min(left, own.count);
          own.count -= mine;
          left -= mine;
        }
        if (left > 0) rest[kind] = left;
      }
      return rest;
    },
    stop(): void {
      cancel?.();
      cancel = undefined;
      waiting.clear();
      sent = [];
    },
  };
}
