/** A process that asks for one secret, for the test of the data folder. */
import { openDataFolder } from '../../database/data-folder.ts';

const [folder = '', count = '1'] = process.argv.slice(2);
const data = openDataFolder(folder);
process.stdin.once('data', () => {
  const secrets = Array.from({ length: Number(count) }, (_, index) => data.secret(`shared-${index}`));
  console.log(JSON.stringify({ secrets, ticketKey: data.ticketKeys().publicKey }));
  process.exit(0);
});
console.log('waiting');
