/** Writes for the pages how long money travels back, from the letters' own sentences, so that page and letter promise the same. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export const moneyBackFile = fileURLToPath(new URL('./words/money-back.ts', import.meta.url));

const header =
  "/** Generated from domain/letters/money-back.ts by frontend/generate-money-back.ts: change the letters' sentences, not this file. */\n";
const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;

export async function moneyBackWords(): Promise<string> {
  // Asked for at run time: the pages import nothing of the house but what this file writes.
  const ours = (path: string) => import(new URL(path, import.meta.url).href);
  const { moneyArrives } = (await ours('../domain/letters/money-back.ts')) as {
    moneyArrives: (provider: string, language: string) => string;
  };
  const { payingProviders } = (await ours('../domain/orders.ts')) as { payingProviders: readonly string[] };
  const lines = (language: string) =>
    payingProviders.map((provider) => `    ${provider}: ${quoted(moneyArrives(provider, language))},\n`).join('');
  const languages = ['ru', 'en'].map((language) => `  ${language}: {\n${lines(language)}  },\n`);
  return `${header}export const moneyBack = {\n${languages.join('')}};\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(moneyBackFile, await moneyBackWords());
  console.log('frontend/words/money-back.ts is written');
}
