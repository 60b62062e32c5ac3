/** A ticket's token: Ed25519 over its ids, so that a door can check it with the public key and no network. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

export type TicketClaims = { ticketId: string; showId: string };

const prefix = 'RT1';
/** `RT1.<ticket and show id, 32 bytes, base64url>.<signature, base64url>`: 134 characters, a QR code of a friendly size. */
export type TicketSigner = { sign(claims: TicketClaims): string };
export type TicketVerifier = { verify(token: string): TicketClaims | undefined };

export function ticketSigner(privateKeyPem: string): TicketSigner {
  const key = createPrivateKey(privateKeyPem);
  return {
    sign({ ticketId, showId }) {
      const body = Buffer.concat([toBytes(ticketId), toBytes(showId)]);
      return `${prefix}.${body.toString('base64url')}.${sign(null, signed(body), key).toString('base64url')}`;
    },
  };
}

/** Undefined for whatever was not signed by us, in this exact form. */
export function ticketVerifier(publicKeyPem: string): TicketVerifier {
  const key: KeyObject = createPublicKey(publicKeyPem);
  return {
    verify(token) {
      const match = /^RT1\.([\w-]{43})\.([\w-]{86})$/.exec(token.trim());
      if (!match) return undefined;
      const [body, signature] = [Buffer.from(match[1]!, 'base64url'), Buffer.from(match[2]!, 'base64url')];
      // Base64 has spare bits at its end: only the one spelling that we make is a ticket.
      if (body.toString('base64url') !== match[1] || signature.toString('base64url') !== match[2]) return undefined;
      if (!verify(null, signed(body), key, signature)) return undefined;
      return { ticketId: toUuid(body.subarray(0, 16)), showId: toUuid(body.subarray(16, 32)) };
    },
  };
}

/** What a door without a network needs: the raw 32 bytes, base64url. */
export const rawPublicKey = (publicKeyPem: string): string => createPublicKey(publicKeyPem).export({ format: 'jwk' }).x!;

// The prefix is signed too, so that a signature of ours over something else is never a ticket.
const signed = (body: Buffer): Buffer => Buffer.concat([Buffer.from(`${prefix}.`), body]);
const toBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const toUuid = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
