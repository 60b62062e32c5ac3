/** A hundred requests a minute a person; one person's haste is nobody else's wait. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { type House, openHouse } from './house.ts';

const using = async (options: Parameters<typeof openHouse>[0], work: (house: House) => Promise<void>) => {
  const house = await openHouse(options);
  await work(house).finally(() => house.close());
};
const statuses = async (times: number, call: () => Promise<Response>) => {
  const seen = new Map<number, number>();
  for (let time = 0; time < times; time += 1) {
    const { status } = await call();
    seen.set(status, (seen.get(status) ?? 0) + 1);
  }
  return Object.fromEntries(seen);
};

describe('the limit', () => {
  it('of a person is met by their 101st request, with a time to come again; another person goes on', () =>
    using({ ratePerMinute: 100 }, async (house) => {
      const [anna, boris] = [await house.signIn(1), await house.signIn(2)];
      const ask = (token: string) => house.call('/api/house', { token, headers: { 'accept-language': 'ru' } });
      assert.deepEqual(await statuses(100, () => ask(anna.token)), { 200: 100 });
      const refused = await ask(anna.token);
      assert.equal(refused.status, 429);
      const wait = Number(refused.headers.get('retry-after'));
      assert.ok(wait >= 1 && wait <= 60, String(wait));
      assert.equal(((await refused.json()) as { error: string }).error, 'TooManyRequests');
      assert.equal((await ask((await house.signIn(1)).token)).status, 429, 'a new token is the same person');
      assert.equal((await ask(boris.token)).status, 200);
      assert.equal((await house.call('/api/house')).status, 200, 'and so does a guest');
    }));

  it('of guests is by device, and devices cannot be invented without end', () =>
    using({ ratePerMinute: 3 }, async (house) => {
      const from = (device: string) => () => house.call('/api/house', { headers: { 'x-rampa-device': device } });
      const [mine, other] = [randomUUID(), randomUUID()];
      assert.deepEqual(await statuses(4, from(mine)), { 200: 3, 429: 1 });
      assert.equal((await from(mine.toUpperCase())()).status, 429, 'however it is spelt');
      assert.equal((await from(other)()).status, 200);
      // Six requests of the sixty that one address has are gone.
      assert.deepEqual(await statuses(60, () => from(randomUUID())()), { 200: 54, 429: 6 });
    }));

  it('of guests without a device is by address, and a nonsense device is none', () =>
    using({ ratePerMinute: 2 }, async (house) => {
      assert.deepEqual(await statuses(1, () => house.call('/api/house')), { 200: 1 });
      for (const device of ['x', '1', "' or 1=1"]) await house.call('/api/house', { headers: { 'x-rampa-device': device } });
      assert.equal((await house.call('/api/house')).status, 429);
    }));

  it('is by the real address: who trusts no proxy believes no header', () =>
    using({ ratePerMinute: 2 }, async (house) => {
      let at = 0;
      const lying = () => house.call('/api/house', { headers: { 'x-forwarded-for': `10.0.0.${++at}` } });
      assert.deepEqual(await statuses(4, lying), { 200: 2, 429: 2 });
    }));

  it("counts a trusted proxy's people apart, by the address that it saw itself", () =>
    using({ ratePerMinute: 2, trustedProxies: 1 }, async (house) => {
      const through = (forwarded: string) => () => house.call('/api/house', { headers: { 'x-forwarded-for': forwarded } });
      assert.deepEqual(await statuses(3, through('10.0.0.1')), { 200: 2, 429: 1 });
      assert.equal((await through('10.0.0.2')()).status, 200);
      assert.equal((await through('10.0.0.9, 10.0.0.1')()).status, 429, 'what the client wrote before it does not count');
    }));

  it('of an address of IPv6 is that of its whole /64, which its owner may choose from', () =>
    using({ ratePerMinute: 2, trustedProxies: 1 }, async (house) => {
      let at = 0;
      const from = (network: string) => () =>
        house.call('/api/house', { headers: { 'x-forwarded-for': `${network}::${(++at).toString(16)}` } });
      assert.deepEqual(await statuses(4, from('2001:db8:1:2')), { 200: 2, 429: 2 });
      assert.equal((await from('2001:db8:1:3')()).status, 200);
    }));

  it('guards the description too, by address; health is asked without one', () =>
    using({ ratePerMinute: 1 }, async (house) => {
      assert.deepEqual(await statuses(21, () => house.call('/api/openapi.json')), { 200: 20, 429: 1 });
      assert.equal((await house.call('/healthz')).status, 200);
    }));

  it('of partners is their own: neither eats up the other, and theirs is wider but not without end', () =>
    using({ ratePerMinute: 1 }, async (house) => {
      const event = () => house.call('/webhooks/stripe/platform', { method: 'POST', body: 'x' });
      await statuses(21, () => house.call('/api/openapi.json'));
      assert.deepEqual(await statuses(201, event), { 401: 200, 429: 1 });
      assert.ok(Number((await event()).headers.get('retry-after')) >= 1);
    }));
});
