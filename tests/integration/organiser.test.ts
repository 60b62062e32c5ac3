/** An organiser's evening through the doors: put on, sold, told, given away, let in, returned, moved, cancelled. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { AttentionList, DoorList, MyProductions, MyShowDetails, OrderStory, SoldOrders } from '../../api/schemas/organiser.ts';
import { sampleTenantId } from '../../database/sample/theatre.ts';
import { inPhase, newShow, order, payOnPage, seen, type TestShow, type WebOrder } from '../support/buyers.ts';
import { wordsOf } from '../support/histories.ts';
import { type House, openHouse } from '../support/house.ts';
import { call, eventually } from '../support/http.ts';
import { assertSound } from '../support/invariants.ts';
import { newOrganiser, type Organiser } from '../support/organiser.ts';

let house: House;
let owner: Organiser;
before(async () => {
  house = await openHouse({ env: { TEMPORAL_UI_URL: 'http://localhost:8233' } });
  owner = await newOrganiser(house);
});
after(async () => {
  if (!house) return;
  await assertSound(house.db).finally(house.close);
});

const both = (ru: string, en: string) => ({ ru, en });
const once = () => ({ requestId: randomUUID() as string });
const details = async (show: { id: string }) => MyShowDetails.strict().parse((await owner.ask(`shows/${show.id}`)).body);
const story = async (orderId: string) => OrderStory.strict().parse((await owner.ask(`orders/${orderId}`)).body);
const paid = async (show: TestShow, quantity = 1): Promise<WebOrder> => {
  const placed = await order(house, show, quantity);
  await payOnPage(placed.checkoutUrl);
  await inPhase(house, placed, 'paid');
  return placed;
};

describe('a new production', () => {
  it('with a date is a draft that nobody sees, then stands on the playbill and sells', async () => {
    const production = await owner.ask('productions', {
      ...{ ...once(), title: both('Три сестры', 'Three Sisters'), author: both('Чехов', 'Chekhov') },
      ...{ description: both('В Москву', 'To Moscow'), minutes: 150, ageLimit: 12, symbol: 'letter', hue: 30 },
    });
    assert.deepEqual([production.status, production.body['slug']], [201, 'three-sisters']);
    const added = await owner.ask('shows', {
      ...{
        ...once(),
        productionId: production.body['productionId'],
        startsAt: '2099-01-01T16:00:00.000Z',
        timeZone: 'Europe/Moscow',
      },
      ...{ kind: 'stream', capacity: 20, holdMinutes: 15, refundPolicy: { fullUntilHours: 24, thenPercent: 50 } },
      ticketTypes: [
        { name: both('Партер', 'Stalls'), note: both('', ''), quota: null, prices: [{ amount: 50_000, currency: 'RUB' }] },
      ],
    });
    assert.equal(added.status, 201, JSON.stringify(added.body));
    const show = { id: String(added.body['showId']), code: String(added.body['code']) };
    assert.equal((await call(`${house.web}/api/shows/${show.id}`)).status, 404);

    const published = await owner.ask(`shows/${show.id}/publish`, { ...once(), published: true });
    assert.deepEqual([published.status, published.body['status'], published.body['published']], [200, 'announced', true]);
    const [type] = (await details(show)).ticketTypes;
    assert.equal((await call(`${house.web}/api/shows/${show.id}`)).body['code'], show.code);
    const placed = await order(house, { ...show, typeId: type!.id }, 2);
    assert.equal(placed.reply.status, 201);
    assert.deepEqual((await details(show)).sales, {
      ...{ capacity: 20, sold: 0, held: 2, given: 0, checkedIn: 0, earned: [], returned: [] },
    });
    await payOnPage(placed.checkoutUrl);
    await inPhase(house, placed, 'paid');
    const { sales } = await details(show);
    assert.deepEqual([sales.sold, sales.held, sales.earned], [2, 0, [{ amount: 100_000, currency: 'RUB' }]]);

    const mine = MyProductions.strict().parse((await owner.ask('productions')).body);
    assert.equal(mine.productions.at(-1)?.shows[0]?.sales.sold, 2);
  });
});

describe('a sold order', () => {
  it('is found by number, name part of an address and ticket, and tells its story', async () => {
    const show = await newShow(house, 10);
    const placed = await paid(show, 2);
    const other = await paid(show);
    const found = async (search: string) => {
      const list = SoldOrders.strict().parse(
        (await owner.ask(`shows/${show.id}/orders?search=${encodeURIComponent(search)}`)).body,
      );
      return list.orders.map(({ orderId }) => orderId);
    };
    const told = await story(placed.orderId);
    for (const search of [
      told.order.number,
      told.order.number.slice(2).toLowerCase(),
      placed.email.slice(0, 12),
      told.order.tickets[0]!.number,
    ])
      assert.deepEqual(await found(search), [placed.orderId], search);
    assert.deepEqual((await found('@example.com')).sort(), [placed.orderId, other.orderId].sort());
    assert.deepEqual(await found('%'), []);

    assert.deepEqual(told.contact, { name: null, email: placed.email, telegramId: null });
    assert.equal(told.order.tickets[0]?.token, null, 'what opens the door is the buyer’s');
    assert.match(told.temporalUrl!, new RegExp(`^http://localhost:8233/namespaces/${house.namespace}/workflows/order`));
    assert.ok(told.waitsFor);
    const kinds = told.timeline.map(({ kind }) => kind);
    for (const kind of ['ordered', 'held', 'paymentPage', 'paid', 'ticketed'])
      assert.ok(kinds.includes(kind), `${kind} of ${kinds.join()}`);
    assert.ok(told.timeline.every(({ text }) => text.ru && text.en && !/undefined|null|\[object/.test(text.ru + text.en)));
    const times = told.timeline.map(({ at }) => at);
    assert.deepEqual(times, times.toSorted());
  });

  it('is returned whole by the theatre, sent again, made void; each is on record with the hand that did it', async () => {
    const show = await newShow(house, 10, { inHours: 1 });
    await house.db.sql(`update shows set refund_policy = '{"fullUntilHours": 24, "thenPercent": 0}' where id = $1`, [show.id]);
    const placed = await paid(show, 3);
    const operator = await newOrganiser(house, 'operator');
    for (const [{ personId }, name] of [
      [owner, 'Ирина'],
      [operator, 'Ольга'],
    ] as const)
      await house.db.sql('update members set name = $1 where person_id = $2', [name, personId]);
    const [first, second] = (await story(placed.orderId)).order.tickets;
    const returned = await owner.ask(`orders/${placed.orderId}/refund`, { ...once(), ticketIds: [first!.id], whole: true });
    assert.equal(returned.status, 200, JSON.stringify(returned.body));
    assert.equal((await owner.ask(`tickets/${second!.id}/revoke`, once())).status, 200);
    assert.equal((await operator.ask(`orders/${placed.orderId}/resend`, once())).status, 200);
    await eventually(async () => (await details(show)).sales.returned[0]?.amount === 90_000, 'the money is back');
    const now = await story(placed.orderId);
    const states = now.order.tickets.map(({ revokeReason }) => revokeReason);
    assert.deepEqual(new Set(states), new Set(['organiser', 'refunded', null]));
    assert.ok(now.timeline.some(({ kind, text }) => kind === 'refund' && /просит театр/.test(text.ru)));
    const byHand = async () => (await story(placed.orderId)).timeline.filter(({ kind }) => kind === 'member').length;
    await eventually(async () => (await byHand()) >= 2, 'made void and sent again; the return is told with its money');
    assert.deepEqual((await details(show)).sales.sold, 1);
    /** Each sentence that names the one or the other. */
    const named = async (orderId: string) =>
      (await story(orderId)).timeline.map(({ text }) => text.ru).filter((text) => /Ирина|Ольга/.test(text));
    assert.deepEqual(
      (await named(placed.orderId)).toSorted(),
      [
        `Возврат 900\u00A0₽ за билет ${first!.number} (просит театр: Ирина).`,
        `Ирина: погашен билет ${second!.number}.`,
        'Ольга: билеты отправлены ещё раз.',
      ].toSorted(),
    );
    assert.deepEqual(await named((await paid(show)).orderId), [], 'control: where no member has had a hand, none is named');
  });

  it('given away is an order without money', async () => {
    const show = await newShow(house, 10);
    const orderId = randomUUID() as string;
    const gift = { orderId, lines: [{ ticketTypeId: show.typeId, quantity: 2 }], email: 'critic@example.com', language: 'en' };
    const given = await owner.ask(`shows/${show.id}/complimentary`, gift);
    assert.equal(given.status, 201, JSON.stringify(given.body));
    assert.equal((await owner.ask(`shows/${show.id}/complimentary`, gift)).status, 201);
    await eventually(async () => (await details(show)).sales.given === 2, 'the gift is counted');
    const token = new URL(given.body['orderUrl']).searchParams.get('token')!;
    assert.equal((await seen(house, { orderId, token }))['given'], true);
    const stranger = { ...gift, email: 'stranger@example.com' };
    assert.equal((await owner.ask(`shows/${show.id}/complimentary`, stranger)).body['error'], 'OrderNotYours');
  });
});

describe('the door', () => {
  it('lets each ticket in once, also when two devices tell of it later', async () => {
    const show = await newShow(house, 10);
    const placed = await paid(show, 2);
    const porter = await newOrganiser(house, 'door');
    const list = DoorList.strict().parse((await porter.ask(`shows/${show.id}/door`)).body);
    assert.equal(list.tickets.length, 2);
    const tokens: string[] = (await seen(house, placed))['tickets'].map((ticket: { token: string }) => ticket.token);
    const tell = (device: string) =>
      porter.ask<{ results: Array<{ result: string; number: string }> }>(`shows/${show.id}/check-ins`, {
        device,
        scans: tokens.map((token) => ({ id: randomUUID(), token, at: new Date().toISOString() })),
      });
    const answers = await Promise.all([tell(randomUUID()), tell(randomUUID())]);
    const results = answers.flatMap(({ body }) => body.results.map(({ result }) => result));
    assert.deepEqual(results.sort(), ['admitted', 'admitted', 'already', 'already']);
    // A number that was typed is as good as its code, at its own show only.
    const byNumber = async (at: TestShow, token: string) =>
      (
        await porter.ask<{ results: Array<{ result: string }> }>(`shows/${at.id}/check-ins`, {
          device: randomUUID(),
          scans: [{ id: randomUUID(), token, at: new Date().toISOString() }],
        })
      ).body.results[0]!.result;
    const { number } = list.tickets[0]!;
    assert.deepEqual(
      [
        await byNumber(show, number.toLowerCase()),
        await byNumber(await newShow(house, 1), number),
        await byNumber(show, 'ZZ-ZZ-ZZ-ZZ'),
      ],
      ['already', 'forged', 'forged'],
    );
    assert.equal((await details(show)).sales.checkedIn, 2);
    assert.ok((await story(placed.orderId)).timeline.some(({ kind, failed }) => kind === 'checkedIn' && !failed));
    assert.equal((await porter.ask(`shows/${show.id}`)).body['error'], 'NotAllowed');
    const words = wordsOf(await house.temporal.workflow.getHandle(`show:${show.id}`).fetchHistory());
    assert.ok(words.includes(list.tickets[0]!.id) && !words.includes('RT1.'), 'tickets by id, and no token');
  });
});

describe('a refund that its provider refuses', () => {
  /** The provider no longer knows the payment. @returns what mends it. */
  const lost = async ({ orderId }: WebOrder) => {
    const rename = (to: string) => house.db.sql(`update payments set payment_id = ${to} where order_id = $1`, [orderId]);
    await rename(`payment_id || '_lost'`);
    return () => rename(`replace(payment_id, '_lost', '')`);
  };

  it('waits for a person, and is tried again', async () => {
    const show = await newShow(house, 10);
    const placed = await paid(show);
    const mend = await lost(placed);
    await owner.ask(`orders/${placed.orderId}/refund`, { ...once(), whole: true });
    const mine = async () =>
      AttentionList.strict()
        .parse((await owner.ask('attention')).body)
        .items.find(({ orderId }) => orderId === placed.orderId);
    const item = await eventually(mine, 'it is on the list');
    assert.deepEqual([item.kind, item.canRetry], ['refundRefused', true]);
    assert.ok(item.title.ru && item.nextStep.en);
    await mend();
    const retried = await Promise.all([1, 2].map(() => owner.ask(`attention/${item.id}/retry`, once())));
    assert.ok(
      retried.some(({ status }) => status === 200),
      JSON.stringify(retried.map(({ body }) => body)),
    );
    await inPhase(house, placed, 'refunded');
    await eventually(async () => (await mine()) === undefined, 'it is off the list');
    await eventually(
      async () =>
        (await house.db.sql('select 1 from refunds where order_id = $1 and state = $2', [placed.orderId, 'succeeded'])).length ===
        1,
      'the money is back',
    );
  });

  it('or is settled by hand, in the words of whoever did it, which no history keeps', async () => {
    const show = await newShow(house, 10);
    const placed = await paid(show);
    await lost(placed);
    await owner.ask(`orders/${placed.orderId}/refund`, { ...once(), whole: true });
    const item = await eventually(
      async () =>
        AttentionList.parse((await owner.ask('attention')).body).items.find(({ orderId }) => orderId === placed.orderId),
      'it is on the list',
    );
    const resolution = 'Вернули Анне наличными';
    assert.equal((await owner.ask(`attention/${item.id}/resolve`, { ...once(), resolution })).status, 200);
    const told = await story(placed.orderId);
    assert.ok(told.timeline.some(({ kind, text }) => kind === 'resolved' && text.ru.includes(resolution)));
    assert.equal(told.order.attention, false);
    const organisation = house.temporal.workflow.getHandle(`organisation:${sampleTenantId}`);
    assert.ok(!wordsOf(await organisation.fetchHistory()).includes('Анне'));
    const [row] = await house.db.sql('select state from refunds where order_id = $1', [placed.orderId]);
    assert.equal(row?.['state'], 'succeeded');
  });
});

describe('a show that is moved, then cancelled', () => {
  it('tells its orders of both, and counts how far it came', async () => {
    const show = await newShow(house, 10);
    const placed = await paid(show);
    const startsAt = new Date(Date.now() + 9 * 86_400_000).toISOString();
    const moved = await owner.ask(`shows/${show.id}/move`, { ...once(), startsAt });
    assert.deepEqual([moved.status, moved.body['status'], moved.body['startsAt']], [200, 'rescheduled', startsAt]);
    await eventually(async () => (await details(show)).changes[0]?.told === 1, 'the order knows of the move');
    assert.ok((await seen(house, placed))['movedFrom']);
    assert.equal((await owner.ask(`shows/${show.id}/cancel`, once())).status, 200);
    const now = await inPhase(house, placed, 'refunded');
    assert.equal(now['reason'], 'showCancelled');
    await eventually(async () => (await details(show)).changes[0]?.returned === 1, 'the money is back');
    const { changes } = await details(show);
    assert.deepEqual(
      changes.map(({ kind, total, told, returned }) => [kind, total, told, returned]),
      [
        ['cancelled', 1, 1, 1],
        ['moved', 1, 1, 0],
      ],
    );
    assert.deepEqual((await owner.ask(`shows/${show.id}/move`, { ...once(), startsAt })).body['error'], 'ShowNotOpen');
  });
});
