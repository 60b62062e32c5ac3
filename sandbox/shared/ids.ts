/** Random names in the shapes that partners give their objects. */
import { randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export const randomName = (length: number): string => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
export const randomDigits = (length: number): string =>
  String(randomInt(1, 10)) + Array.from({ length: length - 1 }, () => randomInt(10)).join('');
/** Seconds since 1970, the unit of both Telegram and Stripe. */
export const unixNow = (): number => Math.floor(Date.now() / 1000);
/** Nobody stays for it: a stand-in that is closed does not keep its process until the last held answer is due. */
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());
