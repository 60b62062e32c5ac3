/** Forms that several variables of the environment have, and how a person is told that one has another. */
import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

export const port = (fallback: number) =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(65_535, 'must be 65535 or less')
    .default(fallback);

/** With its protocol: `localhost:3000` alone would be read as an address of the scheme "localhost". */
export const web = z.url({ protocol: /^https?$/, error: 'must begin with http:// or https://' }).optional();

/** They travel in addresses and in headers. */
export const secret = z
  .string()
  .regex(/^[\w-]{20,}$/, 'must be 20 or more letters, digits, - or _')
  .optional();

/** Private, PEM, its lines joined by \n. */
export const p384Key = z
  .string()
  .transform((text) => text.replaceAll('\\n', '\n'))
  .refine(isP384, 'must be a private key of the curve P-384, PEM, with \\n for its line ends')
  .optional();

function isP384(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'secp384r1';
  } catch {
    return false;
  }
}
