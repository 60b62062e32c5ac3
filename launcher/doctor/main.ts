/** `npm run doctor`: tries each key that is set, and says what works and how to mend what does not. */
import { existsSync } from 'node:fs';
import { examineHouse, isWell } from './examine.ts';
import { report } from './report.ts';

const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
const language = /^ru(_|-|\.|$)/i.test(locale) ? 'ru' : 'en';
const [unknown] = process.argv.slice(2);
if (unknown !== undefined) {
  const words = {
    ru: `«${unknown}» здесь ничего не значит: npm run doctor без аргументов`,
    en: `“${unknown}” means nothing here: npm run doctor takes no arguments`,
  };
  console.error(words[language]);
  process.exit(2);
}

// As the start does: what the shell says wins over the file.
if (existsSync('.env')) process.loadEnvFile('.env');

const examination = await examineHouse(process.env);
console.log(report(examination, process.env, language));
process.exit(isWell(examination) ? 0 : 1);
