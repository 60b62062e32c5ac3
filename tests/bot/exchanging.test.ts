/** Tickets are exchanged in the bot for another date of the same production. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { texts } from '../../bot/texts.ts';
import { anna, dataOf, openStage, type Stage, textsOf } from './stage.ts';
import { inHours } from './theatre.ts';

const words = texts.ru;
const hex = (id: string) => id.replaceAll('-', '');
let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

async function scene() {
  const play = stage.play({
    orders: {
      async exchange({ showId }) {
        order.show_id = showId;
        for (const ticket of order.tickets) ticket.showId = showId;
        return { showId, startsAt: play.theatre.shows.find(({ id }) => id === showId)!.starts_at.toISOString() };
      },
    },
  });
  const { theatre } = play;
  const show = theatre.addShow('SHOW0001', { starts_at: inHours(50) });
  const type = theatre.addType(show.id, 0, 450);
  const order = theatre.addOrder(anna, show, [type, type]);
  const fit = theatre.addShow('SHOW0002', { starts_at: inHours(75) });
  theatre.addType(fit.id, 0, 450);
  const dearer = theatre.addShow('SHOW0003', { starts_at: inHours(100) });
  theatre.addType(dearer.id, 0, 500);
  const full = theatre.addShow('SHOW0004', { starts_at: inHours(125), seats_left: 1 });
  theatre.addType(full.id, 0, 450);
  theatre.addShow('SHOW0005', { starts_at: inHours(150), status: 'live' });
  const viewer = stage.viewer(anna);
  await viewer.say('/tickets');
  await viewer.press(/Чайка/);
  return { ...play, show, order, fit, full, viewer };
}

describe('an exchange', () => {
  it('offers the dates that fit and names why the others do not', async () => {
    const { viewer, order } = await scene();
    const page = await viewer.press(words.exchange);
    assert.deepEqual(
      dataOf(page).filter((data) => data.startsWith('vf:')),
      [`vf:${hex(order.id)}:SHOW0002`],
    );
    for (const why of Object.values(words.unfit)) assert.ok(page.text.includes(why), why);
    assert.match(page.text, /Обменять можно до .* \(Москва\)\.$/m);
  });

  it('is confirmed by one more press, and pressing that twice is one exchange', async () => {
    const { viewer, asked, order, fit } = await scene();
    const page = await viewer.press(words.exchange);
    await viewer.press(textsOf(page)[0]!);
    assert.deepEqual(asked, [], 'choosing is not yet a yes');
    const data = dataOf(await viewer.last()).find((one) => one.startsWith('vn:'))!;
    const done = await viewer.press(words.exchangeNow);
    assert.match(done.text, /Готово: вы идёте/);
    const second = await viewer.send(data);
    assert.equal(second.text, done.text);
    assert.deepEqual(
      asked.map(({ name, command }) => [name, command['orderId'], command['showId']]),
      [['exchange', order.id, fit.id]],
    );
  });

  it('for a date that is not one of the production’s, or that was taken meanwhile, is not asked for', async () => {
    const { viewer, asked, order, fit } = await scene();
    assert.match((await viewer.send(`vn:${hex(order.id)}:ELSEWHERE:1`)).text, /На эту дату обменять нельзя/);
    const page = await viewer.press(words.exchange);
    Object.assign(fit, { seats_left: 1 });
    const list = await viewer.press(textsOf(page)[0]!);
    assert.ok(list.text.includes(words.noFittingDates) && list.text.includes(words.unfit.SoldOut));
    assert.deepEqual(asked, []);
  });

  it('is refused in words when it is too late', async () => {
    const { viewer, show, order } = await scene();
    show.starts_at = inHours(0.5);
    assert.match((await viewer.send(`v:${hex(order.id)}`)).text, /Обменять билеты уже нельзя/);
  });
});
