/** `npm run doctor`: tries each key that is set, and says what works and how to mend what does not. */
import { existsSync } from 'node:fs';
import { examineHouse, isWell } from './examine.ts';
import { report } from './report.ts';

// As the start does: what the shell says wins over the file.
if (existsSync('.env')) process.loadEnvFile('.env');

const examination = await examineHouse(process.env);
const locale = process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '';
console.log(report(examination, process.env, /^ru(_|-|\.|$)/i.test(locale) ? 'ru' : 'en'));
process.exit(isWell(examination) ? 0 : 1);
