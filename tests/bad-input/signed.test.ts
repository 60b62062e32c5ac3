/** What is signed and then touched is nobody's word: no damaged webhook, Mini App data or token gets through. */
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { isFromTelegram } from '../../providers/messaging/telegram/webhook.ts';
import { botToken, type House, openHouse, personOf, stripeSecret } from '../api/house.ts';
import { announce, row, showId, tenantId, typeId } from '../api/rows.ts';
import { flipBit, flipLetter, mutate, noneIsTaken } from './flips.ts';
import { chanceOf, tellSeed } from './seed.ts';

let house: House;
before(async () => {
  tellSeed();
  house = await openHouse({ trustedProxies: 1 });
  announce(house);
});
afterEach(() => {
  for (const list of [house.settled, house.noticed, house.refunded]) list.length = 0;
});
after(() => house.close());

const handedOver = () => house.settled.length + house.noticed.length + house.refunded.length;
/** What is handed over by this one call. */
async function takes(send: () => Promise<Response>, refusals: number[]): Promise<boolean> {
  const before = handedOver();
  const { status } = await send();
  assert.ok(status < 300 || refusals.includes(status), String(status));
  return handedOver() > before;
}

const orderId = randomUUID();
const paid = {
  id: 'cs_1',
  payment_status: 'paid',
  payment_intent: 'pi_1',
  amount_total: 90_000,
  currency: 'rub',
  metadata: { orderId },
};
const event = Buffer.from(
  JSON.stringify({ id: 'evt_1', object: 'event', type: 'checkout.session.completed', data: { object: paid } }, null, 2),
);
const at = Math.floor(Date.now() / 1000);
const signature = `t=${at},v1=${createHmac('sha256', stripeSecret).update(`${at}.`).update(event).digest('hex')}`;
const toStripe = (body: Buffer, header: string) => () =>
  house.call('/webhooks/stripe/platform', { method: 'POST', body: body as never, headers: { 'stripe-signature': header } });

describe("Stripe's event", () => {
  it('with a bit of its body flipped is refused', () =>
    noneIsTaken<Buffer>('Stripe body', {
      ...{ count: 1000, good: event, damage: flipBit, same: (one, other) => one.equals(other) },
      taken: (body) => takes(toStripe(body, signature), [401]),
    }));

  it('with a bit of its signature flipped is refused', () =>
    noneIsTaken('Stripe signature', {
      ...{ count: 1000, good: signature, damage: flipLetter },
      taken: (header) => takes(toStripe(event, header), [401]),
    }));

  it('control: a verifier that believes anything is found', async () => {
    const believing = async (body: Buffer) => {
      try {
        return (JSON.parse(body.toString()) as { type?: string }).type === 'checkout.session.completed';
      } catch {
        return false;
      }
    };
    const same = (one: Buffer, other: Buffer) => one.equals(other);
    await assert.rejects(
      noneIsTaken('believing', { count: 100, good: event, damage: flipBit, same, taken: believing }),
      /SEED=\d+: .* it was taken/,
    );
    await assert.rejects(
      noneIsTaken('refusing', { count: 1, good: event, damage: flipBit, same, taken: async () => false }),
      /undamaged, is taken/,
    );
  });
});

describe("YooKassa's notification", () => {
  const [paymentId, personId] = [randomUUID(), randomUUID()];
  const body = Buffer.from(
    JSON.stringify({
      type: 'notification',
      event: 'payment.succeeded',
      object: { id: paymentId, status: 'succeeded', amount: { value: '900.00', currency: 'RUB' }, metadata: { orderId } },
    }),
  );
  const send = (bytes: Buffer, from = '185.71.76.5') =>
    house.call('/webhooks/yookassa/platform', {
      method: 'POST',
      body: bytes as never,
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
    });
  before(() => {
    house.rows['payment_sessions'] = (params) =>
      params.join() === `yookassa,platform,${paymentId}` ? [{ order_id: orderId }] : [];
    house.rows['orders'] = (params) => (params[0] === orderId ? [{ orderId, tenantId, personId }] : []);
  });
  after(() => {
    house.rows['payment_sessions'] = house.rows['orders'] = () => [];
  });

  it('with a bit flipped never becomes more than a question about a payment of that very order, which YooKassa itself must answer', async () => {
    const chance = chanceOf('YooKassa body');
    let asked = 0;
    for (let run = 0; run < 1000; run += 1) {
      house.noticed.length = 0;
      const { status } = await send(flipBit(body, chance));
      assert.ok([200, 400, 409].includes(status), String(status));
      for (const notice of house.noticed) {
        assert.deepEqual(
          [notice.orderId, notice.tenantId, notice.personId, notice.event],
          [orderId, tenantId, personId, 'payment.succeeded'],
        );
        asked += 1;
      }
      assert.equal(house.settled.length + house.refunded.length, 0, 'no money is believed');
    }
    assert.ok(asked > 0 && asked < 1000, 'control: some flips touch nothing that is read, most do');
  });

  it('from an address with a bit flipped is refused, unless it is another of the same network', async () => {
    const chance = chanceOf('YooKassa sender');
    const address = [185, 71, 76, 5];
    let near = 0;
    for (let run = 0; run < 1000; run += 1) {
      const [bit, other] = [chance.below(32), chance.below(32)];
      const bytes = Buffer.from(address);
      for (const one of new Set([bit, other])) bytes[one >> 3] = bytes[one >> 3]! ^ (0x80 >> (one & 7));
      // 185.71.76.0/27, or 185.71.77.0/27 beside it: the last bit of the third byte and five of the fourth are free.
      const within = bytes[0] === 185 && bytes[1] === 71 && (bytes[2]! & 0xfe) === 76 && bytes[3]! < 32;
      house.noticed.length = 0;
      const { status } = await send(body, [...bytes].join('.'));
      assert.deepEqual(
        [status, house.noticed.length],
        within ? [200, 1] : [bytes[0] === 127 ? status : 401, bytes[0] === 127 ? house.noticed.length : 0],
        [...bytes].join('.'),
      );
      near += within ? 1 : 0;
    }
    assert.ok(near > 0, 'control: neighbours were tried');
  });
});

describe("Telegram's secret", () => {
  it('with a bit flipped opens nothing', () => {
    const secret = 'secret_of-the-house_0123456789abcdefABCDEF';
    return noneIsTaken<string>('Telegram secret', {
      ...{
        count: 2000,
        good: secret,
        damage: (good, chance) => (chance.below(2) ? flipLetter(good, chance) : mutate(good, chance)),
      },
      taken: async (header) => isFromTelegram(header, secret),
    });
  });
});

describe('Mini App data', () => {
  const fields: Record<string, string> = {
    ...{ query_id: 'AAHdF6IQAAAAAN0XohDhrOrc', auth_date: String(at), start_param: 'show_ABCD1234', signature: 'A'.repeat(86) },
    user: JSON.stringify({ id: 2001, first_name: 'Анна', last_name: 'К', language_code: 'ru' }),
  };
  const text = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('\n');
  const key = createHmac('sha256', 'WebAppData').update(botToken).digest();
  const good = String(new URLSearchParams({ ...fields, hash: createHmac('sha256', key).update(text).digest('hex') }));
  /** The same fields however they are spelled and ordered: %7b is %7B. */
  const meaning = (data: string) =>
    [...new URLSearchParams(data)]
      .map((pair) => JSON.stringify(pair))
      .sort()
      .join();

  it('that was touched signs nobody in', () =>
    noneIsTaken<string>('initData', {
      ...{ count: 1000, good, same: (one: string, other: string) => meaning(one) === meaning(other) },
      damage: (data, chance) => (chance.below(3) ? mutate(data, chance) : swapped(data, chance.below(6), chance.below(6))),
      async taken(initData) {
        const response = await house.call('/api/sign-in', { json: { initData } });
        assert.ok([200, 400, 401].includes(response.status), String(response.status));
        if (response.status !== 200) return false;
        assert.equal(((await response.json()) as { personId: string }).personId, personOf('telegram:2001'));
        return true;
      },
    }));
  /** One field's value stands in another's place. */
  function swapped(data: string, one: number, other: number): string {
    const pairs = [...new URLSearchParams(data)];
    const [a, b] = [pairs[one % pairs.length]!, pairs[other % pairs.length]!];
    [a[1], b[1]] = [b[1], a[1]];
    return String(new URLSearchParams(pairs));
  }
});

describe('a token that was touched', () => {
  const count = 500;
  const personId = personOf('telegram:2001');
  const ticketId = randomUUID();
  const show = { id: showId };
  before(() => {
    house.rows['orders'] = (params) => (params.includes(orderId) || params.includes(personId) ? [row(personId, orderId)] : []);
    house.rows['tickets'] = (params) =>
      params.includes(ticketId)
        ? [
            {
              id: ticketId,
              orderId,
              tenantId,
              showId,
              personId,
              owner: personId,
              typeId,
              number: 'N',
              state: 'valid',
              holder: null,
              revokeReason: null,
              usedAt: null,
              orderPhase: 'paid',
              typeName: { ru: 'П', en: 'S' },
            },
          ]
        : [];
  });
  const answers = (path: () => string, refusal: number) => async () => {
    const { status } = await house.call(path());
    assert.ok([200, 400, refusal].includes(status), String(status));
    return status === 200;
  };

  it('opens no session', async () => {
    const { token } = await house.signIn(2001);
    await noneIsTaken<string>('session', {
      ...{ count, good: token, damage: mutate },
      // The signature's last letter has spare bits, which no byte is made of; and other white space is none of the token.
      same: (one, other) => {
        const [head, body, mark, ...more] = one.trim().split('.');
        const parts = other.split('.');
        return (
          more.length === 0 &&
          head === parts[0] &&
          body === parts[1] &&
          Buffer.from(mark ?? '', 'base64url').equals(Buffer.from(parts[2]!, 'base64url'))
        );
      },
      async taken(damaged) {
        // Nothing at all is no session either, but no broken one.
        const { status } = await house.call('/api/orders', { headers: { authorization: `Bearer ${damaged}` } });
        assert.ok([200, 401].includes(status), String(status));
        return status === 200;
      },
    });
    const none = [{ alg: 'none' }, { sub: personId, iss: 'rampa', aud: 'session', exp: at + 999 }].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    assert.equal((await house.call('/api/orders', { token: `${none.join('.')}.` })).status, 401, 'an unsigned one');
  });

  it('shows no order', () => {
    const good = house.deps.orderLinks.sign(orderId, personId);
    return noneIsTaken('order link', {
      count,
      good,
      damage: mutate,
      taken: (token) => answers(() => `/api/orders/${orderId}?token=${encodeURIComponent(token)}`, 404)(),
    });
  });

  it('shows no ticket', () => {
    const good = house.deps.orderLinks.signTicket(ticketId, personId);
    const taken = (token: string) => answers(() => `/api/tickets/${ticketId}?token=${encodeURIComponent(token)}`, 404)();
    return noneIsTaken('ticket link', { count, good, damage: mutate, taken });
  });

  it('hands no ticket over', () => {
    const good = house.deps.claimLinks.sign('claim', ticketId);
    const taken = (key: string) => answers(() => `/api/tickets/${ticketId}/claim?key=${encodeURIComponent(key)}`, 404)();
    return noneIsTaken('claim link', { count, good, damage: mutate, taken });
  });

  it('opens no door', () => {
    const good = house.deps.tickets.sign({ ticketId, showId: show.id });
    return noneIsTaken<string>('ticket', {
      ...{ count, good, damage: mutate, same: (one, other) => one.trim() === other },
      async taken(token) {
        const response = await house.call('/api/tickets/validate', { json: { token, showId } });
        if (response.status === 400) return false;
        const { valid, reason } = (await response.json()) as { valid: boolean; reason: string };
        assert.ok(valid || reason === 'forged', reason);
        return valid;
      },
    });
  });

  it('of another kind or for another thing opens nothing', async () => {
    const { orderLinks, claimLinks } = house.deps;
    const another = randomUUID();
    const tokens = [
      orderLinks.sign(another, personId),
      orderLinks.signTicket(orderId, personId),
      claimLinks.sign('order', orderId),
      claimLinks.sign('claim', orderId),
      (await house.signIn(2001)).token,
    ];
    for (const token of tokens)
      assert.ok([400, 404].includes((await house.call(`/api/orders/${orderId}?token=${token}`)).status));
    for (const key of [
      claimLinks.sign('order', ticketId),
      claimLinks.sign('claim', another),
      orderLinks.signTicket(ticketId, personId),
    ])
      assert.ok([400, 404].includes((await house.call(`/api/tickets/${ticketId}/claim?key=${key}`)).status));
  });
});
