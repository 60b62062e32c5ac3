/** The secret that a programme such as OBS publishes with: it follows from the channel and the key's revision, so nobody keeps it. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type StreamKeys = {
  /** 32 characters of base64url. */
  keyOf(channelKey: string, revision: number): string;
  /** Whether it is the key of this very revision: neither an older nor a later one is. */
  isKey(channelKey: string, revision: number, given: string): boolean;
};

export function streamKeys(secret: string): StreamKeys {
  const keyOf = (channelKey: string, revision: number) =>
    createHmac('sha256', secret).update(`stream-key\0${channelKey}\0${revision}`).digest('base64url').slice(0, 32);
  return {
    keyOf,
    isKey(channelKey, revision, given) {
      const expected = Buffer.from(keyOf(channelKey, revision));
      const bytes = Buffer.from(given);
      return bytes.length === expected.length && timingSafeEqual(bytes, expected);
    },
  };
}
