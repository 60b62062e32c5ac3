/** What the hall shows: by what the house says of the ticket, and whether this screen is the ticket's one. */
import type { WatchView } from '../../api/types.ts';

/** `none`: not asked for yet; `ended`: another screen took over. */
export type Screen = 'none' | 'here' | 'ended';
export type WatchScene = 'wait' | 'ready' | 'watching' | 'elsewhere' | 'telegram' | 'external' | 'over' | 'refused';

const over: readonly (WatchView['why'] | null)[] = [
  'recordingWriting',
  'recordingNone',
  'archiveOver',
  'unlockOver',
  'watchOver',
];

export function watchScene({ may, why }: Pick<WatchView, 'may' | 'why'>, screen: Screen): WatchScene {
  if (may) return ({ none: 'ready', here: 'watching', ended: 'elsewhere' } as const)[screen];
  if (why === 'notYet') return 'wait';
  if (why === 'inTelegram') return 'telegram';
  if (why === 'atAddress') return 'external';
  return over.includes(why) ? 'over' : 'refused';
}

const nearMinutes = 15;

/** Milliseconds until the house is asked again. What ends a picture is noticed within five seconds. */
export function hallPace({ may, what, why, begins }: Pick<WatchView, 'may' | 'what' | 'why' | 'begins'>, now: number): number {
  if (may) return what === 'live' ? 5000 : 30_000;
  if (why === 'recordingWriting') return 15_000;
  if (why === 'notYet' || why === 'inTelegram' || why === 'atAddress')
    return Date.parse(begins) - now < nearMinutes * 60_000 ? 5000 : 30_000;
  return 60_000;
}

/** The chip over the picture. */
export type HallChip = 'soon' | 'live' | 'interval' | 'interrupted' | 'recording' | 'ended';

export function hallChip({ state, what, why }: Pick<WatchView, 'state' | 'what' | 'why'>): HallChip | undefined {
  if (what === 'recording') return 'recording';
  if (state === 'live' || state === 'interval' || state === 'interrupted') return state;
  if (why === 'notYet') return 'soon';
  return state === 'ended' || state === 'archived' || state === 'closed' ? 'ended' : undefined;
}
