/** Mini App data and webhook calls: only what Telegram signed for this bot, and lately, names a person. */
import assert from 'node:assert/strict';
import { createHmac, randomInt } from 'node:crypto';
import { describe, it } from 'node:test';
import { isFromTelegram, verifyInitData } from '../../providers/messaging/telegram/webhook.ts';

const token = '7000000001:AAEsandboxsandboxsandboxsandboxsand';
const now = Date.UTC(2026, 10, 21, 12, 0, 0);
const seconds = now / 1000;
const person = { id: 2001, first_name: 'Анна', last_name: 'Каренина', language_code: 'ru' };
const usual = {
  query_id: 'AAHdF6IQAAAAAN0XohDhrOrc',
  user: JSON.stringify(person),
  auth_date: String(seconds),
  start_param: 'show_ABCD1234',
  signature: 'A'.repeat(86),
};

/** As Telegram's page on validation says it. */
function sign(fields: Record<string, string>, botToken = token): URLSearchParams {
  const text = Object.keys(fields)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('\n');
  const secret = createHmac('sha256', 'WebAppData').update(botToken).digest();
  return new URLSearchParams({ ...fields, hash: createHmac('sha256', secret).update(text).digest('hex') });
}
const verify = (data: URLSearchParams | string) => verifyInitData(String(data), token, now);
const { signature: _, ...unsigned } = usual;

describe("Telegram's Mini App data", () => {
  it('says who opened it, when and why', () => {
    assert.deepEqual(verify(sign(usual)), {
      user: { id: 2001, firstName: 'Анна', lastName: 'Каренина', languageCode: 'ru' },
      startParam: 'show_ABCD1234',
      authDate: new Date(now),
    });
  });

  it('is good with fields that nobody has heard of yet, and without the newer ones', () => {
    assert.ok(verify(sign({ ...usual, something_new: 'yes=no&maybe\nso' })));
    assert.ok(verify(sign(unsigned)));
  });

  it('is refused when any one letter was changed', () => {
    const data = String(sign(usual));
    const meaning = [...new URLSearchParams(data)].join();
    for (let run = 0; run < 300; ) {
      const at = randomInt(data.length);
      const changed = data.slice(0, at) + String.fromCharCode(randomInt(33, 127)) + data.slice(at + 1);
      // Another spelling of the same fields (%7b for %7B) is the same data.
      if ([...new URLSearchParams(changed)].join() === meaning) continue;
      run += 1;
      assert.equal(verify(changed), undefined, changed);
    }
  });

  it('is good for a day, and for a clock five minutes ahead', () => {
    for (const [age, good] of [
      [0, true],
      [86_400, true],
      [86_401, false],
      [-300, true],
      [-301, false],
    ] as const)
      assert.equal(verify(sign({ ...usual, auth_date: String(seconds - age) })) !== undefined, good, `${age} s old`);
  });

  it('without a sensible date is refused', () => {
    for (const date of ['', 'today', 'Infinity', 'NaN', '0', '-1', `${seconds}.5`, '9'.repeat(30)])
      assert.equal(verify(sign({ ...usual, auth_date: date })), undefined, date);
    const { auth_date: _date, ...dateless } = usual;
    assert.equal(verify(sign(dateless)), undefined);
  });

  it('with a field that stands twice is refused, whichever was signed', () => {
    const boris = JSON.stringify({ ...person, id: 2002 });
    const twice = sign(usual);
    twice.append('user', boris);
    assert.equal(verify(twice), undefined);
    assert.equal(verify(`user=${encodeURIComponent(boris)}&${sign(usual)}`), undefined);
    assert.equal(verify(`${sign(usual)}&hash=${'0'.repeat(64)}`), undefined);
    assert.equal(verify(`hash=${'0'.repeat(64)}&${sign(usual)}`), undefined);
  });

  it('that names nobody is refused', () => {
    const { user: _user, ...nobody } = usual;
    assert.equal(verify(sign(nobody)), undefined);
    for (const user of ['', 'null', '[]', '{}', '7', '{"id":"2001"}', '{"id":1.5}', '{"id":9007199254740993}', '{'])
      assert.equal(verify(sign({ ...usual, user })), undefined, user);
  });

  it('with names of a wrong kind still names the person', () => {
    const user = JSON.stringify({ id: 5, first_name: 7, language_code: null });
    assert.deepEqual(verify(sign({ ...usual, user }))?.user, { id: 5, firstName: '' });
  });

  it('with a hash of another length is refused', () => {
    const data = sign(usual);
    const hash = data.get('hash')!;
    for (const wrong of [
      '',
      'f',
      hash.slice(0, -1),
      hash.slice(0, -2),
      `${hash}0`,
      `${hash}00`,
      `${hash}zz`,
      ` ${hash}`,
      hash.slice(32),
    ]) {
      data.set('hash', wrong);
      assert.equal(verify(data), undefined, JSON.stringify(wrong));
    }
    data.delete('hash');
    assert.equal(verify(data), undefined);
  });

  it("of another bot is refused, and so is the Login Widget's kind of signature", () => {
    assert.equal(verify(sign(usual, '7000000002:AAEanotheranotheranotheranotheranot')), undefined);
    assert.equal(verify(sign(usual, '')), undefined);
    assert.ok(verifyInitData(String(sign(usual, 'another')), 'another', now));
  });

  it('that is nothing of the kind is refused', () => {
    for (const text of ['', '&', '=', 'hash=', 'user', '%', '%E0%A4%A', 'hash=%00', '?'.repeat(8192)])
      assert.equal(verify(text), undefined, text);
  });
});

describe("Telegram's webhook header", () => {
  it('must be the secret, to the letter', () => {
    const secret = 'a-secret_of-the-house';
    assert.ok(isFromTelegram(secret, secret));
    for (const wrong of [
      undefined,
      '',
      'a-secret_of-the-housE',
      'a-secret_of-the-hous',
      `${secret} `,
      secret.toUpperCase(),
      'ä-secret',
    ])
      assert.equal(isFromTelegram(wrong, secret), false, String(wrong));
  });
});
