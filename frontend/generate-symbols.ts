/** Writes the posters' symbols for the organiser's pages from the drawings of the poster itself, so that none is drawn twice. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export const symbolsFile = fileURLToPath(new URL('./components/organiser/poster-symbols.json', import.meta.url));

const inks = ['light', 'shade', 'accent', 'ink', 'accentDeep', 'accentPale', 'paper', 'dim', 'amber'];

/** SVG source by the symbol's name; its colours are CSS variables of the same names. */
export async function posterSymbols(): Promise<string> {
  // Asked for at run time: the pages import nothing of the house but what this file writes.
  const { drawings } = (await import(new URL('../domain/posters/symbols/index.ts', import.meta.url).href)) as {
    drawings: Record<string, (ink: Record<string, string>) => string>;
  };
  const ink = Object.fromEntries(inks.map((name) => [name, `var(--poster-${name.toLowerCase()})`]));
  return `${JSON.stringify(Object.fromEntries(Object.entries(drawings).map(([name, draw]) => [name, draw(ink)])), null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(symbolsFile, await posterSymbols());
  console.log('frontend/components/organiser/poster-symbols.json is written');
}
