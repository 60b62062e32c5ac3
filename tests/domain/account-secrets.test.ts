/** An organisation's keys: opened by the house for that organisation and provider, and by nobody else. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { accountVault, masked } from '../../domain/account-secrets.ts';

const vault = accountVault(randomBytes(32).toString('base64url'));
const owner = { tenantId: randomUUID(), provider: 'yookassa' } as const;
const secrets = { secretKey: 'live_verysecretkey1234' };

describe('keys of an account', () => {
  it('come back as they went in, and lie differently each time', () => {
    const [one, other] = [vault.lock(owner, secrets), vault.lock(owner, secrets)];
    assert.notEqual(one, other);
    assert.deepEqual([vault.open(owner, one), vault.open(owner, other)], [secrets, secrets]);
    assert.ok(!one.includes('live_') && !Buffer.from(one.split('.')[3]!, 'base64url').toString().includes('live_'));
  });

  it('copied to another organisation, another provider or another house open nothing', () => {
    const locked = vault.lock(owner, secrets);
    assert.throws(() => vault.open({ ...owner, tenantId: randomUUID() }, locked));
    assert.throws(() => vault.open({ ...owner, provider: 'stripe' }, locked));
    assert.throws(() => accountVault(randomBytes(32).toString('base64url')).open(owner, locked));
  });

  it('that were tampered with open nothing', () => {
    const parts = vault.lock(owner, secrets).split('.');
    for (const index of [1, 2, 3]) {
      const bytes = Buffer.from(parts[index]!, 'base64url');
      bytes[0]! ^= 1;
      assert.throws(() => vault.open(owner, parts.with(index, bytes.toString('base64url')).join('.')), `part ${index}`);
    }
    for (const other of ['', 'a1', `s1.${parts.slice(1).join('.')}`, parts.slice(0, 3).join('.')])
      assert.throws(() => vault.open(owner, other), other);
  });

  it('are shown so that they can be recognised and not used', () => {
    assert.equal(masked('live_verysecretkey1234'), '••••1234');
    assert.equal(masked('short'), '••••');
  });
});
