/** `npm start`: everything that Rampa needs, on this machine, until Ctrl-C. */
import { launch } from './launcher/launch.ts';

process.exit(await launch(process.env));
