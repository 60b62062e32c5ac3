/** The stage server of immersive shows: to fetch or to build it may take minutes, and nothing else waits for it. */
import { findLiveKit } from '../media/livekit/find.ts';
import type { House } from './house.ts';
import { type Context, stagePart } from './parts.ts';

export type StageState = 'up' | 'coming' | 'missing';
type Step = (name: string, work: (note: (line: string) => void) => Promise<void>) => Promise<void>;

/**
 * @param tell told why there is none; everything else goes on, and the next start tries again
 * @returns how it stands
 */
export function openStage(context: Context, house: House, step: Step, tell: (why: string) => void): () => StageState {
  const { signal, settings } = context;
  let state: StageState = 'coming';
  const opening = step('stage', async (note) => {
    const program = await findLiveKit(note, { signal, given: settings.environment.LIVEKIT_SERVER });
    await house.open(stagePart(context, program));
    state = 'up';
  }).catch((error: Error) => {
    state = 'missing';
    // Whoever stops the house knows why nothing comes.
    if (!signal.aborted) tell(error.message);
  });
  house.beside(opening);
  return () => state;
}
