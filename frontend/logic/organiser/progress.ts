/** How far the news of a move or a cancellation has come, and how often it is worth looking. */
import type { MyShowDetails, ShowChange } from './types.ts';

export type Progress = { told: number; total: number; percent: number; returned: number; refused: number; done: boolean };

export function progressOf({ total, told, returned, refused }: ShowChange): Progress {
  const percent = total > 0 ? Math.min(100, Math.floor((told / total) * 100)) : 100;
  return { told, total, percent, returned, refused, done: told >= total };
}

const dayMs = 86_400_000;

/** Milliseconds until the next look at a date: quick while orders are being told, calm on an ordinary evening. */
export function showPace({ changes: [last] }: Pick<MyShowDetails, 'changes'>, now: number): number {
  if (!last) return 20_000;
  const { done, returned, refused, total } = progressOf(last);
  if (!done) return 1500;
  // Banks take their time: money goes back after the last buyer has been told.
  const moneyUnderWay = last.kind === 'cancelled' && returned + refused < total && now - Date.parse(last.at) < dayMs;
  return moneyUnderWay ? 5000 : 20_000;
}
