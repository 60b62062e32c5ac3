/** A notice is the house's own, whole, and of this moment, or it is nobody's. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { signNotice, verifyNotice } from '../../domain/signed-notice.ts';
import { verifyEmbeddedNotice } from '../../providers/media/embedded/webhook.ts';

const secret = 'a key of the house';
const now = Date.UTC(2027, 2, 1, 19);
const body = Buffer.from('{"kind":"picture"}');
const header = signNotice(secret, body, now);

describe('signed notice', () => {
  it('is known by whoever has the secret, whatever it says', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ minLength: 1 }), (bytes, key) => {
        assert.ok(verifyNotice(key, bytes, signNotice(key, bytes, now), now));
        assert.ok(!verifyNotice(`${key}.`, bytes, signNotice(key, bytes, now), now));
      }),
    );
  });

  it('is refused when one byte of it has changed', () => {
    for (let at = 0; at < body.length; at += 1) {
      const changed = Buffer.from(body);
      changed[at]! ^= 1;
      assert.ok(!verifyNotice(secret, changed, header, now), `byte ${at}`);
    }
  });

  it('is refused with another time, or without a whole signature', () => {
    assert.ok(!verifyNotice(secret, body, header.replace(/t=\d+/, `t=${now / 1000 + 1}`), now));
    for (const text of [undefined, '', 'v1=', header.slice(0, -1), `${header}0`, header.toUpperCase(), ` ${header}`])
      assert.ok(!verifyNotice(secret, body, text, now), String(text));
  });

  it('is of the last five minutes, and not of a later time than ours by more', () => {
    const at = (seconds: number) => verifyNotice(secret, body, header, now + seconds * 1000);
    assert.deepEqual([-301, -300, 0, 300, 301].map(at), [false, true, true, true, false]);
  });
});

describe("the embedded server's notice", () => {
  const id = '6fa1d3c8-5b1c-4d55-9c93-6b7f7a0d9f11';
  const read = (value: unknown) => {
    const bytes = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
    return verifyEmbeddedNotice(bytes, signNotice(secret, bytes, now), secret, now);
  };
  const common = { id, channelId: id, at: '2027-03-01T19:00:00.000Z' };

  it('is read as what it is', () => {
    for (const notice of [
      { ...common, kind: 'picture' },
      { ...common, kind: 'refused', why: 'wrongKey' },
      { ...common, kind: 'recorded', recordingId: id, seconds: 12.5 },
      { ...common, kind: 'recordingFailed', recordingId: null },
    ])
      assert.deepEqual(read(notice), notice);
  });

  it('is nothing when it is signed and makes no sense', () => {
    for (const text of ['', '[]', '{', { ...common, kind: 'applause' }, { ...common, kind: 'refused' }, { kind: 'loss' }])
      assert.equal(read(text), undefined);
  });

  it('is nothing when it makes sense and is not signed', () => {
    const bytes = Buffer.from(JSON.stringify({ ...common, kind: 'picture' }));
    assert.equal(verifyEmbeddedNotice(bytes, signNotice('another', bytes, now), secret, now), undefined);
  });
});
