/** A ticket's number as people type it: `7f 2k 91 ac`, and with letters of the other keyboard that look the same. */

const lookalikes: Record<string, string> = {
  ...{ А: 'A', В: 'B', С: 'C', Е: 'E', Н: 'H', К: 'K', М: 'M', О: '0', Р: 'P', Т: 'T', Х: 'X', У: 'Y' },
  // Numbers are written without these letters, so that they can only be slips for digits.
  ...{ O: '0', I: '1', L: '1' },
};

/** Letters and digits alone; two spellings of one number have the same key. */
export const numberKey = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/./gu, (letter) => lookalikes[letter] ?? letter);

/** Short enough to be a number and not a pasted token. */
export const looksLikeNumber = (typed: string): boolean => /^[0-9A-Z]{4,12}$/.test(numberKey(typed));
