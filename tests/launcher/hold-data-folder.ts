/** A process that holds a data folder and waits to be killed, for the test of the lock. */
import { openDataFolder } from '../../database/data-folder.ts';
import { holdDataFolder } from '../../launcher/lock.ts';

holdDataFolder(openDataFolder(process.argv[2] ?? ''));
console.log('held');
setInterval(() => undefined, 60_000);
