/** Tickets come back from the bot: what is chosen, what is shown, and only what was shown is done. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { texts } from '../../bot/texts.ts';
import { Refusal } from '../../domain/errors.ts';
import { money } from '../../domain/money.ts';
import { personIdOf } from './fakes.ts';
import { anna, dataOf, james, openStage, type Stage, textsOf } from './stage.ts';
import { inHours, type Order } from './theatre.ts';

const words = texts.ru;
const hex = (id: string) => id.replaceAll('-', '');
let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

/** Three tickets of one order of Anna's, and its card on her phone. */
async function scene(
  more: Partial<Order> = {},
  { starts_at = inHours(48), refuse }: { starts_at?: Date; refuse?: 'RefundClosed' } = {},
) {
  const play = stage.play({
    orders: {
      async refund({ ticketIds }) {
        if (refuse) throw new Refusal(refuse);
        const { currency } = order;
        const ids = ticketIds ?? [];
        for (const ticket of order.tickets.filter(({ id }) => ids.includes(id)))
          Object.assign(ticket, { state: 'revoked', revokeReason: 'refunded' });
        return { back: money(450 * ids.length, currency), kept: money(0, currency), ticketIds: ids };
      },
    },
  });
  const show = play.theatre.addShow('SHOW0001', { starts_at });
  const type = play.theatre.addType(show.id, 0, 450);
  const order = play.theatre.addOrder(anna, show, [type, type, type], more);
  const viewer = stage.viewer(anna);
  await viewer.say('/tickets');
  const card = await viewer.press(/Чайка/);
  return { ...play, show, order, viewer, card };
}
const byCard = { provider: 'stripe', currency: 'RUB' } as const;

describe('a return', () => {
  it('shows what comes back and until when before anything is done, and is done by one press', async () => {
    const { viewer, asked, order } = await scene(byCard);
    const page = await viewer.press(words.giveBack);
    assert.match(page.text, /Вернём: 13,50\s₽/);
    assert.match(page.text, /Эти условия — до .* \(Москва\)\.$/m);
    assert.equal(asked.length, 0);
    const done = await viewer.press(/^Вернуть и получить/);
    assert.match(done.text, /Билетов возвращено: 3/);
    assert.deepEqual(asked[0]!.command, {
      ...{ orderId: order.id, personId: personIdOf(`telegram:${anna}`), whole: false, byMember: false },
      ...{ ticketIds: order.tickets.map(({ id }) => id), requestId: asked[0]!.command['requestId'] },
    });
    assert.ok(!dataOf(done).some((data) => data.startsWith('fn:')), 'nothing is left to press twice');
  });

  it('is of the marked tickets alone, and of none while none is marked', async () => {
    const { viewer, asked, order } = await scene(byCard);
    await viewer.press(words.giveBack);
    for (const number of ['00', '02']) await viewer.press(new RegExp(`^☑ № 7F-2K-${number}`));
    const one = await viewer.press(/^☑ № 7F-2K-01/);
    assert.ok(one.text.includes(words.nothingChosen) && !dataOf(one).some((data) => data.startsWith('fn:')));
    const again = await viewer.press(/^☐ № 7F-2K-01/);
    assert.match(again.text, /Вернём: 4,50\s₽/);
    await viewer.press(/^Вернуть и получить/);
    assert.deepEqual(asked[0]!.command['ticketIds'], [order.tickets[1]!.id]);
  });

  it('says which of the marked tickets a companion has, before the press', async () => {
    for (const more of [byCard, {}]) {
      const { viewer, order } = await scene(more);
      assert.doesNotMatch((await viewer.press(words.giveBack)).text, /спутник/, 'control: nobody else has one');
      order.tickets[1]!.holder = personIdOf(`telegram:${james}`);
      const page = await viewer.send(`f:${hex(order.id)}:7`);
      assert.match(page.text, /\nБилет № 7F-2K-01-AC у спутника: он тоже перестанет действовать/);
      order.tickets[2]!.holder = personIdOf(`telegram:${james}`);
      const both = await viewer.send(`f:${hex(order.id)}:7`);
      assert.match(both.text, /\nБилеты № 7F-2K-01-AC, № 7F-2K-02-AC у спутников: они тоже перестанут действовать/);
    }
    const { viewer, order } = await scene(byCard);
    order.tickets[1]!.holder = personIdOf(`telegram:${james}`);
    await viewer.press(words.giveBack);
    const without = await viewer.press(/^☑ № 7F-2K-01/);
    assert.ok(without.text.includes('Вернём') && !without.text.includes('спутник'), 'what is not marked stays with them');
    assert.match((await viewer.press(/^☐ № 7F-2K-01/)).text, /Билет № 7F-2K-01-AC у спутника/);
  });

  it('says what the theatre keeps when it is late', async () => {
    const { viewer } = await scene(byCard, { starts_at: inHours(5) });
    const page = await viewer.press(words.giveBack);
    assert.match(page.text, /Вернём: 6,75\s₽/);
    assert.match(page.text, /Театр удержит: 6,75\s₽/);
  });

  it('pressed twice is one request, and says so the second time', async () => {
    const { viewer, asked, order } = await scene(byCard);
    await viewer.press(words.giveBack);
    const data = dataOf(await viewer.last()).find((one) => one.startsWith('fn:'))!;
    await viewer.send(data);
    const second = await viewer.send(data);
    assert.equal(second.text, words.alreadyReturned);
    assert.equal(asked.length, 1);
    // Two processes may answer two presses at once: then the request's id tells that they are one.
    for (const ticket of order.tickets) Object.assign(ticket, { state: 'valid', revokeReason: null });
    await viewer.send(data);
    assert.equal(asked[1]!.command['requestId'], asked[0]!.command['requestId']);
    const other = data.replace(/[^:]+$/, 'zz');
    for (const ticket of order.tickets) Object.assign(ticket, { state: 'valid', revokeReason: null });
    await viewer.send(other);
    assert.notEqual(asked[2]!.command['requestId'], asked[0]!.command['requestId'], 'control: another button is another request');
  });

  it('is asked about anew when less would come back than was shown', async () => {
    const { viewer, asked, show } = await scene(byCard);
    await viewer.press(words.giveBack);
    show.starts_at = inHours(5);
    const page = await viewer.press(/^Вернуть и получить/);
    assert.ok(page.text.includes(words.quoteChanged));
    assert.match(page.text, /Вернём: 6,75\s₽/);
    assert.deepEqual(asked, []);
  });

  it('with a promise or tickets made up does nothing but ask', async () => {
    const { viewer, asked, order } = await scene(byCard);
    for (const data of [`fn:${hex(order.id)}:7:AAAAAA:1`, `fn:${hex(order.id)}:fff:AAAAAA:1`, `fn:${hex(order.id)}:0:AAAAAA:1`])
      assert.ok((await viewer.send(data)).text.includes(words.quoteChanged), data);
    assert.deepEqual(asked, []);
  });

  it('of Stars is whole, and says why', async () => {
    const { viewer, asked, order } = await scene();
    const page = await viewer.press(words.giveBack);
    assert.ok(page.text.includes(words.starsWhole));
    assert.ok(!textsOf(page).some((text) => /[☑☐]/u.test(text)), 'no ticket can be left out');
    const part = await viewer.send(`f:${hex(order.id)}:1`);
    assert.match(part.text, /1\s350 ⭐/u);
    const done = await viewer.press(/^Вернуть и получить/);
    assert.match(done.text, /на ваш баланс в Telegram/);
    assert.equal((asked[0]!.command['ticketIds'] as string[]).length, 3);
  });

  it('that the rules no longer allow is refused in words, by the page and by the order', async () => {
    const late = await scene(byCard, { starts_at: inHours(-1) });
    assert.ok(!textsOf(late.card).includes(words.giveBack));
    assert.match((await late.viewer.send(`f:${hex(late.order.id)}:7`)).text, /билет уже не возвращается/);
    const { viewer } = await scene(byCard, { refuse: 'RefundClosed' });
    await viewer.press(words.giveBack);
    assert.match((await viewer.press(/^Вернуть и получить/)).text, /билет уже не возвращается/);
  });
});
