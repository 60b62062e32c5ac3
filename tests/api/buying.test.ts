/** Asking for seats through the door: who may ask for what, and what they hear when it cannot be. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { statusOf } from '../../api/errors.ts';
import { PlacedOrder } from '../../api/schemas/orders.ts';
import { type ErrorCode, Refusal } from '../../domain/errors.ts';
import { type House, openHouse, personOf } from './house.ts';
import { anna, announce, body, row, showId, tenantId, typeId } from './rows.ts';

let house: House;
before(async () => {
  house = await openHouse();
  announce(house);
});
afterEach(() => {
  house.checkouts.length = 0;
  delete house.fail.checkout;
  house.rows['orders'] = () => [];
});
after(() => house.close());

const problem = async (response: Response) => ((await response.json()) as { error: ErrorCode }).error;

describe('where a guest asks from', () => {
  const from = async (address: string, over: object = {}, at = house) => {
    await at.call('/api/orders', { json: body(over), headers: { 'x-forwarded-for': address } });
    return at.checkouts.at(-1)?.network;
  };

  it('is told as a keyed hash, one for a whole /64 of IPv6, behind the proxies that are trusted', async () => {
    const proxied = await openHouse({ trustedProxies: 1 });
    announce(proxied);
    const ask = (address: string) => from(address, {}, proxied);
    const [first, neighbour, other, old] = [
      await ask('2001:db8:1:2::1'),
      await ask('2001:db8:1:2:ffff::9'),
      await ask('2001:db8:1:3::1'),
      await ask('192.0.2.7'),
    ];
    await proxied.close();
    assert.equal(first, proxied.deps.networkIdOf('2001:db8:1:2'));
    assert.deepEqual([neighbour === first, other === first, old], [true, false, proxied.deps.networkIdOf('192.0.2.7')]);
    assert.doesNotMatch(JSON.stringify(proxied.checkouts), /192\.0\.2|2001:db8/);
  });

  it('is not what the request says of itself when no proxy is trusted', async () => {
    assert.equal(await from('192.0.2.7'), house.deps.networkIdOf('127.0.0.1'));
  });

  it('is nobody’s business when they have Telegram', async () => {
    const { token } = await house.signIn(1001);
    await house.call('/api/orders', { json: body({ provider: 'stars' }), token });
    assert.deepEqual([house.checkouts.length, house.checkouts[0]?.network], [1, undefined]);
  });
});

describe('asking for seats', () => {
  it('as a guest needs an e-mail, and makes them a person by it', async () => {
    const { email: _, ...nameless } = body();
    assert.equal(await problem(await house.call('/api/orders', { json: nameless })), 'EmailRequired');
    const asked = body({ email: 'Anna@Example.com', name: '  Анна ' });
    const device = randomUUID();
    const response = await house.call('/api/orders', {
      json: asked,
      headers: { 'x-rampa-device': device, 'accept-language': 'ru' },
    });
    assert.equal(response.status, 201);
    const placed = PlacedOrder.parse(await response.json());
    assert.equal(house.deps.orderLinks.verify(asked.orderId, placed.orderToken), anna);
    const [command] = house.checkouts;
    assert.deepEqual(
      {
        personId: command!.personId,
        contact: command!.contact,
        surface: command!.surface,
        device: command!.device,
        known: command!.known,
        language: command!.language,
        tenantId: command!.tenantId,
      },
      {
        personId: anna,
        contact: { email: 'Anna@Example.com', name: 'Анна' },
        surface: 'web',
        device,
        known: false,
        language: 'ru',
        tenantId,
      },
    );
  });

  it('inside Telegram is paid in Stars, on the web by card', async () => {
    const { token, personId } = await house.signIn(2001);
    assert.equal(await problem(await house.call('/api/orders', { json: body(), token })), 'ProviderNotOffered');
    assert.equal(await problem(await house.call('/api/orders', { json: body({ provider: 'stars' }) })), 'ProviderNotOffered');
    assert.equal((await house.call('/api/orders', { json: body({ provider: 'stars' }), token })).status, 201);
    assert.deepEqual(
      [house.checkouts[0]!.personId, house.checkouts[0]!.currency, house.checkouts[0]!.bot],
      [personId, 'XTR', 'platform'],
    );
    assert.equal(await problem(await house.call('/api/orders', { json: body({ currency: 'USD' }) })), 'NoPriceInCurrency');
  });

  it("under an id that is somebody else's is refused, and asks for nothing", async () => {
    house.rows['orders'] = () => [row(personOf('email:boris@example.com'), randomUUID())];
    assert.equal(await problem(await house.call('/api/orders', { json: body() })), 'OrderNotYours');
    assert.deepEqual(house.checkouts, []);
  });

  it("under an id of one's own is never a new start", async () => {
    house.rows['orders'] = () => [row(anna, randomUUID())];
    await house.call('/api/orders', { json: body() });
    assert.equal(house.checkouts[0]!.known, true);
  });

  it('for a show that is not there is refused', async () => {
    assert.equal(await problem(await house.call('/api/orders', { json: body({ showId: randomUUID() }) })), 'NotFound');
  });

  it('for no seats, too many, twice of one kind or with control characters in a name is not understood', async () => {
    const line = (quantity: number, ticketTypeId = typeId) => ({ ticketTypeId, quantity });
    for (const changes of [
      { lines: [] },
      { lines: [line(0)] },
      { lines: [line(-1)] },
      { lines: [line(1.5)] },
      { lines: [line(11)] },
      { lines: [line(6), line(5, randomUUID())] },
      { lines: [line(1), line(1)] },
      { email: 'anna' },
      { name: ' ' },
      { name: 'Ан\u0000на' },
      { name: 'Анна\nBcc: all@example.com' },
      { orderId: '1' },
    ])
      assert.equal(
        await problem(await house.call('/api/orders', { json: body(changes) })),
        'InvalidRequest',
        JSON.stringify(changes),
      );
    assert.deepEqual(house.checkouts, []);
  });

  it('again, of an order whose process is over and never answered, hears why there were no seats', async () => {
    house.fail.checkout = new Refusal('OrderClosed');
    const asked = body();
    const again = async (over: object) => {
      house.rows['orders'] = () => [{ ...row(anna, asked.orderId), showId, phase: 'cancelled', reason: 'soldOut', ...over }];
      return problem(await house.call('/api/orders', { json: asked }));
    };
    assert.equal(await again({}), 'SoldOut');
    assert.equal(await again({ reason: 'salesPaused' }), 'SalesPaused');
    for (const over of [{ phase: 'paid', reason: null }, { phase: 'expired', reason: null }, { reason: 'buyer' }])
      assert.equal(await again(over), 'OrderClosed', 'what had a payment link is over');
    assert.equal(await again({ showId: randomUUID() }), 'OrderClosed', 'of another show it says nothing');
  });

  it('hears each refusal with its own status', async () => {
    for (const code of [
      'SoldOut',
      'NotOnSale',
      'OrderDiffers',
      'OrderClosed',
      'NoSuchTicketType',
      'PaymentUnavailable',
      'Busy',
    ] as const) {
      house.fail.checkout = new Refusal(code);
      const response = await house.call('/api/orders', { json: body() });
      assert.equal(response.status, statusOf[code]);
      assert.equal(await problem(response), code);
      assert.equal(response.headers.get('retry-after') !== null, response.status === 503, code);
    }
  });
});
