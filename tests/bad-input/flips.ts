/** Small damage to something signed: one bit, one letter, a cut, a repetition. */
import assert from 'node:assert/strict';
import { type Chance, chanceOf, within } from './seed.ts';

/** One bit of one byte is another. */
export function flipBit(bytes: Buffer, chance: Chance): Buffer {
  const flipped = Buffer.from(bytes);
  const at = chance.below(bytes.length);
  flipped[at] = flipped[at]! ^ (1 << chance.below(8));
  return flipped;
}

/** One bit too, but such that a header can still carry it. */
export function flipLetter(text: string, chance: Chance): string {
  for (;;) {
    const flipped = flipBit(Buffer.from(text), chance).toString('latin1');
    if (/^[!-~]([ -~]*[!-~])?$/.test(flipped)) return flipped;
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.=&+%~:';
/** What a careless hand or a curious one makes of a token. */
export function mutate(text: string, chance: Chance): string {
  const at = chance.below(text.length);
  const to = at + 1 + chance.below(8);
  const letter = letters[chance.below(letters.length)]!;
  return chance.of([
    () => flipLetter(text, chance),
    () => flipLetter(flipLetter(text, chance), chance),
    () => text.slice(0, at) + letter + text.slice(at + 1),
    () => text.slice(0, at) + letter + text.slice(at),
    () => text.slice(0, at) + text.slice(to),
    () => text.slice(0, at) + text.slice(at, to) + text.slice(at),
    () => text.slice(0, at),
    () => text.slice(at),
    () => text + text.slice(at),
    () => text.slice(0, at) + text.slice(at, to).toUpperCase() + text.slice(to),
    () => text.slice(0, at) + text.slice(at, to).toLowerCase() + text.slice(to),
    () => [...text].reverse().join(''),
    () => text.slice(at) + text.slice(0, at),
    () => text.split('.').toReversed().join('.'),
    () => text.replaceAll(/\w/g, '0'),
  ])();
}

/**
 * Tries so many damaged ones; those that mean the very same are not counted.
 * @param taken whether the door took it for good.
 * @throws when one was taken, with the seed that repeats it.
 */
export async function noneIsTaken<T>(
  purpose: string,
  {
    count,
    good,
    damage,
    same = (one, other) => one === other,
    taken,
  }: {
    count: number;
    good: T;
    damage: (good: T, chance: Chance) => T;
    same?: (damaged: T, good: T) => boolean;
    taken: (damaged: T) => Promise<boolean>;
  },
): Promise<void> {
  const chance = chanceOf(purpose);
  assert.ok(await taken(good), `control: ${purpose}, undamaged, is taken`);
  for (let done = 0; done < count; ) {
    const damaged = damage(good, chance);
    if (same(damaged, good)) continue;
    done += 1;
    await within(
      () => `${purpose} number ${done}, ${JSON.stringify(Buffer.isBuffer(damaged) ? damaged.toString('latin1') : damaged)}`,
      async () => assert.equal(await taken(damaged), false, 'it was taken'),
    );
  }
}
