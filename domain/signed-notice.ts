/** How a part of the house proves to another that a notice is its own: HMAC over the raw bytes and the time. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Carries `t=<seconds since 1970>,v1=<HMAC-SHA256, hexadecimal>`. */
export const noticeSignatureHeader = 'rampa-signature';

/** Seconds that a notice may be old, or its sender's clock ahead. */
const TOLERANCE = 300;

const mac = (secret: string, seconds: string, rawBody: Uint8Array): Buffer =>
  createHmac('sha256', secret).update(`${seconds}.`).update(rawBody).digest();

/** @returns the header's value. */
export function signNotice(secret: string, rawBody: Uint8Array, now = Date.now()): string {
  const seconds = String(Math.floor(now / 1000));
  return `t=${seconds},v1=${mac(secret, seconds, rawBody).toString('hex')}`;
}

/**
 * @param rawBody exactly the bytes received.
 * @returns false for whatever was not signed with this secret within the last (or next) five minutes.
 */
export function verifyNotice(secret: string, rawBody: Uint8Array, header: string | undefined, now = Date.now()): boolean {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '');
  if (!match) return false;
  const [, seconds = '', signature = ''] = match;
  if (!timingSafeEqual(Buffer.from(signature, 'hex'), mac(secret, seconds, rawBody))) return false;
  return Math.abs(Number(seconds) - now / 1000) <= TOLERANCE;
}
