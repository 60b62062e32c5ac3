/**
 * What a person typed travels through Temporal only sealed: AES-256-GCM under a key named by month, so that a whole
 * month of old histories goes dark when its key is destroyed. Opened by the one activity that stores it.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** `s1.<month>.<iv>.<tag>.<ciphertext>`, the last three base64url. */
export type Sealed = string & { readonly sealed: unique symbol };

export interface SealingKeys {
  /** 32 bytes for `YYYY-MM`; made on first use. */
  forSealing(month: string): Buffer;
  /** Undefined once the month was destroyed. */
  forOpening(month: string): Buffer | undefined;
}

export class SealBroken extends Error {
  override name = 'SealBroken';
}

export function seal(keys: SealingKeys, value: unknown, now: Date = new Date()): Sealed {
  const month = now.toISOString().slice(0, 7);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys.forSealing(month), iv).setAAD(Buffer.from(month));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return ['s1', month, ...[iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join('.') as Sealed;
}

/** @throws SealBroken when it was tampered with, or its month's key is gone. */
export function unseal<T>(keys: SealingKeys, sealed: Sealed): T {
  const [version, month = '', iv = '', tag = '', text = ''] = sealed.split('.');
  if (version !== 's1' || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new SealBroken('not a sealed value');
  const key = keys.forOpening(month);
  if (!key) throw new SealBroken(`the key of ${month} was destroyed`);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
      .setAAD(Buffer.from(month))
      .setAuthTag(Buffer.from(tag, 'base64url'));
    const plain = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]);
    return JSON.parse(plain.toString('utf8')) as T;
  } catch (error) {
    throw new SealBroken('the seal does not hold', { cause: error });
  }
}
