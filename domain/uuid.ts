/** Ids that follow from what they name, so that doing a thing twice lands on the same row. */
import { createHash, createHmac } from 'node:crypto';

/** A UUID (version 8, RFC 9562) from the given words; the same words give the same id. */
export const nameUuid = (...words: Array<string | number>): string =>
  shape(createHash('sha256').update(words.join('\0')).digest());

/**
 * A person's id: a keyed hash of `telegram:<id>` or `email:<address>`, so that it can be had without a write
 * and says nothing of the person to whoever has no key.
 */
export const personIdOf = (key: string, identity: `telegram:${number}` | `email:${string}`): string =>
  shape(createHmac('sha256', key).update(identity.toLowerCase()).digest());

/** A network's id: a keyed hash of its address, so that orders can be counted by it and nobody learns where they came from. */
export const networkIdOf = (key: string, network: string): string =>
  shape(createHmac('sha256', key).update(`network:${network}`).digest());

function shape(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(0, 16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Letters and digits that nobody mistakes for each other (Crockford's alphabet without vowels of bad luck). */
export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A short code of `length` characters that follows from the words. */
export const nameCode = (length: number, ...words: Array<string | number>): string =>
  [...createHash('sha256').update(words.join('\0')).digest().subarray(0, length)].map((byte) => codeAlphabet[byte & 31]).join('');

/** A ticket's number for people: 7F-2K-91-AC. */
export const ticketNumber = (ticketId: string): string => nameCode(8, 'ticket', ticketId).replace(/(..)(?=.)/g, '$1-');
/** An order's number for people: R-4K7-Q2N. */
export const orderNumber = (orderId: string): string => `R-${nameCode(6, 'order', orderId).replace(/(...)(?=.)/g, '$1-')}`;
