/** A process that starts Postgres and waits to be killed, for the test of orphans. */
import { openDataFolder } from '../../database/data-folder.ts';
import { startEmbeddedPostgres } from '../../database/embedded-postgres.ts';

const [folder = '', port = '0'] = process.argv.slice(2);
const { adminUrl, pid } = await startEmbeddedPostgres({ data: openDataFolder(folder), port: Number(port) });
console.log(JSON.stringify({ adminUrl, pid }));
setInterval(() => undefined, 60_000);
