/** The people of an immersive show as the desk lists them. */
import type { StageDesk } from '../organiser/types.ts';

export type StagePerson = NonNullable<StageDesk['stage']>['people'][number];
export type PersonOrder = 'invite' | 'seat' | 'mute' | 'remove' | 'readmit';

export type StageCounts = { here: number; stage: number; hands: number };
export function countsOf(people: readonly StagePerson[]): StageCounts {
  const present = people.filter(({ here, removed }) => here && !removed);
  return {
    here: present.length,
    stage: present.filter(({ role }) => role === 'participant').length,
    hands: people.filter(({ handAt, removed }) => handAt !== null && !removed).length,
  };
}

/** What one press can do about somebody, the likeliest first. */
export function ordersFor({ role, removed, here }: Pick<StagePerson, 'role' | 'removed' | 'here'>): PersonOrder[] {
  if (removed) return ['readmit'];
  if (role === 'guest') return ['invite', 'remove'];
  return here ? ['mute', 'seat', 'remove'] : ['seat', 'remove'];
}
