/** Signing in on the web: who asked and was confirmed gets the session once; a letter's link too. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { signInTime } from '../../domain/sign-in.ts';
import type { FakeSignIns } from './fake-sign-ins.ts';
import { type House, openHouse, personOf } from './house.ts';

let house: House;
let signIns: FakeSignIns;
before(async () => {
  house = await openHouse();
  signIns = house.deps.signIns as FakeSignIns;
  house.rows['people'] = ([id]) => {
    const validAfter = house.validAfter.get(String(id));
    return validAfter ? [{ language: null, timeZone: null, validAfter }] : [];
  };
});
after(() => house.close());

type Begun = { signInId: string; secret: string; code: string; deepLink: string; expiresAt: string };
const post = async (path: string, json: object = {}) => {
  const response = await house.call(`/api${path}`, { json });
  return { status: response.status, body: (await response.json()) as Record<string, string>, headers: response.headers };
};
const begin = async () => {
  const { status, body } = await post('/sign-in/telegram');
  assert.equal(status, 201);
  return body as unknown as Begun;
};
const take = ({ signInId, secret }: Pick<Begun, 'signInId' | 'secret'>, how = 'telegram') =>
  post(`/sign-in/${how}/${signInId}`, { secret });
const anna = personOf('telegram:2001');
const yes = (signInId: string) =>
  signIns.confirm({ signInId, personId: anna, bot: 'platform', contact: { telegramId: 2001, name: 'Анна' } });

describe('through Telegram', () => {
  it('begins with a number of two digits, a link to the bot, and a secret that is in neither', async () => {
    const { signInId, secret, code, deepLink, expiresAt } = await begin();
    assert.match(code, /^[1-9]\d$/);
    assert.equal(deepLink, `https://t.me/rampa_test_bot?start=login_${signInId.replaceAll('-', '')}`);
    assert.ok(secret.length >= 43 && !deepLink.includes(secret));
    assert.ok(Date.parse(expiresAt) - Date.now() > 9 * 60_000);
    assert.notEqual((await begin()).secret, secret);
    assert.ok(!JSON.stringify([...signIns.known.values()]).includes(secret), 'what is kept does not say the secret');
  });

  it('waits, then gives the session of who said yes, once', async () => {
    const begun = await begin();
    const waiting = await take(begun);
    assert.deepEqual([waiting.status, waiting.body], [202, { state: 'waiting' }]);
    await yes(begun.signInId);
    const { status, body } = await take(begun);
    assert.equal(status, 200);
    assert.deepEqual([body['personId'], body['firstName'], body['surface'], body['language']], [anna, 'Анна', 'web', 'en']);
    const session = await house.deps.sessions.read(body['token']!);
    assert.deepEqual([session.personId, session.surface], [anna, 'web']);
    assert.deepEqual(house.deps.openContact(session.contact), { telegramId: 2001, name: 'Анна' });
    const again = await take(begun);
    assert.deepEqual([again.status, again.body['error'], again.body['token']], [409, 'SignInTaken', undefined]);
  });

  it("tells a stranger's secret nothing, not even that there is a sign-in", async () => {
    const begun = await begin();
    await yes(begun.signInId);
    const other = await begin();
    for (const secret of [other.secret, `${begun.secret}A`, begun.secret.slice(1), 'x']) {
      const refused = await take({ ...begun, secret });
      assert.deepEqual([refused.status, refused.body['error']], [404, 'NotFound'], secret);
    }
    const none = await take({ signInId: randomUUID(), secret: begun.secret });
    assert.deepEqual([none.status, none.body['error']], [404, 'NotFound']);
    assert.equal((await take({ ...begun, secret: '' })).status, 400);
    assert.equal((await take(begun)).status, 200, 'control: its own secret still does');
  });

  it('that is over or declined says so', async () => {
    for (const [phase, status, error] of [
      ['expired', 410, 'SignInExpired'],
      ['declined', 409, 'SignInDeclined'],
    ] as const) {
      const begun = await begin();
      signIns.known.get(begun.signInId)!.phase = phase;
      const refused = await take(begun);
      assert.deepEqual([refused.status, refused.body['error']], [status, error]);
    }
  });

  it('asks to come again while nobody knows the bot', async () => {
    const { botUsername } = house.deps.house;
    house.deps.house.botUsername = async () => null;
    const refused = await post('/sign-in/telegram');
    house.deps.house.botUsername = botUsername;
    assert.deepEqual([refused.status, refused.body['error']], [503, 'Busy']);
  });
});

describe('by e-mail', () => {
  const email = 'Boris@Example.com';

  it('answers the same whatever the address, and no more letters go out than a person needs', async () => {
    const first = await post('/sign-in/email', { email, language: 'ru' });
    assert.deepEqual([first.status, first.body], [202, { state: 'sent', minutes: 15 }]);
    for (let more = 0; more < 5; more += 1) assert.deepEqual((await post('/sign-in/email', { email })).body, first.body);
    assert.deepEqual((await post('/sign-in/email', { email: email.toUpperCase() })).body, first.body);
    assert.equal(signIns.letters.length, 3, 'one mailbox, however it is written');
    assert.deepEqual((await post('/sign-in/email', { email: 'clara@example.com' })).body, first.body);
    assert.equal(signIns.letters.length, 4, 'control: another mailbox gets its own');
    assert.equal(signIns.letters[0]!.language, 'ru');
    assert.equal((await post('/sign-in/email', { email: 'nobody' })).status, 400);
  });

  it("signs in whoever has the letter's link, as the person of the address, once", async () => {
    const letter = signIns.letters[0]!;
    const { status, body } = await take(letter, 'email');
    assert.deepEqual([status, body['personId'], body['firstName']], [200, personOf('email:boris@example.com'), '']);
    assert.equal((await house.call('/api/orders', { token: body['token']! })).status, 200);
    assert.deepEqual((await take(letter, 'email')).body['error'], 'SignInTaken');
  });

  it('is no door for a sign-in that waits for Telegram', async () => {
    const begun = await begin();
    assert.equal((await take(begun, 'email')).status, 404);
  });

  it('leaves neither address nor secret in the log', async () => {
    const log = house.log.join('\n');
    assert.match(log, /sign-in\/email/, 'control: the requests are there');
    assert.doesNotMatch(log, /example\.com/i);
    for (const { secret } of signIns.letters) assert.ok(!log.includes(secret));
  });
});

describe('a sign-in begun before its person signed out everywhere', () => {
  const expired = async (begun: Pick<Begun, 'signInId' | 'secret'>, how?: string) => {
    const { status, body } = await take(begun, how);
    assert.deepEqual([status, body['error'], body['token']], [410, 'SignInExpired', undefined]);
    assert.equal((await take(begun, how)).body['error'], 'SignInTaken', 'and it is used up');
  };
  /** As many ms after it was begun. */
  const outAfter = (personId: string, begun: { signInId: string }, how: keyof typeof signInTime, ms: number) =>
    house.validAfter.set(personId, new Date(Date.parse(signIns.known.get(begun.signInId)!.expiresAt) - signInTime[how] + ms));

  it('gives no session: confirmed in Telegram and not taken yet, or a letter not opened yet', async () => {
    const [begun, later] = [await begin(), await begin()];
    await yes(begun.signInId);
    await signIns.signOutEverywhere(anna, randomUUID());
    // Also one to which the yes is said after it.
    await yes(later.signInId);
    await expired(begun);
    await expired(later);
    const letter = await letterOf('out@example.com');
    await signIns.signOutEverywhere(letter.personId, randomUUID());
    await expired(letter, 'email');
  });

  it('is told from one begun after it to the millisecond', async () => {
    for (const [ms, status] of [
      [1, 410],
      [0, 410],
      [-1, 200],
    ] as const) {
      const begun = await begin();
      await yes(begun.signInId);
      outAfter(anna, begun, 'telegram', ms);
      assert.equal((await take(begun)).status, status, `through Telegram, ${ms}`);
      const letter = await letterOf(`out.${ms}@example.com`);
      outAfter(letter.personId, letter, 'email', ms);
      assert.equal((await take(letter, 'email')).status, status, `by a letter, ${ms}`);
    }
    house.validAfter.delete(anna);
  });

  it('of another person goes on', async () => {
    const begun = await begin();
    await yes(begun.signInId);
    await signIns.signOutEverywhere(personOf('telegram:2002'), randomUUID());
    assert.equal((await take(begun)).status, 200);
  });
});

const letterOf = async (email: string) => {
  assert.equal((await post('/sign-in/email', { email })).status, 202);
  return signIns.letters.at(-1)!;
};

describe('who begins too many', () => {
  it('is stopped by address, whatever device they say they are', async () => {
    const strict = await openHouse({ ratePerMinute: 20 });
    try {
      const ask = (path: string) =>
        strict.call(`/api/sign-in/${path}`, {
          json: { email: `${randomUUID()}@example.com` },
          headers: { 'x-rampa-device': randomUUID() },
        });
      for (const path of ['telegram', 'email', 'telegram', 'email']) assert.ok((await ask(path)).ok);
      for (const path of ['telegram', 'email']) {
        const refused = await ask(path);
        assert.equal(refused.status, 429, path);
        assert.ok(Number(refused.headers.get('retry-after')) > 0);
      }
      assert.equal((await strict.call('/api/shows')).status, 200, 'control: other doors stay open');
    } finally {
      await strict.close();
    }
  });
});
