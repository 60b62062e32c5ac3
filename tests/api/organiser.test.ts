/** What an organiser asks becomes a message to the right process, as themselves; what is not theirs becomes nothing. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { allRoutes } from '../../api/routes/index.ts';
import { MemberList } from '../../api/schemas/members.ts';
import { CheckInAnswers, DoorList } from '../../api/schemas/organiser.ts';
import { roles } from '../../domain/members.ts';
import { type House, openHouse, personOf } from './house.ts';
import { text } from './rows.ts';

let house: House;
let token: string;
const owner = personOf('telegram:1001');
const [tenantId, showId, ticketId] = [randomUUID() as string, randomUUID() as string, randomUUID() as string];
const starts = '2099-01-01T16:00:00.000Z';

before(async () => {
  house = await openHouse();
  ({ token } = await house.signIn(1001));
});
after(() => house.close());
beforeEach(() => {
  house.organiser.length = 0;
  house.rows['members'] = (params) => (params.includes(owner) ? [{ tenantId, role: 'owner' }] : []);
  house.rows['organisations'] = () => [{ tenantId, slug: 'rampa', name: text, timeZone: 'Europe/Moscow' }];
  const mine = (params: unknown[]) => params.includes(tenantId) && params.includes(showId);
  house.rows['shows'] = (params) => (mine(params) ? [{ id: showId }] : []);
});

const post = (path: string, json: object) => house.call(`/api/organiser/rampa/${path}`, { token, json });

describe('whatever is read by its id', () => {
  const byId = allRoutes({} as never).filter(({ method, path }) => method === 'get' && /^\/organiser\/\{org\}\/.*\{/.test(path));

  it('is there: dates, their orders, their door, their stage, orders', () => {
    const paths = ['shows/{id}', 'shows/{id}/orders', 'shows/{id}/door', 'shows/{id}/stage', 'orders/{id}'];
    assert.deepEqual(byId.map(({ path }) => path.replace('/organiser/{org}/', '')).sort(), paths.sort());
  });

  for (const { path } of byId)
    it(`(${path}) of another organisation is answered as what does not exist`, async () => {
      const answer = await house.call(`/api${path.replace('{org}', 'rampa').replace('{id}', randomUUID())}`, { token });
      assert.deepEqual([answer.status, ((await answer.json()) as { error: string }).error], [404, 'NotFound']);
    });

  it('and of the organisation itself it is a list, also while nothing is sold', async () => {
    const answer = await house.call(`/api/organiser/rampa/shows/${showId}/orders`, { token });
    assert.deepEqual([answer.status, await answer.json()], [200, { orders: [], total: 0 }]);
  });
});

describe('whoever manages members', () => {
  it('is told which roles they may give', async () => {
    const given = async (role: string) => {
      house.rows['members'] = (params) => (params.includes(owner) ? [{ tenantId, role }] : []);
      const answer = await house.call('/api/organiser/rampa/members', { token });
      return MemberList.omit({ members: true }).parse(await answer.json()).mayGive;
    };
    assert.deepEqual(await given('owner'), [...roles]);
    assert.deepEqual(
      await given('admin'),
      roles.filter((role) => role !== 'owner'),
    );
  });
});

describe('a change of a show', () => {
  const requestId = randomUUID();
  const settings = { capacity: 5, holdMinutes: 15, refundPolicy: { fullUntilHours: 24, thenPercent: 50 } };
  for (const [path, command, body] of [
    ['settings', 'changeSettings', { requestId, ...settings }],
    ['publish', 'publish', { requestId, published: true }],
    ['move', 'move', { requestId, startsAt: starts }],
    ['cancel', 'cancel', { requestId }],
  ] as const) {
    it(`(${path}) is asked of its own process, by whoever is signed in`, async () => {
      await post(`shows/${showId}/${path}`, body);
      const [{ command: sent, asked }] = house.organiser as [
        { command: string; asked: [object, { by: string; requestId: string }] },
      ];
      assert.deepEqual([sent, asked[0]], [command, { tenantId, showId }]);
      const { by, requestId: sentId } = asked[1];
      assert.deepEqual({ by, sentId }, { by: owner, sentId: requestId });
    });

    it(`(${path}) of another organisation starts no process`, async () => {
      assert.equal((await post(`shows/${randomUUID()}/${path}`, body)).status, 404);
      assert.deepEqual(house.organiser, []);
    });
  }

  it('that names nobody else is by nobody else: the body cannot say who asks', async () => {
    await post(`shows/${showId}/cancel`, { requestId, by: randomUUID(), tenantId: randomUUID() });
    assert.deepEqual(house.organiser[0]?.asked, [
      { tenantId, showId },
      { requestId, by: owner },
    ]);
  });

  it('is refused when it makes no sense', async () => {
    const wrong = [
      ['settings', { requestId, ...settings, capacity: 0 }],
      ['settings', { requestId, ...settings, holdMinutes: 5000 }],
      ['move', { requestId, startsAt: 'tomorrow' }],
      ['cancel', { requestId: 'twice' }],
      ['publish', { requestId, published: 'yes' }],
    ] as const;
    for (const [path, body] of wrong) assert.equal((await post(`shows/${showId}/${path}`, body)).status, 400, path);
    assert.deepEqual(house.organiser, []);
  });
});

describe('a new date', () => {
  const price = (currency: string) => ({ amount: 100, currency });
  const type = (prices: object[]) => ({ name: text, note: { ru: '', en: '' }, quota: null, prices });
  const date = (prices: object[]) => ({
    ...{ requestId: randomUUID(), productionId: randomUUID(), startsAt: starts, timeZone: 'Europe/Moscow', kind: 'stream' },
    ...{ capacity: 10, holdMinutes: 15, refundPolicy: { fullUntilHours: 0, thenPercent: 100 }, ticketTypes: [type(prices)] },
  });

  it('is asked of the organisation, with what was left out filled in', async () => {
    house.answers['addShow'] = { showId, code: 'ABCD1234' };
    const answer = await post('shows', date([price('RUB')]));
    assert.equal(answer.status, 201);
    const [sentTo, asked] = house.organiser[0]!.asked as [
      string,
      { by: string; chatId: null; ticketTypes: Array<{ openPrice: boolean }> },
    ];
    assert.deepEqual([sentTo, asked.by, asked.chatId, asked.ticketTypes[0]!.openPrice], [tenantId, owner, null, false]);
  });

  it('has one price for a currency', async () => {
    assert.equal((await post('shows', date([price('RUB'), price('RUB')]))).status, 400);
    assert.equal((await post('shows', date([]))).status, 400);
  });
});

describe('the door', () => {
  const ticket = { id: ticketId, number: '7F-2K', typeName: text, state: 'valid', used_at: null };
  beforeEach(() => {
    house.rows['productions'] = house.rows['shows'] = (params) =>
      params.includes(tenantId) && params.includes(showId)
        ? [
            {
              id: showId,
              code: 'ABCD1234',
              starts_at: new Date(starts),
              timeZone: 'Europe/Moscow',
              status: 'announced',
              title: text,
              at: new Date(),
            },
          ]
        : [];
    house.rows['tickets'] = () => [ticket];
  });

  it('gets its tickets without names, and the key that proves them', async () => {
    const answer = await house.call(`/api/organiser/rampa/shows/${showId}/door`, { token });
    const list = DoorList.strict().parse(await answer.json());
    assert.equal(list.tickets[0]?.number, '7F-2K');
    assert.match(list.publicKey, /^[\w-]{43}$/);
    const key = await crypto.subtle.importKey('raw', Buffer.from(list.publicKey, 'base64url'), 'Ed25519', true, ['verify']);
    const [prefix, body, signature] = house.deps.tickets.sign({ ticketId, showId }).split('.') as [string, string, string];
    const signed = Buffer.concat([Buffer.from(`${prefix}.`), Buffer.from(body, 'base64url')]);
    assert.ok(await crypto.subtle.verify('Ed25519', key, Buffer.from(signature, 'base64url'), signed));
  });

  it('tells what it scanned by the ids of the tickets; tokens go no further than here', async () => {
    const scans = [house.deps.tickets.sign({ ticketId, showId }), 'RT1.forged'].map((one) => ({
      id: randomUUID(),
      token: one,
      at: starts,
    }));
    house.answers['checkIn'] = [
      { id: scans[0]!.id, result: 'admitted', ticketId, firstAt: starts },
      { id: scans[1]!.id, result: 'forged', ticketId: null, firstAt: null },
    ];
    const device = randomUUID();
    const answer = await post(`shows/${showId}/check-ins`, { device, scans });
    const { results } = CheckInAnswers.strict().parse(await answer.json());
    assert.deepEqual(
      results.map(({ result, number }) => [result, number]),
      [
        ['admitted', '7F-2K'],
        ['forged', null],
      ],
    );
    const [sentTo, batch] = house.organiser[0]!.asked as [object, { by: string; scans: Array<{ ticket: object | null }> }];
    assert.deepEqual([sentTo, batch.by], [{ tenantId, showId }, owner]);
    assert.deepEqual(
      batch.scans.map(({ ticket: found }) => found),
      [{ ticketId, showId }, null],
    );
    assert.ok(!JSON.stringify(house.organiser).includes('RT1.'));
  });

  it('of another organisation is not there', async () => {
    const scans = [{ id: randomUUID(), token: 'x', at: starts }];
    assert.equal((await post(`shows/${randomUUID()}/check-ins`, { device: randomUUID(), scans })).status, 404);
    assert.deepEqual(house.organiser, []);
  });

  it('tells at most a hundred at a time', async () => {
    const scans = Array.from({ length: 101 }, () => ({ id: randomUUID(), token: 'x', at: starts }));
    assert.equal((await post(`shows/${showId}/check-ins`, { device: randomUUID(), scans })).status, 400);
  });
});

describe('an order', () => {
  it('of another organisation is neither told nor touched', async () => {
    house.rows['orders'] = () => [];
    const orderId = randomUUID();
    assert.equal((await house.call(`/api/organiser/rampa/orders/${orderId}`, { token })).status, 404);
    const asked = { requestId: randomUUID(), whole: true };
    for (const [path, body] of [
      ['refund', asked],
      ['resend', { requestId: randomUUID() }],
    ] as const)
      assert.equal((await post(`orders/${orderId}/${path}`, body)).status, 404, path);
    house.rows['tickets'] = () => [];
    assert.equal((await post(`tickets/${randomUUID()}/revoke`, { requestId: randomUUID() })).status, 404);
  });
});
