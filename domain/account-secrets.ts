/**
 * Keys of an organisation's own payment accounts, as they lie in the database: AES-256-GCM under the house's long-lived account key.
 * Whose they are is part of the seal, so that a row copied to another organisation opens nothing.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { PayingProvider } from './orders.ts';

export type AccountSecrets = Record<string, string>;
export type SecretsOwner = { tenantId: string; provider: PayingProvider };
export type AccountVault = {
  lock(owner: SecretsOwner, secrets: AccountSecrets): string;
  /** @throws Error when it was tampered with, or locked for somebody else or under another key. */
  open(owner: SecretsOwner, locked: string): AccountSecrets;
};

const boundTo = ({ tenantId, provider }: SecretsOwner): Buffer => Buffer.from(`payment account:${tenantId}:${provider}`);

/** @param secret 32 bytes as base64url. Locked values look like `a1.<iv>.<tag>.<ciphertext>`. */
export function accountVault(secret: string): AccountVault {
  const key = Buffer.from(secret, 'base64url');
  return {
    lock(owner, secrets) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(owner));
      const text = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
      return ['a1', ...[iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.');
    },
    open(owner, locked) {
      const [version, iv = '', tag = '', text = ''] = locked.split('.');
      if (version !== 'a1') throw new Error('not the secrets of an account');
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
        .setAAD(boundTo(owner))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      return JSON.parse(Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8'));
    },
  };
}

/** Enough to recognise a key by, nothing to use: «••••a1b2». */
export const masked = (secret: string): string => `••••${secret.length > 12 ? secret.slice(-4) : ''}`;
