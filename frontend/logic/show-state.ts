/** What a buyer can do with a date, said in one word. */
import type { ShowDate } from '../api/types.ts';

export type ShowState = 'onSale' | 'soldOut' | 'cancelled' | 'live' | 'over' | 'closed';

/** A date with fewer seats than this says how many are left. */
export const fewSeats = 20;

export function showState(show: Pick<ShowDate, 'status' | 'onSale' | 'seatsLeft'>): ShowState {
  if (show.status === 'cancelled') return 'cancelled';
  if (show.status === 'ended' || show.status === 'archived') return 'over';
  if (show.seatsLeft <= 0 && show.status !== 'live' && show.status !== 'interrupted') return 'soldOut';
  if (show.onSale) return 'onSale';
  return show.status === 'live' || show.status === 'interrupted' ? 'live' : 'closed';
}

export const seatsAreFew = (show: Pick<ShowDate, 'status' | 'onSale' | 'seatsLeft'>): boolean =>
  showState(show) === 'onSale' && show.seatsLeft <= fewSeats;
