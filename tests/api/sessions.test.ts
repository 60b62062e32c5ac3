/** Session tokens: ours, in time, not cut off, or no session at all; and how they are got. */
import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { createSessions } from '../../api/visitor.ts';
import { Refusal } from '../../domain/errors.ts';
import type { Sealed } from '../../domain/sealed.ts';
import { eventually } from '../support/http.ts';
import { botToken, type House, openHouse, personOf, sessionSecret } from './house.ts';

let house: House;
before(async () => {
  house = await openHouse();
});
after(() => house.close());

const personId = personOf('telegram:2001');
const session = { personId, surface: 'miniapp' as const, bot: 'platform', contact: 's1.x' as Sealed };
const refused = (error: unknown) => error instanceof Refusal && error.code === 'SignInRequired';
const key = Buffer.from(sessionSecret);
const claims = (changes: Record<string, unknown> = {}) => {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: 'rampa',
    aud: 'session',
    sub: personId,
    iat: now,
    exp: now + 60,
    surface: 'web',
    bot: 'platform',
    contact: 's1.x',
    ...changes,
  };
};
const signed = (payload: Record<string, unknown>, secret: Uint8Array = key, alg = 'HS256') =>
  new SignJWT(payload).setProtectedHeader({ alg }).sign(secret);
/** The list of one's orders: a person's own. */
const asked = async (token: string) => (await house.call('/api/orders', { token })).status;

describe('a session', () => {
  it('is the person who signed in, with what they may be reached by sealed', async () => {
    const { token } = await house.deps.sessions.issue(session);
    const { issuedAt, ...read } = await house.deps.sessions.read(token);
    assert.deepEqual(read, session);
    assert.ok(Math.abs(issuedAt.getTime() - Date.now()) < 5000);
    assert.equal(await asked(token), 200);
  });

  it('lasts a day and no second longer', async () => {
    let now = Date.UTC(2026, 10, 21);
    const sessions = createSessions(
      sessionSecret,
      async () => null,
      () => now,
    );
    const { token, expiresAt } = await sessions.issue(session);
    assert.equal(expiresAt.getTime(), now + 86_400_000);
    now = expiresAt.getTime() - 1000;
    assert.equal((await sessions.read(token)).personId, personId);
    now = expiresAt.getTime();
    await assert.rejects(sessions.read(token), refused);
  });

  it('that was signed by somebody else, or for something else, is refused', async () => {
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.`;
    const wrong: Record<string, string> = {
      'another key': await signed(claims(), Buffer.from('another secret that is long enough')),
      'no signature': none,
      'another algorithm': await signed(claims(), key, 'HS512'),
      'another issuer': await signed(claims({ iss: 'somebody' })),
      'another purpose': await signed(claims({ aud: 'download' })),
      'no purpose': await signed(claims({ aud: undefined })),
      'no person': await signed(claims({ sub: undefined })),
      'an hour ago': await signed(claims({ exp: Math.floor(Date.now() / 1000) - 1 })),
      'not yet': await signed(claims({ nbf: Math.floor(Date.now() / 1000) + 3600 })),
      nonsense: 'x.y.z',
    };
    for (const [why, token] of Object.entries(wrong)) assert.equal(await asked(token), 401, why);
    assert.equal(await asked(await signed(claims())), 200, 'control: the same claims, signed as we do');
  });

  it('that was changed by one letter is refused', async () => {
    const { token } = await house.deps.sessions.issue(session);
    for (let at = 0; at < token.length - 1; at += 7) {
      if (token[at] === '.') continue;
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      await assert.rejects(house.deps.sessions.read(changed), refused, String(at));
    }
  });

  it('ends when the person cut their sessions off, and a newer one begins', async () => {
    const { token, personId: anna } = await house.signIn(3001);
    const other = await house.signIn(3002);
    assert.equal(await asked(token), 200);
    house.validAfter.set(anna, new Date(Date.now() + 2000));
    assert.equal(await asked(token), 401);
    assert.equal(await asked(other.token), 200, "another person's goes on");
    house.validAfter.set(anna, new Date(Date.now() - 60_000));
    assert.equal(await asked((await house.signIn(3001)).token), 200);
  });

  it('is over everywhere at once when the person signs out on every device; the next one is good', async () => {
    const [phone, desk, other] = [await house.signIn(3005), await house.signIn(3005), await house.signIn(3006)];
    const signOut = (token?: string) =>
      house.call('/api/sign-out', { json: { requestId: randomUUID() }, ...(token ? { token } : {}) });
    assert.equal((await signOut()).status, 401, 'a guest has nothing to sign out of');
    const answer = await signOut(phone.token);
    assert.deepEqual([answer.status, await answer.json()], [200, { state: 'signedOut' }]);
    for (const { token } of [phone, desk]) assert.equal(await asked(token), 401);
    assert.equal((await signOut(desk.token)).status, 401, 'who is out already ends nobody’s session');
    assert.equal(await asked(other.token), 200, 'another person goes on');
    // Not in the very same moment.
    await eventually(async () => (await asked((await house.signIn(3005)).token)) === 200, 'a new session');
  });

  it('counts its milliseconds: cut off and begun anew within one second', async () => {
    let now = Date.UTC(2026, 10, 21, 19, 0, 0, 400);
    let cutOff = new Date(now);
    const sessions = createSessions(
      sessionSecret,
      async () => cutOff,
      () => now,
    );
    const before = await sessions.issue(session);
    await assert.rejects(sessions.read(before.token), refused);
    now += 1;
    const { token } = await sessions.issue(session);
    assert.equal((await sessions.read(token)).issuedAt.getTime(), now);
    cutOff = new Date(now);
    await assert.rejects(sessions.read(token), refused);
  });

  it('must be said as a bearer; anything else is a guest', async () => {
    const { token } = await house.signIn(3003);
    for (const authorization of [`Basic ${token}`, token, 'Bearer', `Bearer${token}`])
      assert.equal((await house.call('/api/orders', { headers: { authorization } })).status, 401, authorization.slice(0, 12));
    assert.equal((await house.call('/api/orders', { headers: { authorization: `bearer ${token}` } })).status, 200);
  });
});

describe('signing in', () => {
  function initData(changes: Record<string, string> = {}, token = botToken): string {
    const user = JSON.stringify({ id: 2001, first_name: 'Анна', language_code: 'ru' });
    const fields: Record<string, string> = { user, auth_date: String(Math.floor(Date.now() / 1000)), ...changes };
    const text = Object.keys(fields)
      .sort()
      .map((name) => `${name}=${fields[name]}`)
      .join('\n');
    const secret = createHmac('sha256', 'WebAppData').update(token).digest();
    return String(new URLSearchParams({ ...fields, hash: createHmac('sha256', secret).update(text).digest('hex') }));
  }
  const signIn = (json: object) => house.call('/api/sign-in', { json });

  it("with Telegram's data gives a token of that person", async () => {
    const response = await signIn({ initData: initData() });
    assert.equal(response.status, 200);
    const body = (await response.json()) as { token: string; personId: string; language: string; firstName: string };
    assert.deepEqual([body.personId, body.language, body.firstName], [personId, 'ru', 'Анна']);
    assert.equal(await asked(body.token), 200);
    const { contact } = await house.deps.sessions.read(body.token);
    assert.deepEqual(house.deps.openContact(contact), { telegramId: 2001, name: 'Анна' });
    assert.ok(!Buffer.from(body.token.split('.')[1]!, 'base64url').includes('Анна'), 'the token says nothing of them');
  });

  it("speaks the person's own language when they chose one", async () => {
    house.rows['people'] = () => [{ language: 'en', timeZone: null, validAfter: null }];
    assert.equal(((await (await signIn({ initData: initData() })).json()) as { language: string }).language, 'en');
    delete house.rows['people'];
  });

  it('with data from before the person signed out everywhere is refused; opened anew, the page signs in', async () => {
    house.rows['people'] = ([id]) => [{ language: null, timeZone: null, validAfter: house.validAfter.get(String(id)) ?? null }];
    const second = Math.floor(Date.now() / 1000) - 60;
    const opened = (seconds: number) => signIn({ initData: initData({ auth_date: String(seconds) }) });
    const { token } = (await (await opened(second)).json()) as { token: string };
    assert.equal((await house.call('/api/sign-out', { json: { requestId: randomUUID() }, token })).status, 200);
    const again = await opened(second);
    assert.deepEqual([again.status, ((await again.json()) as { error: string }).error], [401, 'SignInRefused']);

    // Telegram says whole seconds: within the one of the sign-out an older page cannot be told from a newer one.
    for (const ms of [0, 1, 999]) {
      house.validAfter.set(personId, new Date(second * 1000 + ms));
      assert.deepEqual([(await opened(second)).status, (await opened(second + 1)).status], [401, 200], String(ms));
    }
    house.validAfter.set(personId, new Date(second * 1000 - 1));
    assert.equal((await opened(second)).status, 200, 'control: signed after it');
    house.validAfter.set(personOf('telegram:2002'), new Date());
    assert.equal((await opened(second)).status, 200, 'another person’s end is not theirs');
    house.validAfter.delete(personId);
    delete house.rows['people'];
  });

  it('with anything else is refused', async () => {
    const yesterday = String(Math.floor(Date.now() / 1000) - 90_000);
    for (const json of [
      { initData: initData({}, '7000000002:another') },
      { initData: initData({ auth_date: yesterday }) },
      { initData: `${initData()}0` },
      { initData: 'user=2001' },
      ...['another', 'constructor', '__proto__', ''].map((bot) => ({ initData: initData(), bot })),
    ]) {
      const response = await signIn(json);
      assert.equal(response.status, 401, JSON.stringify(json));
      assert.equal(((await response.json()) as { error: string }).error, 'SignInRefused');
    }
  });
});
