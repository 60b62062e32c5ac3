/** `npm run demo`: one viewer's evening against the running product, told step by step; exit code 1 when a step fails. */
import { findAddresses, NotRunning } from './addresses.ts';
import { atTheDoor } from './at-the-door.ts';
import { begin } from './evening.ts';
import { Unexpected } from './expect.ts';
import { inTelegram } from './in-telegram.ts';
import { onTheWeb } from './on-the-web.ts';
import { say } from './words.ts';

const print = (line: string) => console.log(line);

try {
  const addresses = await findAddresses(process.env);
  const { sandbox, temporal } = addresses;
  const evening = begin(addresses, print);
  const began = performance.now();
  const bought = await inTelegram(evening);
  await atTheDoor(evening, bought);
  const guest = await onTheWeb(evening, bought.show.id);

  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const workflow = (orderId: string) =>
    temporal && `${temporal.ui}/namespaces/${temporal.namespace}/workflows/${encodeURIComponent(`order:${orderId}`)}`;
  const links = [
    [say('Телефон Анны', "Anna's phone"), `${sandbox}/phone?person=${bought.viewer.id}`],
    [say('Заказ гостя', "The guest's order"), guest.page],
    [say('Процесс заказа Анны', "Anna's order as a process"), workflow(bought.orderId)],
    [say('Процесс заказа гостя', "The guest's order as a process"), workflow(guest.orderId)],
  ].filter((link): link is [string, string] => link[1] !== undefined);
  const width = Math.max(...links.map(([name]) => name.length));
  print('');
  print(say(`Вечер удался за ${seconds} с. Посмотрите сами:`, `A good evening, in ${seconds} s. See for yourself:`));
  for (const [name, address] of links) print(`  ${name.padEnd(width)}  ${address}`);
} catch (error) {
  process.exitCode = 1;
  if (error instanceof NotRunning) console.error(error.message);
  else if (error instanceof Unexpected)
    console.error(`✗ ${say('ждали', 'expected')}: ${error.expected}\n  ${say('увидели', 'seen')}: ${error.seen.slice(0, 1000)}`);
  else throw error;
}
