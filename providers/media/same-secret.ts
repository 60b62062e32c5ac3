/** Compares a secret in constant time, whatever its length. */
import { createHash, timingSafeEqual } from 'node:crypto';

export const sameSecret = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
