/** Telegram tells us no country: a rule of countries is said before the press that buys, takes or exchanges. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { texts } from '../../bot/texts.ts';
import { claimLinks, handingPayload } from '../../domain/claim-link.ts';
import { money } from '../../domain/money.ts';
import { anna, dataOf, james, openStage, type Stage, textsOf } from './stage.ts';
import { inHours } from './theatre.ts';

const words = texts.ru;
const links = claimLinks('a secret of the test');
const countries = { mode: 'allow', list: ['RU', 'KZ'] };
const said = /Показ идёт только в этих странах: Россия и Казахстан/;
let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

describe('a show that is played in some countries', () => {
  it('says so beside the button that pays, and takes no press more than another show', async () => {
    const seen = async (rule: Record<string, unknown>) => {
      const { theatre } = stage.play();
      theatre.addType(theatre.addShow('SHOW0001', rule).id, 0, 450);
      const viewer = stage.viewer(anna);
      await viewer.say('/start show_SHOW0001');
      await viewer.press(/^Партер/);
      return viewer.press('2');
    };
    const ruled = await seen({ countries });
    assert.match(ruled.text, said);
    assert.ok(ruled.text.includes(words.payingYouKnow));
    const free = await seen({ countries: null });
    assert.ok(!free.text.includes(words.payingYouKnow) && !said.test(free.text), 'control');
    assert.deepEqual(textsOf(ruled), textsOf(free));
  });

  it('is no atlas: a long rule keeps to what fits under a picture', async () => {
    const { theatre } = stage.play();
    const list = ['GS', 'VC', 'UM', 'BQ', 'TF', 'HM', 'SJ', 'CD', 'CF', 'ST', 'PM', 'FK', 'MP', 'TC'];
    theatre.addType(theatre.addShow('SHOW0001', { countries: { mode: 'refuse', list } }).id, 0, 450);
    const viewer = stage.viewer(anna);
    await viewer.say('/start show_SHOW0001');
    await viewer.press(/^Партер/);
    const { text } = await viewer.press('2');
    assert.match(text, /ещё 8\. Билет там не поможет\. Весь список — на странице показа\./);
    assert.ok(text.length < 1024, `${text.length} letters`);
  });

  it('says so before the invoice when the same is ordered once more', async () => {
    const again = async (rule: Record<string, unknown>) => {
      const play = stage.play({
        orders: {
          async checkout({ orderId }: { orderId: string }) {
            play.theatre.addOrder(anna, show, [type], { id: orderId, phase: 'awaitingPayment' });
            return { checkoutUrl: 'stars', total: money(450, 'XTR'), holdEndsAt: inHours(0.2).toISOString() };
          },
        } as never,
      });
      const show = play.theatre.addShow('SHOW0001', rule);
      const type = play.theatre.addType(show.id, 0, 450);
      const old = play.theatre.addOrder(anna, show, [type], { phase: 'expired' });
      const viewer = stage.viewer(anna);
      await viewer.say(`/start order_${old.id.replaceAll('-', '')}`);
      const before = (await viewer.all()).length;
      assert.ok((await viewer.press(words.again)).invoice);
      return (await viewer.all()).slice(before).map(({ text }) => text);
    };
    assert.match((await again({ countries }))[0]!, said);
    assert.ok(!(await again({ countries: null })).some((text) => said.test(text)), 'control');
  });

  it('says so to whoever is handed a ticket, before they take it', async () => {
    const { theatre } = stage.play();
    const show = theatre.addShow('SHOW0001', { countries });
    const [ticket] = theatre.addOrder(anna, show, [theatre.addType(show.id, 0, 450)]).tickets;
    const payload = handingPayload('claim', ticket!.id, links.sign('claim', ticket!.id));
    const offer = await stage.viewer(james).say(`/start ${payload}`);
    assert.match(offer.text, /only in these countries: Russia and Kazakhstan/);
    assert.ok(textsOf(offer).includes(texts.en.take));
  });

  it('says so before tickets are exchanged for it', async () => {
    const { theatre } = stage.play();
    const show = theatre.addShow('SHOW0001', { starts_at: inHours(50) });
    const type = theatre.addType(show.id, 0, 450);
    theatre.addOrder(anna, show, [type]);
    theatre.addType(theatre.addShow('SHOW0002', { starts_at: inHours(75), countries }).id, 0, 450);
    const viewer = stage.viewer(anna);
    await viewer.say('/tickets');
    await viewer.press(/Чайка/);
    const page = await viewer.press(words.exchange);
    const asking = await viewer.press(textsOf(page)[0]!);
    assert.match(asking.text, said);
    assert.ok(dataOf(asking).some((data) => data.startsWith('vn:')));
  });
});
