/** Tokens, numbers and showings at the door, without a browser. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { rawPublicKey, ticketSigner, ticketVerifier } from '../../domain/ticket-token.ts';
import { ticketNumber } from '../../domain/uuid.ts';
import { arrivalsOf, searchArrivals } from '../../frontend/logic/door/arrivals.ts';
import { createLookClock, createSightings } from '../../frontend/logic/door/sightings.ts';
import { looksLikeNumber, numberKey } from '../../frontend/logic/door/ticket-number.ts';
import { readToken, type SubtleCryptoLike, tokenCheck } from '../../frontend/logic/door/token.ts';
import { openDoorHouse } from './door-house.ts';

const subtle = crypto.subtle as unknown as SubtleCryptoLike;
const pair = () =>
  generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
const { privateKey, publicKey } = pair();
const claims = { ticketId: randomUUID(), showId: randomUUID() };
const token = ticketSigner(privateKey).sign(claims);

async function genuine(text: string, key = publicKey): Promise<boolean> {
  const check = await tokenCheck(rawPublicKey(key), subtle);
  const read = readToken(text);
  return read !== undefined && (await check!(read));
}

test('what the house signed is read with its ids, also with spaces around it', async () => {
  const read = readToken(` ${token}\n`);
  assert.deepEqual({ ticketId: read?.ticketId, showId: read?.showId }, claims);
  assert.equal(await genuine(token), true);
});

test('another house’s key, a token with one letter changed: the browser refuses exactly what the house refuses', async () => {
  assert.equal(await genuine(token, pair().publicKey), false);
  const house = ticketVerifier(publicKey);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  await fc.assert(
    fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...alphabet), async (at, letter) => {
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      assert.equal(await genuine(changed), changed === token);
      assert.equal(house.verify(changed) !== undefined, changed === token);
    }),
    { numRuns: 300 },
  );
});

test('base64 has spare bits: another spelling of the same bytes is no ticket', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const [head, body, signature] = token.split('.') as [string, string, string];
  const respell = (part: string) => {
    const other = part.slice(0, -1) + alphabet[alphabet.indexOf(part.at(-1)!) ^ 1];
    // The control: lenient readers, such as Node's, take it for the same.
    assert.deepEqual(Buffer.from(other, 'base64url'), Buffer.from(part, 'base64url'));
    return other;
  };
  assert.ok(readToken(token));
  assert.equal(readToken([head, respell(body), signature].join('.')), undefined);
  assert.equal(readToken([head, body, respell(signature)].join('.')), undefined);
});

test('a signature over the body without the prefix is no ticket', async () => {
  const { sign, createPrivateKey } = await import('node:crypto');
  const [, body] = token.split('.') as [string, string];
  const signature = sign(null, Buffer.from(body, 'base64url'), createPrivateKey(privateKey)).toString('base64url');
  assert.equal(await genuine(`RT1.${body}.${signature}`), false);
});

test('no Ed25519 in the browser, no secure page, no key: it is known that nothing can be checked', async () => {
  const refusing = { ...subtle, importKey: () => Promise.reject(new Error('NotSupportedError')) } as SubtleCryptoLike;
  assert.equal(await tokenCheck(rawPublicKey(publicKey), undefined), undefined);
  assert.equal(await tokenCheck(rawPublicKey(publicKey), refusing), undefined);
  assert.equal(await tokenCheck('short', subtle), undefined);
  assert.ok(await tokenCheck(rawPublicKey(publicKey), subtle));
});

test('a number is the same number however it is typed', () => {
  const number = ticketNumber(claims.ticketId);
  for (const typed of [number.toLowerCase(), number.replaceAll('-', ''), ` ${number.replaceAll('-', ' ')} `])
    assert.equal(numberKey(typed), numberKey(number));
  assert.equal(numberKey('АВ-С1-О0-ХХ'), numberKey('AB-C1-00-XX'), 'typed on the Russian keyboard');
  assert.equal(numberKey('lO'), '10');
  assert.notEqual(numberKey('7F-2K-91-AC'), numberKey('7F-2K-91-AD'));
  assert.ok(looksLikeNumber('7f 2k 91'));
  for (const other of ['', '7f', token, 'https://rampa.example']) assert.ok(!looksLikeNumber(other), other);
});

test('a code held before the camera is one scan; shown again later it is another', () => {
  const sightings = createSightings();
  assert.equal(sightings.see('a', 0), true);
  for (let at = 100; at <= 10_000; at += 100) assert.equal(sightings.see('a', at), false);
  assert.equal(sightings.see('b', 10_100), true, 'the next person’s');
  assert.equal(sightings.see('a', 11_500), false, 'both in the picture');
  assert.equal(sightings.see('a', 13_600), true);
});

test('a code held while another is checked for long is still one scan; what comes meanwhile is not lost', () => {
  const sightings = createSightings();
  assert.equal(sightings.see('a', 0), true);
  for (let at = 100; at <= 5000; at += 100) {
    sightings.stay('a', at);
    sightings.stay('b', at);
  }
  assert.equal(sightings.see('a', 5100), false);
  assert.equal(sightings.see('b', 5100), true);
  sightings.stay('a', 9000);
  assert.equal(sightings.see('a', 9100), true, 'it had gone before');
});

test('a device too busy to look has not seen a code leave; a camera that was off has', () => {
  const [clock, sightings] = [createLookClock(), createSightings()];
  const see = (now: number) => sightings.see('a', clock.look(now));
  clock.opened(1000);
  assert.equal(see(1000), true);
  for (const now of [4000, 9000, 40_000]) assert.equal(see(now), false, `looked again at ${now}`);
  for (let now = 40_100; now <= 42_200; now += 100) clock.look(now);
  assert.equal(see(42_300), true, 'looked for all of two seconds, and it was not there');
  clock.opened(45_000);
  assert.equal(see(45_000), true, 'nobody looked for longer than it takes');
  clock.opened(46_000);
  assert.equal(see(46_000), false);
});

test('the list is searched by number, in any spelling, and by kind in both languages', () => {
  const house = openDoorHouse();
  const [stalls, box] = [house.sell({ kind: 0 }), house.sell({ kind: 1 })];
  const arrivals = arrivalsOf(house.list(), []);
  const found = (typed: string) => searchArrivals(arrivals, typed).map(({ id }) => id);
  assert.deepEqual(found(''), [stalls.id, box.id]);
  assert.deepEqual(found(stalls.number.toLowerCase().replaceAll('-', '')), [stalls.id]);
  assert.deepEqual(found('лож'), [box.id]);
  assert.deepEqual(found('STALLS'), [stalls.id]);
  assert.deepEqual(found('???'), []);
});
