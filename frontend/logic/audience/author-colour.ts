/** A writer's colour: the same for all their lines, readable on both themes. */

/** Far enough from each other to be told apart, degrees. */
const hues = [4, 26, 44, 68, 96, 140, 164, 186, 206, 230, 262, 288, 312, 338] as const;

export function authorHue(author: string): number {
  let sum = 7;
  for (const letter of author) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return hues[sum % hues.length]!;
}

/** Percent: of the dark house and of the light one; `chat-line.vue` wears them. */
export const authorTone = { saturation: 68, dark: 76, light: 25 } as const;
