/** Numbers of tickets and orders within a sentence: each is read as one word, so no line may break at its hyphens. */
const number = /\b(?:R(?:-[0-9A-Z]{3}){2}|[0-9A-Z]{2}(?:-[0-9A-Z]{2}){2,3})\b/g;

export type Part = { text: string; whole: boolean };

export function partsOfSentence(sentence: string): Part[] {
  const parts: Part[] = [];
  let after = 0;
  for (const { 0: text, index } of sentence.matchAll(number)) {
    if (index > after) parts.push({ text: sentence.slice(after, index), whole: false });
    parts.push({ text, whole: true });
    after = index + text.length;
  }
  return after < sentence.length ? [...parts, { text: sentence.slice(after), whole: false }] : parts;
}
