/** What a person typed can be read with its month's key alone, and is gone when that key is. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SealBroken, type Sealed, type SealingKeys, seal, unseal } from '../../domain/sealed.ts';

function keysInMemory() {
  const months = new Map<string, Buffer>();
  const keys: SealingKeys = {
    forSealing(month) {
      if (!months.has(month)) months.set(month, randomBytes(32));
      return months.get(month)!;
    },
    // As the data folder does: a name that is no month is a mistake, not a missing key.
    forOpening(month) {
      if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new Error(`${month} is no month`);
      return months.get(month);
    },
  };
  return { months, keys };
}

const december = new Date('2026-12-31T23:59:59.999Z');
const january = new Date('2027-01-01T00:00:00.000Z');
const contact = { name: 'Анна', email: 'anna@example.com', telegramId: 2001 };

describe('sealed', () => {
  it('is what it was when it is opened', () => {
    const { keys } = keysInMemory();
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.deepEqual(unseal(keys, seal(keys, value)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('shows nothing of what is inside, and never looks the same twice', () => {
    const { keys } = keysInMemory();
    const [one, other] = [seal(keys, contact, december), seal(keys, contact, december)];
    assert.notEqual(one, other);
    const bytes = Buffer.concat(one.split('.').map((part) => Buffer.from(part, 'base64url')));
    for (const word of ['anna', 'Анна', '2001']) assert.equal(bytes.includes(word), false, word);
    assert.match(one, /^s1\.2026-12\.[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
  });

  it('is broken by any one changed byte in any of its parts', () => {
    const { keys } = keysInMemory();
    const sealed = seal(keys, contact, december);
    const parts = sealed.split('.');
    for (const place of [2, 3, 4]) {
      const bytes = Buffer.from(parts[place]!, 'base64url');
      for (let at = 0; at < bytes.length; at += 1) {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 1 << (at % 8);
        const tampered = parts.with(place, changed.toString('base64url')).join('.') as Sealed;
        assert.throws(() => unseal(keys, tampered), SealBroken, `part ${place}, byte ${at}`);
      }
    }
  });

  it('is broken by a shortened tag, a missing part, another version', () => {
    const { keys } = keysInMemory();
    const sealed = seal(keys, contact, december);
    const parts = sealed.split('.');
    for (const length of [4, 8, 12, 15]) {
      const short = Buffer.from(parts[3]!, 'base64url').subarray(0, length).toString('base64url');
      assert.throws(() => unseal(keys, parts.with(3, short).join('.') as Sealed), SealBroken, `tag of ${length} bytes`);
    }
    for (const wrong of ['', 's1', parts.slice(0, 4).join('.'), parts.with(0, 's2').join('.'), parts.with(4, '').join('.')])
      assert.throws(() => unseal(keys, wrong as Sealed), SealBroken, wrong);
  });

  it('is broken when its month is changed, even to one that has a key, and to one that is no month', () => {
    const { keys, months } = keysInMemory();
    const sealed = seal(keys, contact, december);
    months.set('2027-01', months.get('2026-12')!);
    for (const month of ['2027-01', '2026-13', '2026-00', '0000-00', '../../secrets'])
      assert.throws(() => unseal(keys, sealed.replace('2026-12', month) as Sealed), SealBroken, month);
  });

  it('keeps months apart, to the millisecond', () => {
    const { keys, months } = keysInMemory();
    const [old, fresh] = [seal(keys, contact, december), seal(keys, contact, january)];
    assert.deepEqual([...months.keys()], ['2026-12', '2027-01']);
    assert.notDeepEqual(months.get('2026-12'), months.get('2027-01'));
    months.delete('2026-12');
    assert.throws(() => unseal(keys, old), /key of 2026-12 was destroyed/);
    assert.deepEqual(unseal(keys, fresh), contact);
  });

  it('does not come back with a new key for a destroyed month', () => {
    const { keys, months } = keysInMemory();
    const old = seal(keys, contact, december);
    months.delete('2026-12');
    const fresh = seal(keys, contact, december);
    assert.throws(() => unseal(keys, old), SealBroken);
    assert.deepEqual(unseal(keys, fresh), contact);
  });

  it('says nothing of what is inside when it is broken', () => {
    const { keys } = keysInMemory();
    const sealed = seal(keys, contact, december);
    assert.throws(
      () => unseal(keysInMemory().keys, sealed),
      (error: Error) => !/anna|Анна/.test(String(error.stack)),
    );
  });
});
