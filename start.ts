/** `npm start`: everything that Rampa needs, on this machine, until Ctrl-C. */
import { existsSync } from 'node:fs';
import { readArguments } from './launcher/arguments.ts';

// What the shell says wins over the file.
if (existsSync('.env')) process.loadEnvFile('.env');

const refused = readArguments(process.argv.slice(2), process.env);
if (refused !== undefined) process.exit(refused);
// Only now: loading everything takes its time.
const { launch } = await import('./launcher/launch.ts');
process.exit(await launch(process.env));
