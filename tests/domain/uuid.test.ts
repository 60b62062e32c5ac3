/** Ids follow from what they name: the same words, the same row; a person's needs the key. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nameCode, nameUuid, networkIdOf, orderNumber, personIdOf, ticketNumber } from '../../domain/uuid.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const plain = fc.string().filter((text) => !text.includes('\0'));

describe('named ids', () => {
  it('are version 8 UUIDs, the same for the same words', () => {
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 4 }), (words) => {
        assert.match(nameUuid(...words), uuid);
        assert.equal(nameUuid(...words), nameUuid(...words));
      }),
    );
  });

  it('tell words from their neighbours', () => {
    assert.notEqual(nameUuid('show', 'ab', 'c'), nameUuid('show', 'a', 'bc'));
    assert.notEqual(nameUuid('a'), nameUuid('a', ''));
    assert.equal(nameUuid('ticket', 1), nameUuid('ticket', '1'));
  });

  it('do not meet each other', () => {
    const ids = new Set(Array.from({ length: 2000 }, (_, index) => nameUuid('order', index)));
    assert.equal(ids.size, 2000);
  });
});

describe("a person's id", () => {
  it('does not depend on how an address is spelt', () => {
    assert.match(personIdOf('key', 'email:anna@example.com'), uuid);
    assert.equal(personIdOf('key', 'email:Anna@Example.COM'), personIdOf('key', 'email:anna@example.com'));
  });

  it('cannot be had without the key', () => {
    assert.notEqual(personIdOf('key', 'telegram:1001'), personIdOf('another key', 'telegram:1001'));
    assert.notEqual(personIdOf('', 'telegram:1001'), nameUuid('telegram:1001'));
  });

  it('is another for another person, and for the same digits elsewhere', () => {
    assert.notEqual(personIdOf('key', 'telegram:1001'), personIdOf('key', 'telegram:1002'));
    assert.notEqual(personIdOf('key', 'telegram:1001'), personIdOf('key', 'email:1001'));
  });
});

describe("a network's id", () => {
  it('is the same for the same network, and cannot be had without the key', () => {
    assert.match(networkIdOf('key', '192.0.2.7'), uuid);
    assert.equal(networkIdOf('key', '192.0.2.7'), networkIdOf('key', '192.0.2.7'));
    assert.notEqual(networkIdOf('key', '192.0.2.7'), networkIdOf('key', '192.0.2.8'));
    assert.notEqual(networkIdOf('key', '192.0.2.7'), networkIdOf('another key', '192.0.2.7'));
    assert.notEqual(networkIdOf('', '192.0.2.7'), nameUuid('network:192.0.2.7'));
  });
});

describe('numbers for people', () => {
  const confusing = /[ILOU]/;

  it('of tickets and orders have one form and no letters that are mistaken for others', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        assert.match(ticketNumber(id), /^([0-9A-Z]{2}-){3}[0-9A-Z]{2}$/);
        assert.match(orderNumber(id), /^R-[0-9A-Z]{3}-[0-9A-Z]{3}$/);
        assert.doesNotMatch(ticketNumber(id).replaceAll('-', ''), confusing);
        assert.doesNotMatch(orderNumber(id).slice(2), confusing);
        assert.equal(ticketNumber(id), ticketNumber(id));
        assert.notEqual(ticketNumber(id).replaceAll('-', '').slice(0, 6), orderNumber(id).slice(2).replace('-', ''));
      }),
    );
  });

  it('of ten thousand tickets are all different', () => {
    const numbers = new Set(Array.from({ length: 10_000 }, (_, index) => ticketNumber(nameUuid(index))));
    assert.equal(numbers.size, 10_000);
  });

  it('are as long as asked', () => {
    for (const length of [1, 8, 16]) assert.match(nameCode(length, 'show'), new RegExp(`^[0-9A-HJKMNP-TV-Z]{${length}}$`));
  });
});
