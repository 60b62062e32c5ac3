/** The door: who shows a ticket first is let in, once, whichever device looks at it. */
import { randomUUID } from 'node:crypto';
import type { Evening } from './evening.ts';
import { expect } from './expect.ts';
import { ask } from './http.ts';
import type { Bought } from './in-telegram.ts';
import { phoneOf } from './phone.ts';
import { signIn } from './session.ts';
import { say } from './words.ts';

/** Of the sample theatre: Pyotr, who stands at the door. */
const DOORKEEPER = 1002;

type Ticket = { id: string; number: string; token: string | null };

export async function atTheDoor({ web, sandbox, step }: Evening, { viewer, orderId, show }: Bought): Promise<void> {
  const { door, ticket } = await step(async () => {
    const pyotr = await signIn(web, phoneOf(sandbox, DOORKEEPER));
    const { organisations } = await ask(`${web}/api/organiser/organisations`, pyotr);
    const at = `${web}/api/organiser/${organisations[0].slug}/shows/${show.id}`;
    const list = await ask(`${at}/door`, pyotr);
    const order = await ask(`${web}/api/orders/${orderId}`, await signIn(web, viewer));
    const hers = order.tickets.find(({ token }: Ticket) => token) as Ticket & { token: string };
    expect(hers, say('у Анны свой билет с кодом', 'Anna has a ticket and its code'), order.tickets);
    const listed = list.tickets.some(({ id }: Ticket) => id === hers.id);
    expect(listed, say('билет Анны в списке на входе', "Anna's ticket is on the door's list"), list.tickets.length);
    const scan = async (device: string, token: string) => {
      const scans = [{ id: randomUUID(), token, at: new Date().toISOString() }];
      return (await ask(`${at}/check-ins`, { ...pyotr, body: { device, scans } })).results[0];
    };
    return [
      { door: scan, ticket: hers },
      say(
        `на входе Пётр открывает список: билетов ${list.tickets.length}`,
        `at the door Pyotr opens the list: ${list.tickets.length} tickets`,
      ),
    ];
  });
  const [first, second] = [randomUUID(), randomUUID()];

  await step(async () => {
    const answer = await door(first, ticket.token);
    expect(answer.result === 'admitted', say('Анну впустили', 'Anna is let in'), answer);
    return [undefined, say(`билет ${ticket.number}: Анна проходит`, `ticket ${ticket.number}: Anna is let in`)];
  });

  await step(async () => {
    const answer = await door(second, ticket.token);
    expect(answer.result === 'already', say('второй раз не пускают', 'nobody is let in twice'), answer);
    return [undefined, say('тот же билет на другом устройстве: уже прошёл', 'the same ticket at another device: it was used')];
  });

  await step(async () => {
    const forged = ticket.token.replace(/.{4}$/, (end) => (end === 'AAAA' ? 'BBBB' : 'AAAA'));
    const answer = await door(first, forged);
    expect(answer.result === 'forged', say('подделка не проходит', 'a forgery is refused'), answer);
    return [undefined, say('на входе: поддельный билет не проходит', 'the door: a forged ticket is refused')];
  });
}
