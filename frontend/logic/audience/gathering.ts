/** Whether the audience of a show may gather, as far as its ticket's page can tell; the house has the last word. */
import type { WatchView } from '../../api/types.ts';

type Told = Pick<WatchView, 'state' | 'begins' | 'plannedEnd' | 'why'>;
const minute = 60_000;
export const foyerMinutes = 60;
/** A show may last longer than it was planned; after that nobody asks. */
const overtime = 6 * 60 * minute;

/** `never`: there is none for this ticket, or no more. @param now of the house's clock, ms */
export function gathering({ state, begins, plannedEnd, why }: Told, now: number): 'early' | 'now' | 'after' | 'never' {
  if (why === 'ticketVoid' || why === 'showCancelled' || why === 'countryRefused' || why === 'putOut') return 'never';
  if (why === 'inTelegram' || why === 'atAddress' || why === 'noStage') return 'never';
  if (state === 'live' || state === 'interval' || state === 'interrupted') return 'now';
  if (state === 'offline' || state === 'test') return now >= Date.parse(begins) - foyerMinutes * minute ? 'now' : 'early';
  return now < Date.parse(plannedEnd) + overtime ? 'after' : 'never';
}
