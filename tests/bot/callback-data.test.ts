/** What a button says comes back as it was, within Telegram's 64 bytes; what no button says is nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodePress, encodePress, expandUuid, type Press } from '../../bot/callback-data.ts';
import { nameCode } from '../../domain/uuid.ts';

const code = fc.tuple(fc.integer({ min: 4, max: 16 }), fc.string()).map(([length, seed]) => nameCode(length, seed));
const small = fc.integer({ min: 0, max: 99 });
const tickets = fc.integer({ min: 1, max: 10 });
const nonce = fc.oneof(
  fc.stringMatching(/^[0-9a-z]{1,16}$/),
  fc.date({ min: new Date(0), max: new Date('2999-01-01'), noInvalidDate: true }).map((at) => at.getTime().toString(36)),
);
const orderId = fc.uuid();
const plain = { noNullPrototype: true };
const is = <Kind extends string>(kind: Kind) => fc.constant(kind);
/** One arbitrary a kind, so that a new kind of press does not compile without its own. */
const presses: Record<Press['kind'], fc.Arbitrary<Press>> = {
  events: fc.record({ kind: is('events') }, plain),
  myTickets: fc.record({ kind: is('myTickets') }, plain),
  page: fc.record({ kind: is('page'), page: fc.integer({ min: 0, max: 999 }) }, plain),
  show: fc.record({ kind: is('show'), code }, plain),
  dates: fc.record({ kind: is('dates'), code }, plain),
  type: fc.record({ kind: is('type'), code, position: small }, plain),
  quantity: fc.record({ kind: is('quantity'), code, position: small, quantity: tickets }, plain),
  pay: fc.record({ kind: is('pay'), code, position: small, quantity: tickets, nonce }, plain),
  cancel: fc.record({ kind: is('cancel'), orderId }, plain),
  tickets: fc.record({ kind: is('tickets'), orderId }, plain),
  confirmSignIn: fc.record({ kind: is('confirmSignIn'), signInId: orderId }, plain),
  declineSignIn: fc.record({ kind: is('declineSignIn'), signInId: orderId }, plain),
  language: fc.record({ kind: is('language'), language: fc.constantFrom('ru', 'en') }, plain),
};

describe('a press', () => {
  for (const [kind, press] of Object.entries(presses))
    it(`${kind} comes back as it was, in 64 bytes at most`, () => {
      fc.assert(
        fc.property(press, (data) => {
          const encoded = encodePress(data);
          assert.ok(Buffer.byteLength(encoded) <= 64, encoded);
          assert.deepEqual(decodePress(encoded), data);
        }),
      );
    });

  it('of one kind is never read as another', () => {
    const any = fc.oneof(...Object.values(presses));
    fc.assert(
      fc.property(any, any, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        assert.notEqual(encodePress(one), encodePress(other));
      }),
    );
  });

  it('that no button of ours carries is nothing', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 3, maxLength: 64 }), (text) => assert.equal(decodePress(`x${text}`), undefined)),
    );
    for (const text of [
      '',
      'E',
      'e ',
      ' e',
      'e\n',
      'ee',
      'g:',
      'g:-1',
      'g:1000',
      'g:1.5',
      's:',
      's:abc',
      's:ABC',
      `s:${'A'.repeat(17)}`,
      's:ABCD:1',
    ])
      assert.equal(decodePress(text), undefined, JSON.stringify(text));
    for (const text of [
      'q:ABCD:1',
      'q:ABCD:1:-1',
      'p:ABCD:1:1',
      'p:ABCD:1:1:',
      'p:ABCD:1:100:x',
      'c:xyz',
      `c:${'0'.repeat(31)}`,
      `c:${'G'.repeat(32)}`,
      'l:de',
      'iy:',
      `in:${'0'.repeat(33)}`,
      'm:1',
    ])
      assert.equal(decodePress(text), undefined, text);
  });

  it('with an order writes its id short and reads it back', () => {
    fc.assert(fc.property(fc.uuid(), (id) => assert.equal(expandUuid(id.replaceAll('-', '')), id)));
  });
});

it('asks for no ticket, or for more than an order holds, in no way that a button of ours would', () => {
  for (const quantity of ['0', '11', '99', '01', '-1'])
    for (const data of [`q:ABCD1234:0:${quantity}`, `p:ABCD1234:0:${quantity}:abc`])
      assert.equal(decodePress(data), undefined, data);
});
