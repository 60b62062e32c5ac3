/** What every answer carries, and what the log never does. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createMetrics } from '../../api/metrics.ts';
import { type House, openHouse, personOf } from './house.ts';

let house: House;
let ready = true;
const metrics = createMetrics();
before(async () => {
  house = await openHouse({
    metrics,
    friends: ['http://localhost:8081'],
    ready: async () => {
      if (!ready) throw new Error('Postgres is away');
    },
  });
});
after(() => house.close());

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const directives = (response: Response) =>
  Object.fromEntries(
    (response.headers.get('content-security-policy') ?? '').split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(' ');
      return [name, sources];
    }),
  );

describe('every answer', () => {
  for (const path of [
    '/api/shows',
    '/api/nothing',
    '/api/openapi.json',
    '/api/docs',
    '/healthz',
    '/metrics',
    '/nothing',
    '/webhooks/stripe/x',
  ])
    it(`of ${path} is named, and says which scripts and frames may be`, async () => {
      const [one, other] = [await house.call(path), await house.call(path)];
      assert.match(one.headers.get('x-request-id') ?? '', uuid);
      assert.notEqual(one.headers.get('x-request-id'), other.headers.get('x-request-id'));
      assert.equal(one.headers.get('x-powered-by'), null);
      assert.equal(one.headers.get('x-content-type-options'), 'nosniff');
      assert.equal(one.headers.get('referrer-policy'), 'same-origin');
      const policy = directives(one);
      assert.deepEqual(policy['default-src'], ["'self'"]);
      assert.deepEqual(policy['script-src'], ["'self'", 'https://telegram.org', 'http://localhost:8081']);
      assert.deepEqual(policy['object-src'], ["'none'"]);
      assert.deepEqual(policy['base-uri'], ["'none'"]);
      assert.ok(policy['frame-ancestors']?.includes('https://web.telegram.org'));
      assert.ok(!String(policy['script-src']).includes('unsafe'));
    });

  it('does not take its name from the caller', async () => {
    const response = await house.call('/api/shows', { headers: { 'x-request-id': 'mine' } });
    assert.match(response.headers.get('x-request-id') ?? '', uuid);
  });

  it('of the API is kept by nobody, a poster by everybody', async () => {
    assert.equal((await house.call('/api/shows')).headers.get('cache-control'), 'no-store');
    const text = { ru: 'Чайка', en: 'The Seagull' };
    house.rows['productions'] = () => [
      {
        production: {
          id: randomUUID(),
          slug: 'chaika',
          title: text,
          author: text,
          theatre: text,
          description: text,
          symbol: 'gull',
          hue: 215,
        },
      },
    ];
    const poster = await house.call('/api/productions/chaika/poster.svg?language=ru');
    assert.equal(poster.status, 200);
    assert.match(poster.headers.get('content-type') ?? '', /^image\/svg\+xml/);
    assert.equal(poster.headers.get('cache-control'), 'public, max-age=86400');
  });
});

describe('health', () => {
  it('is good while the process lives; readiness needs the database and Temporal', async () => {
    assert.equal((await house.call('/readyz')).status, 200);
    ready = false;
    assert.equal((await house.call('/healthz')).status, 200);
    const response = await house.call('/readyz');
    ready = true;
    assert.equal(response.status, 503);
    assert.ok(!(await response.text()).includes('Postgres'));
  });

  it('is counted by route, never by address', async () => {
    const id = randomUUID();
    await house.call(`/api/orders/${id}?token=${'x'.repeat(20)}`);
    await house.call('/api/shows');
    const figures = await metrics.text();
    assert.ok(!figures.includes(id));
    assert.match(figures, /rampa_http_request_seconds_count\{[^}]*route="\/api\/shows"[^}]*status="200"/);
    assert.match(figures, /rampa_http_request_seconds_count\{[^}]*route="\/api\/orders\/:id"[^}]*status="404"/);
  });
});

describe('the log', () => {
  const lines = () => house.log.map((line) => JSON.parse(line) as Record<string, unknown>);

  it('names each request of the API and how it went, with the order it was about', async () => {
    const { token, personId } = await house.signIn(2001);
    const orderId = randomUUID();
    for (const [path, status] of [
      [`/api/orders/${orderId}`, 404],
      ['/api/shows', 200],
      ['/api/nothing', 404],
      ['/api/openapi.json', 200],
    ] as const) {
      const response = await house.call(path, { token });
      const line = lines().find(({ requestId }) => requestId === response.headers.get('x-request-id'));
      assert.ok(line, `${path} is not in the log`);
      assert.deepEqual([line['method'], line['path'], line['status']], ['GET', path, status]);
      if (path.endsWith(orderId)) assert.equal(line['orderId'], orderId);
    }
    assert.ok(personId);
  });

  it("carries no token, no query, no body and nobody's address", async () => {
    const { token } = await house.signIn(2001);
    const orderId = randomUUID();
    const orderToken = house.deps.orderLinks.sign(orderId, personOf('email:anna@example.com'));
    const ticket = house.deps.tickets.sign({ ticketId: randomUUID(), showId: randomUUID() });
    await house.call(`/api/orders/${orderId}?token=${orderToken}`, { token });
    await house.call(`/api/orders/${orderId}/cancel?token=${orderToken}`, { method: 'POST' });
    await house.call(`/api/nothing?secret=in-the-query`, { token: `${token}x` });
    await house.call(`/webhooks/nobody?secret=in-the-query`, { method: 'POST', body: 'secret-in-the-body' });
    await house.call('/api/tickets/validate', { json: { token: ticket, showId: randomUUID() } });
    await house.call('/api/sign-in', { json: { initData: 'user=secret-in-the-body' } });
    const order = {
      orderId,
      showId: randomUUID(),
      lines: [{ ticketTypeId: randomUUID(), quantity: 1 }],
      provider: 'stripe',
      email: 'anna@example.com',
    };
    await house.call('/api/orders', { json: order });
    house.rows['orders'] = () => {
      throw new Error('the database said no');
    };
    await house.call('/api/orders', { json: order, token });
    await house.call(`/api/orders/${orderId}?token=${orderToken}`);
    assert.ok(lines().length >= 9);
    const log = house.log.join('');
    for (const secret of [
      token,
      orderToken,
      ticket,
      'in-the-query',
      'in-the-body',
      'anna@example.com',
      'authorization',
      'Bearer',
    ])
      assert.ok(!log.includes(secret), secret);
  });
});
