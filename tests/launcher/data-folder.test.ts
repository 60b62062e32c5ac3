/** The data folder's promises: one secret for all, closed to others, and gone for good when its key is destroyed. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDataFolder } from '../../database/data-folder.ts';
import { temporaryFolder } from '../support/servers.ts';

const folder = temporaryFolder('data');
after(() => rmSync(folder.path, { recursive: true }));
const fresh = (name: string) => openDataFolder(join(folder.path, name));

describe('data folder', () => {
  it('makes a secret once and keeps it over restarts', () => {
    const secret = fresh('kept').secret('sessions', 24);
    assert.match(secret, /^[\w-]{32}$/);
    assert.equal(fresh('kept').secret('sessions', 24), secret);
    assert.notEqual(fresh('kept').secret('links'), secret);
  });

  it('gives processes that race for a secret the same one', async () => {
    const racers = Array.from({ length: 4 }, () =>
      spawn(process.execPath, [
        fileURLToPath(new URL('./race-for-secret.ts', import.meta.url)),
        join(folder.path, 'raced'),
        '50',
      ]),
    );
    await Promise.all(racers.map((racer) => once(racer.stdout, 'data')));
    const answers = racers.map(async (racer) => String((await once(racer.stdout, 'data'))[0]));
    for (const racer of racers) racer.stdin.write('go\n');
    const [first, ...others] = await Promise.all(answers);
    for (const other of others) assert.equal(other, first);
    assert.equal(readdirSync(join(folder.path, 'raced/secrets')).length, 51, 'no drafts are left behind');
  });

  it('is closed to other users', () => {
    const data = fresh('closed');
    data.secret('sessions');
    data.sealingKey('2027-03', { create: true });
    data.ticketKeys();
    const modeOf = (name: string) => statSync(join(data.path, name)).mode & 0o777;
    for (const file of ['secrets/sessions', 'secrets/sealing/2027-03', 'secrets/ticket-key.pem'])
      assert.equal(modeOf(file), 0o600, file);
    for (const inner of ['secrets', 'secrets/sealing']) assert.equal(modeOf(inner), 0o700, inner);
    assert.equal(modeOf('.') & 0o066, 0, 'nobody else lists or writes it');
  });

  it('signs tickets with one Ed25519 pair', () => {
    const { privateKey, publicKey } = fresh('tickets').ticketKeys();
    const ticket = Buffer.from('seat 7');
    assert.ok(verify(null, ticket, createPublicKey(publicKey), sign(null, ticket, createPrivateKey(privateKey))));
    assert.equal(fresh('tickets').ticketKeys().privateKey, privateKey);
  });

  it('keeps one sealing key a month, and none that was destroyed', () => {
    const data = fresh('sealed');
    assert.equal(data.sealingKey('2027-03', { create: false }), undefined);
    const key = data.sealingKey('2027-03', { create: true });
    assert.equal(key?.length, 32);
    assert.deepEqual(data.sealingKey('2027-03', { create: false }), key);
    assert.notDeepEqual(data.sealingKey('2027-04', { create: true }), key);
    rmSync(join(data.path, 'secrets/sealing/2027-03'));
    assert.equal(data.sealingKey('2027-03', { create: false }), undefined);
  });

  it('refuses names that lead out of it', () => {
    const data = fresh('names');
    for (const name of ['../outside', 'a/b', '', '.hidden']) assert.throws(() => data.secret(name), /cannot name a file/);
    for (const month of ['2027-13', '2027-3', '../2027-03'])
      assert.throws(() => data.sealingKey(month, { create: true }), /cannot name a file/);
  });
});
