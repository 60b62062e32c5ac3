/** What a button says comes back as it was, within Telegram's 64 bytes; what no button says is nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Cell, type Level, levels, readBasket, writeBasket } from '../../bot/basket.ts';
import { decodePress, encodePress, expandUuid, type Press } from '../../bot/callback-data.ts';
import { zones } from '../../bot/zones.ts';
import { nameCode } from '../../domain/uuid.ts';

const code = fc.tuple(fc.integer({ min: 4, max: 16 }), fc.string()).map(([length, seed]) => nameCode(length, seed));
const position = fc.integer({ min: 0, max: 9 });
const quantity = fc.integer({ min: 1, max: 10 });
const nonce = fc.oneof(
  fc.stringMatching(/^[0-9a-z]{1,9}$/),
  fc.date({ min: new Date(0), max: new Date('2999-01-01'), noInvalidDate: true }).map((at) => at.getTime().toString(36)),
);
const level = fc.constantFrom<Level | undefined>(undefined, ...levels);
/** What can be put together: ten tickets at most, of ten types, each at a price of its own. */
const besides = fc
  .array(fc.record({ quantity: fc.integer({ min: 0, max: 10 }), level }), { maxLength: 10 })
  .map((cells) => {
    let room = 10;
    return cells.map(({ quantity: asked, level: at }): Cell => {
      const given = Math.min(asked, room);
      room -= given;
      return { quantity: given, ...(at ? { level: at } : {}) };
    });
  })
  .map(writeBasket);
const basket = besides.filter((text) => text !== '');
const orderId = fc.uuid();
const promise = fc.string().map((seed) => nameCode(6, seed));
const plain = { noNullPrototype: true };
const is = <Kind extends string>(kind: Kind) => fc.constant(kind);
/** One arbitrary a kind, so that a new kind of press does not compile without its own. */
const presses: Record<Press['kind'], fc.Arbitrary<Press>> = {
  events: fc.record({ kind: is('events') }, plain),
  myTickets: fc.record({ kind: is('myTickets') }, plain),
  page: fc.record({ kind: is('page'), page: fc.integer({ min: 0, max: 999 }) }, plain),
  show: fc.record({ kind: is('show'), code }, plain),
  dates: fc.record({ kind: is('dates'), code }, plain),
  type: fc.record({ kind: is('type'), code, position, besides }, plain),
  quantity: fc.record({ kind: is('quantity'), code, position, quantity, besides }, plain),
  basket: fc.record({ kind: is('basket'), code, basket }, plain),
  addAnother: fc.record({ kind: is('addAnother'), code, basket }, plain),
  pay: fc.record({ kind: is('pay'), code, basket, nonce }, plain),
  cancel: fc.record({ kind: is('cancel'), orderId }, plain),
  again: fc.record({ kind: is('again'), orderId }, plain),
  tickets: fc.record({ kind: is('tickets'), orderId }, plain),
  order: fc.record({ kind: is('order'), orderId }, plain),
  join: fc.record({ kind: is('join'), orderId }, plain),
  handOver: fc.record({ kind: is('handOver'), ticketId: orderId }, plain),
  claim: fc.record({ kind: is('claim'), ticketId: orderId, key: fc.stringMatching(/^[A-Za-z0-9_-]{22}$/) }, plain),
  refund: fc.record({ kind: is('refund'), orderId, chosen: fc.integer({ min: 0, max: 0xfff }) }, plain),
  refundNow: fc.record({ kind: is('refundNow'), orderId, chosen: fc.integer({ min: 0, max: 0xfff }), promise, nonce }, plain),
  exchange: fc.record({ kind: is('exchange'), orderId }, plain),
  exchangeFor: fc.record({ kind: is('exchangeFor'), orderId, code }, plain),
  exchangeNow: fc.record({ kind: is('exchangeNow'), orderId, code, nonce }, plain),
  rate: fc.record({ kind: is('rate'), orderId, stars: fc.integer({ min: 1, max: 5 }) }, plain),
  confirmSignIn: fc.record({ kind: is('confirmSignIn'), signInId: orderId }, plain),
  declineSignIn: fc.record({ kind: is('declineSignIn'), signInId: orderId }, plain),
  language: fc.record({ kind: is('language'), language: fc.constantFrom('ru', 'en') }, plain),
  timeZone: fc.record({ kind: is('timeZone'), zone: fc.constantFrom(...Object.keys(zones)) }, plain),
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
      'p:ABCD:1',
      'p:ABCD:1:',
      'p:ABCD::x',
      'p:ABCD:100:x',
      'p:ABCD:1.:x',
      'p:ABCD:1.2e:x',
      `p:ABCD:${'1.'.repeat(10)}1:x`,
      'b:ABCD',
      'b:ABCD:',
      't:ABCD:10',
      't:ABCD:1:',
      'c:xyz',
      `c:${'0'.repeat(31)}`,
      `c:${'G'.repeat(32)}`,
      'l:de',
      'iy:',
      `in:${'0'.repeat(33)}`,
      'm:1',
      'z:Moscow',
      'z:../etc/passwd',
      `r:${'0'.repeat(32)}:0`,
      `r:${'0'.repeat(32)}:6`,
      `f:${'0'.repeat(32)}:fffff`,
      `fn:${'0'.repeat(32)}:1:ABCDEF`,
      `y:${'0'.repeat(32)}:${'x'.repeat(21)}`,
    ])
      assert.equal(decodePress(text), undefined, text);
  });

  it('with an order writes its id short and reads it back', () => {
    fc.assert(fc.property(fc.uuid(), (id) => assert.equal(expandUuid(id.replaceAll('-', '')), id)));
  });
});

it('asks for no ticket, or for more than an order holds, in no way that a button of ours would', () => {
  for (const quantity of ['0', '11', '99', '01', '-1'])
    assert.equal(decodePress(`q:ABCD1234:0:${quantity}`), undefined, quantity);
});

it('keeps a basket as it was put together', () => {
  fc.assert(fc.property(besides, (text) => assert.equal(writeBasket(readBasket(text)), text)));
  assert.deepEqual(readBasket('1.0.2b'), [{ quantity: 1 }, { quantity: 0 }, { quantity: 2, level: 'b' }]);
  assert.equal(writeBasket([{ quantity: 10 }, { quantity: 0 }]), '10');
  assert.equal(writeBasket([{ quantity: 0 }]), '');
});
