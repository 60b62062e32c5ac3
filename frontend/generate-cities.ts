/** Writes the cities' Russian names for the pages from the domain's, so that no city is named twice. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export const citiesFile = fileURLToPath(new URL('./logic/cities.ts', import.meta.url));

const header =
  "/** Generated from domain/cities.ts by frontend/generate-cities.ts: change the domain's names, not this file. */\n";
const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;

export async function cityNames(): Promise<string> {
  // Asked for at run time: the pages import nothing of the house but what this file writes.
  const { russianCities } = (await import(new URL('../domain/cities.ts', import.meta.url).href)) as {
    russianCities: Record<string, string>;
  };
  const lines = Object.entries(russianCities).map(([zone, name]) => `  ${quoted(zone)}: ${quoted(name)},\n`);
  return `${header}export const russianCities: Record<string, string> = {\n${lines.join('')}};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(citiesFile, await cityNames());
  console.log('frontend/logic/cities.ts is written');
}
