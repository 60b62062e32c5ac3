/** What lies locked in the database: AES-256-GCM under a key of the data folder, bound to whose it is, so that a row copied elsewhere opens nothing. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export type Vault = {
  /** @param owner part of the seal */
  lock(owner: string, content: unknown): string;
  /** @throws Error when it was tampered with, or locked for somebody else or under another key. */
  open(owner: string, locked: string): unknown;
};

/** @param secret 32 bytes as base64url. Locked values look like `a1.<iv>.<tag>.<ciphertext>`. */
export function vault(secret: string): Vault {
  const key = Buffer.from(secret, 'base64url');
  return {
    lock(owner, content) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
      return ['a1', ...[iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.');
    },
    open(owner, locked) {
      const [version, iv = '', tag = '', text = ''] = locked.split('.');
      if (version !== 'a1') throw new Error('not a locked value');
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
        .setAAD(Buffer.from(owner))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      return JSON.parse(Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8'));
    },
  };
}
