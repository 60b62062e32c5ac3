/** `npm run demo`: an evening of viewers, guests and an organiser against the running product, told step by step; exit code 1 when a step fails. */
import { existsSync } from 'node:fs';
import { findAddresses, NotRunning } from './addresses.ts';
import { anotherLanguage } from './another-language.ts';
import { atTheDoor } from './at-the-door.ts';
import { cancelled } from './cancelled.ts';
import { begin } from './evening.ts';
import { Unexpected } from './expect.ts';
import { handOver } from './hand-over.ts';
import { inTelegram } from './in-telegram.ts';
import { inTheHall } from './in-the-hall.ts';
import { moved } from './moved.ts';
import { givesOneBack, onTheWeb } from './on-the-web.ts';
import { organiserSignsIn } from './organiser.ts';
import { secondThoughts } from './second-thoughts.ts';
import { say } from './words.ts';

const [unknown] = process.argv.slice(2);
if (unknown !== undefined) {
  console.error(
    say(
      `«${unknown}» здесь ничего не значит: npm run demo без аргументов`,
      `“${unknown}” means nothing here: npm run demo takes no arguments`,
    ),
  );
  process.exit(2);
}
if (existsSync('.env')) process.loadEnvFile('.env');
const print = (line: string) => console.log(line);

try {
  const addresses = await findAddresses(process.env);
  const { sandboxPublic: sandbox, temporal } = addresses;
  const evening = begin(addresses, print);
  const began = performance.now();
  const bought = await inTelegram(evening);
  await handOver(evening, bought);
  await atTheDoor(evening, bought);
  await secondThoughts(evening, bought);
  await inTheHall(evening, bought);
  const own = await organiserSignsIn(evening);
  const guest = await onTheWeb(evening, own.soon, { provider: 'yookassa', quantity: 2, who: say('гость', 'a guest') });
  await givesOneBack(evening, guest);
  await moved(evening, own, bought, guest);
  await cancelled(evening, own, bought);
  await anotherLanguage(evening, bought);

  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const workflow = (orderId: string) =>
    temporal && `${temporal.ui}/namespaces/${temporal.namespace}/workflows/${encodeURIComponent(`order:${orderId}`)}`;
  const links = [
    [say('Телефон Анны', "Anna's phone"), `${sandbox}/phone?person=${bought.viewer.id}`],
    [say('Заказ гостя', "The guest's order"), guest.page],
    [say('Письма гостя', "The guest's letters"), `${sandbox}/mail?to=${encodeURIComponent(guest.email)}`],
    [say('Отменённая дата у организатора', 'The cancelled date, as its organiser sees it'), own.page(`/shows/${own.later.id}`)],
    [say('История заказа гостя у организатора', "The guest's order as a story"), own.page(`/orders/${guest.orderId}`)],
    [say('Телефон организатора, чтобы войти', "The organiser's phone, to sign in with"), `${sandbox}/phone?person=1001`],
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
