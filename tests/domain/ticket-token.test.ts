/** A ticket's token is ours in every byte, or it is no ticket. */
import assert from 'node:assert/strict';
import { createPrivateKey, generateKeyPairSync, randomInt, sign } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ticketSigner, ticketVerifier } from '../../domain/ticket-token.ts';

const pair = () =>
  generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const { privateKey, publicKey } = pair();
const signer = ticketSigner(privateKey);
const verifier = ticketVerifier(publicKey);
const claims = { ticketId: '0b6a2c1e-6a51-8f0e-9d3c-5a7f4c2b1e00', showId: 'f1e2d3c4-b5a6-8798-8a9b-0c1d2e3f4a5b' };
const token = signer.sign(claims);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** What a QR code carries, signed under a name of the caller's choice. */
const signedAs = (prefix: string) => {
  const body = Buffer.from(`${claims.ticketId}${claims.showId}`.replaceAll('-', ''), 'hex');
  const signature = sign(null, Buffer.concat([Buffer.from(`${prefix}.`), body]), createPrivateKey(privateKey));
  return `${body.toString('base64url')}.${signature.toString('base64url')}`;
};

describe('ticket token', () => {
  it('says which ticket it is and for which show', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (ticketId, showId) => {
        const signed = signer.sign({ ticketId, showId });
        assert.equal(signed.length, 134);
        assert.deepEqual(verifier.verify(signed), { ticketId, showId });
      }),
      { numRuns: 50 },
    );
  });

  it('may come with the spaces that a scanner adds', () => {
    assert.deepEqual(verifier.verify(` ${token}\n`), claims);
  });

  it('is refused when any one byte was changed', () => {
    const bytes = Buffer.from(token);
    for (let run = 0; run < 500; run += 1) {
      const changed = Buffer.from(bytes);
      const at = randomInt(changed.length);
      changed[at]! ^= randomInt(1, 256);
      const text = changed.toString('latin1');
      // A byte that became a space at the end is the spelling allowed above only if nothing is missing; here something is.
      assert.equal(verifier.verify(text), undefined, `byte ${at}: ${text}`);
    }
  });

  it('is refused when any one character was exchanged for another of its alphabet', () => {
    for (let at = 4; at < token.length; at += 1) {
      if (token[at] === '.') continue;
      const other = alphabet[(alphabet.indexOf(token[at]!) + 1 + randomInt(63)) % 64]!;
      assert.equal(verifier.verify(token.slice(0, at) + other + token.slice(at + 1)), undefined, `character ${at}`);
    }
  });

  it('has one spelling: the spare bits of base64 make no second ticket', () => {
    const [prefix, body, signature] = token.split('.') as [string, string, string];
    let aliases = 0;
    for (const part of [body, signature])
      for (const last of alphabet) {
        const alias = part.slice(0, -1) + last;
        if (alias === part || !Buffer.from(alias, 'base64url').equals(Buffer.from(part, 'base64url'))) continue;
        aliases += 1;
        assert.equal(
          verifier.verify([prefix, part === body ? alias : body, part === body ? signature : alias].join('.')),
          undefined,
        );
      }
    assert.equal(aliases, 3 + 15, 'two spare bits in the body, four in the signature');
    for (const alias of [token.replaceAll('-', '+').replaceAll('_', '/'), `${token}=`, token.replace('.', '=.')])
      if (alias !== token) assert.equal(verifier.verify(alias), undefined);
  });

  it('of another house is refused', () => {
    const theirs = pair();
    assert.equal(verifier.verify(ticketSigner(theirs.privateKey).sign(claims)), undefined);
    assert.equal(ticketVerifier(theirs.publicKey).verify(token), undefined);
    assert.deepEqual(ticketVerifier(theirs.publicKey).verify(ticketSigner(theirs.privateKey).sign(claims)), claims);
  });

  it('is refused when our key signed it as something else', () => {
    assert.equal(verifier.verify(`RT1.${signedAs('RT2')}`), undefined);
    assert.equal(verifier.verify(`RT2.${signedAs('RT2')}`), undefined);
    assert.equal(verifier.verify(`RT2.${signedAs('RT1')}`), undefined);
    // The control: the same helper, under the right name, makes the very token.
    assert.equal(`RT1.${signedAs('RT1')}`, token);
  });

  it('is not found in whatever else a camera reads', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.equal(verifier.verify(text), undefined)));
    for (const text of ['', 'RT1..', 'https://example.com', token.slice(0, -1), `${token}A`, token.toLowerCase(), `RT1.${token}`])
      assert.equal(verifier.verify(text), undefined, text);
  });
});
