/** Links that hand one thing to one person: a ticket to a companion, a guest's order to their Telegram. They fit into 64 bytes of a deep link. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type Handing = 'claim' | 'order';
export type ClaimLinks = {
  sign(kind: Handing, id: string): string;
  verify(kind: Handing, id: string, key: string): boolean;
};

/** @param secret from the data folder; keys are 22 characters of base64url. */
export function claimLinks(secret: string): ClaimLinks {
  const mac = (kind: Handing, id: string) =>
    createHmac('sha256', secret).update(`${kind}:${id}`).digest().subarray(0, 16).toString('base64url');
  return {
    sign: mac,
    verify(kind, id, key) {
      const expected = Buffer.from(mac(kind, id));
      const given = Buffer.from(key);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

const compact = (uuid: string) => uuid.replaceAll('-', '');

/** `claim_<ticket>_<key>` or `bring_<order>_<key>`: 61 characters at most. */
export const handingPayload = (kind: Handing, id: string, key: string): string =>
  `${kind === 'claim' ? 'claim' : 'bring'}_${compact(id)}_${key}`;

/** The companion's page on the web. */
export const claimUrl = (publicUrl: string, ticketId: string, key: string): string => {
  const url = new URL(`/claim/${ticketId}`, publicUrl);
  url.searchParams.set('key', key);
  return url.href;
};
