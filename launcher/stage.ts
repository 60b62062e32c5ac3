/** The stage server of immersive shows: to fetch or to build it may take minutes, and nothing else waits for it. */
import { findLiveKit } from '../media/livekit/find.ts';
import type { House } from './house.ts';
import { type Context, stagePart } from './parts.ts';

export type StageState = 'up' | 'coming' | 'missing';
export interface StageOpening {
  /** How it stands. */
  state(): StageState;
  /** Settles when that is known: why there is none, unless it is up or the house is being stopped. Never rejects. */
  readonly missing: Promise<string | undefined>;
}
type Step = (name: string, work: (note: (line: string) => void) => Promise<void>) => Promise<void>;

/** Without it everything else goes on, and the next start tries again. */
export function openStage(context: Context, house: House, step: Step): StageOpening {
  const { signal, settings } = context;
  let state: StageState = 'coming';
  const opening = step('stage', async (note) => {
    const program = await findLiveKit(note, { signal, given: settings.environment.LIVEKIT_SERVER });
    await house.open(stagePart(context, program));
    state = 'up';
  });
  const missing = opening.then(
    () => undefined,
    (error: Error) => {
      state = 'missing';
      return signal.aborted ? undefined : error.message;
    },
  );
  house.beside(missing);
  return { state: () => state, missing };
}
