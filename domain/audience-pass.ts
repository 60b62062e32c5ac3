/** A signed pass that lets one person into the audience of one show: the door that gives it has looked at the ticket, the socket only at the pass. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type AudiencePass = {
  tenantId: string;
  showId: string;
  personId: string;
  /** Of a viewer; null for whoever works for the theatre. */
  ticketId: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  /** The name under which the theatre speaks; of its people only. */
  theatre: string | null;
};
export type AudiencePasses = {
  /** @param ends ms since the epoch */
  sign(pass: AudiencePass, ends: number): string;
  /** Undefined for a pass that is not ours, or over. */
  verify(pass: string, now?: number): AudiencePass | undefined;
};

/** @param secret from the data folder. Passes look like `<end, seconds in base 36>.<base64url of JSON>.<mac>`. */
export function audiencePasses(secret: string): AudiencePasses {
  const mac = (text: string) => createHmac('sha256', secret).update(`audience:${text}`).digest('base64url');
  return {
    sign(pass, ends) {
      const text = `${Math.floor(ends / 1000).toString(36)}.${Buffer.from(JSON.stringify(pass)).toString('base64url')}`;
      return `${text}.${mac(text)}`;
    },
    verify(pass, now = Date.now()) {
      const [, text, end, body, signature] = /^(([0-9a-z]{1,9})\.([\w-]{1,1500}))\.([\w-]{43})$/.exec(pass) ?? [];
      if (!text || !end || !body || !signature) return undefined;
      const [expected, given] = [Buffer.from(mac(text)), Buffer.from(signature)];
      if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
      if (Number.parseInt(end, 36) * 1000 <= now) return undefined;
      return JSON.parse(Buffer.from(body, 'base64url').toString()) as AudiencePass;
    },
  };
}
