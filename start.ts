/** `npm start`: everything that Rampa needs, on this machine, until Ctrl-C. */
import { existsSync } from 'node:fs';
import { launch } from './launcher/launch.ts';

// What the shell says wins over the file.
if (existsSync('.env')) process.loadEnvFile('.env');

process.exit(await launch(process.env));
