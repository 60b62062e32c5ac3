/** What an order's process says it waits for, as a word of the pages and a moment; unknown words stay as they are. */
const known: readonly [begins: string, key: string][] = [
  ['seats', 'seats'],
  ['payment', 'payment'],
  ['the reminder', 'reminder'],
  ['the rating', 'rating'],
  ['the empty hall', 'clear'],
  ['the end', 'end'],
  ['the curtain', 'curtain'],
  ['late', 'late'],
];

export type WaitsFor = { key: string | undefined; at: string | undefined; raw: string };

export function readWaitsFor(raw: string): WaitsFor {
  const at = /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(raw)?.[0];
  return { key: known.find(([begins]) => raw.startsWith(begins))?.[1], at, raw };
}
