/** How far the news of a move or a cancellation has come, and how often it is worth looking. */
import type { MyShowDetails, ShowChange } from './types.ts';

export type Progress = Pick<ShowChange, 'told' | 'total' | 'owed' | 'returned' | 'refused'> & {
  /** Of the orders, who is told; of the money that is owed, what is back. */
  percent: number;
  moneyPercent: number;
  /** Everybody is told. */
  done: boolean;
  /** Nothing is on its way: it is back, or was refused and waits for a person. */
  settled: boolean;
};

const share = (part: number, whole: number): number => (whole > 0 ? Math.min(100, Math.floor((part / whole) * 100)) : 100);

export function progressOf({ total, told, owed, returned, refused }: ShowChange): Progress {
  const percents = { percent: share(told, total), moneyPercent: share(returned, owed) };
  return { told, total, owed, returned, refused, ...percents, done: told >= total, settled: returned + refused >= owed };
}

const dayMs = 86_400_000;

/** Milliseconds until the next look at a date: quick while orders are being told, calm on an ordinary evening. */
export function showPace({ changes: [last] }: Pick<MyShowDetails, 'changes'>, now: number): number {
  if (!last) return 20_000;
  const { done, settled } = progressOf(last);
  if (!done) return 1500;
  // Banks take their time: money goes back after the last buyer has been told.
  const moneyUnderWay = last.kind === 'cancelled' && !settled && now - Date.parse(last.at) < dayMs;
  return moneyUnderWay ? 5000 : 20_000;
}
