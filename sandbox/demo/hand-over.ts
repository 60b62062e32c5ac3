/** One of two tickets goes to a companion by a link that works once. */
import { compact, isTicket, openOrder } from './buying.ts';
import type { Evening } from './evening.ts';
import { expect } from './expect.ts';
import { ask } from './http.ts';
import type { Bought } from './in-telegram.ts';
import { buttonOf, newPhone } from './phone.ts';
import { signIn } from './session.ts';
import { say } from './words.ts';

export async function handOver({ web, sandbox, step }: Evening, { viewer, orderId }: Bought): Promise<void> {
  const link = await step(async () => {
    const card = await openOrder(viewer, orderId);
    const shared = await viewer.press(card, 'h:', say('ссылка для спутника', 'a link for a companion'), ({ text }) =>
      /start=claim_/.test(text),
    );
    const [found] = /claim_\w{32}_[\w-]{22}/.exec(shared.text) ?? [];
    expect(found, say('ссылка со словом claim_', 'a link with claim_'), shared.text);
    return [found, say('/tickets: один билет она передаёт Борису ссылкой', '/tickets: she hands one ticket to Boris by a link')];
  });

  await step(async () => {
    const boris = await newPhone(sandbox, say('Борис', 'Boris'));
    const offer = await boris.say(`/start ${link}`, say('предложение забрать билет', 'an offer of the ticket'), (seen) =>
      buttonOf(seen, 'y:'),
    );
    await boris.press(offer, 'y:', say('билет у Бориса', 'the ticket is with Boris'), isTicket);
    await viewer.sees(say('Анна знает, что билет забрали', 'Anna is told that it was taken'), ({ text }) =>
      text.includes(say('спутник', 'companion')),
    );
    const { tickets } = await ask(`${web}/api/orders/${orderId}`, await signIn(web, viewer));
    const his = tickets.find(({ id }: { id: string }) => link.includes(compact(id)));
    expect(his.holder === 'companion' && his.token === null, say('код есть только у Бориса', 'only Boris has its code'), his);
    const late = await newPhone(sandbox, say('Чужой', 'A stranger'));
    const refused = await late.say(`/start ${link}`, say('отказ второму', 'a no to the second'), () => true);
    expect(!buttonOf(refused, 'y:'), say('второму ссылка ничего не даёт', 'the link gives nothing to a second'), refused);
    return [
      undefined,
      say('Борис забирает билет, второму ссылка ничего не даёт', 'Boris takes it; the link gives nothing to anybody else'),
    ];
  });
}
