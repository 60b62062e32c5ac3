/** Everything that can go wrong for a person is said in both languages, with what to do about it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ErrorCode, errors, isErrorCode, Refusal } from '../../domain/errors.ts';

const codes = Object.keys(errors) as ErrorCode[];

describe('errors', () => {
  for (const code of codes)
    it(`${code} has words and a way out in both languages`, () => {
      assert.deepEqual(Object.keys(errors[code]).sort(), ['en', 'ru']);
      for (const [language, { message, how }] of Object.entries(errors[code]))
        for (const text of [message, how]) {
          assert.match(text, /^\p{Lu}.+[.!?]$/u, `${code} ${language}: a sentence`);
          assert.equal(/\p{Script=Cyrillic}/u.test(text), language === 'ru', `${code} ${language}: ${text}`);
        }
    });

  it('that end a purchase say that no money was taken', () => {
    for (const code of [
      'SoldOut',
      'NotOnSale',
      'OrderNotYours',
      'OrderClosed',
      'PaymentUnavailable',
      'ProviderNotOffered',
    ] as const) {
      assert.match(errors[code].ru.how, /деньги не списаны/i, code);
      assert.match(errors[code].en.how, /no money was taken/i, code);
    }
  });

  it('are known by their names alone', () => {
    for (const code of codes) assert.ok(isErrorCode(code));
    for (const stranger of ['', 'soldOut', 'toString', 'constructor', '__proto__', 'hasOwnProperty', null, undefined, 7, {}])
      assert.equal(isErrorCode(stranger), false, String(stranger));
  });

  it('are thrown as refusals that keep their cause', () => {
    const cause = new Error('the database said no');
    const refusal = new Refusal('SoldOut', { cause });
    assert.equal(refusal.code, 'SoldOut');
    assert.equal(refusal.message, errors.SoldOut.en.message);
    assert.equal(refusal.cause, cause);
  });
});
