/** Who stands where on the stage. */
import type { OnStage } from './port.ts';

export type Tile = { key: string; person: OnStage; what: 'camera' | 'screen' };

const tileOf = (person: OnStage, what: Tile['what']): Tile => ({ key: `${person.id}:${what}`, person, what });
/** In an order of their own, so that nobody jumps when somebody comes or speaks. */
const inOrder = (people: OnStage[]) => people.toSorted((one, other) => (one.id < other.id ? -1 : 1));

/** Screens before faces; the person at this device is the first beside the stage, so that a phone shows it without scrolling. */
export function arrange(onStage: OnStage[]): { large: Tile[]; beside: Tile[] } {
  const people = inOrder(onStage);
  const artists = people.filter(({ role }) => role === 'artist');
  const others = people.filter(({ role }) => role === 'participant');
  return {
    large: [
      ...people.filter(({ screen }) => screen !== null).map((person) => tileOf(person, 'screen')),
      ...artists
        .filter(({ camera, screen, mine }) => camera !== null || screen === null || mine)
        .map((person) => tileOf(person, 'camera')),
    ],
    beside: [...others.filter(({ mine }) => mine), ...others.filter(({ mine }) => !mine)].map((person) =>
      tileOf(person, 'camera'),
    ),
  };
}

/** Columns of so many large tiles: on a phone held upright, and on a wide screen. */
export const columnsOf = (count: number): { narrow: number; wide: number } => ({
  narrow: count <= 2 ? 1 : 2,
  wide: count <= 1 ? 1 : count <= 4 ? 2 : 3,
});

/** Two letters for whoever shows no face. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]!.toUpperCase())
    .join('');
}
