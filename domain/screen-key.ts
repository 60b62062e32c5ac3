/** Signed keys that move a ticket's picture to another screen: a short one for a QR code, and the one that it is exchanged for. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** `handover` is shown on a screen; `screen` opens the watch page of one ticket, and nothing else of it. */
export type ScreenKeyKind = 'handover' | 'screen';
export type ScreenKeys = {
  /** @param ends ms since the epoch */
  sign(kind: ScreenKeyKind, ticketId: string, personId: string, ends: number): string;
  /** Who held the ticket when it was signed; undefined for a key that is not ours for this ticket, or over. */
  verify(kind: ScreenKeyKind, ticketId: string, key: string, now?: number): string | undefined;
};

/** @param secret from the data folder. Keys look like `<person>.<end, seconds in base 36>.<mac>`. */
export function screenKeys(secret: string): ScreenKeys {
  const mac = (kind: ScreenKeyKind, ticketId: string, person: string, end: string) =>
    createHmac('sha256', secret).update(`${kind}:${ticketId}:${person}:${end}`).digest('base64url');
  return {
    sign(kind, ticketId, personId, ends) {
      const person = personId.replaceAll('-', '');
      const end = Math.floor(ends / 1000).toString(36);
      return [person, end, mac(kind, ticketId, person, end)].join('.');
    },
    verify(kind, ticketId, key, now = Date.now()) {
      const [, person, end, signature] = /^([0-9a-f]{32})\.([0-9a-z]{1,9})\.([\w-]{43})$/.exec(key) ?? [];
      if (!person || !end || !signature) return undefined;
      const [expected, given] = [Buffer.from(mac(kind, ticketId, person, end)), Buffer.from(signature)];
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
      if (Number.parseInt(end, 36) * 1000 <= now) return undefined;
      return person.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  };
}
