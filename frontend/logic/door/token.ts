/** A ticket's token, checked by the house's public key without asking the house. */

/** @property ticketId, showId as the token claims; true only when `genuine`. */
export type ReadToken = { ticketId: string; showId: string; body: Uint8Array<ArrayBuffer>; signature: Uint8Array<ArrayBuffer> };
type Subtle = Pick<SubtleCryptoLike, 'importKey' | 'verify'>;
/** What is needed of WebCrypto, named here so that a browser without it can be played. */
export type SubtleCryptoLike = {
  importKey(
    format: 'raw',
    key: Uint8Array<ArrayBuffer>,
    algorithm: { name: string },
    extractable: boolean,
    usages: ['verify'],
  ): Promise<unknown>;
  verify(algorithm: string, key: never, signature: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>): Promise<boolean>;
};
export type IsGenuine = (token: ReadToken) => Promise<boolean>;

const prefix = 'RT1.';

/** `RT1.<32 bytes>.<64 bytes>`, both base64url; undefined for anything else. */
export function readToken(text: string): ReadToken | undefined {
  const match = /^RT1\.([\w-]{43})\.([\w-]{86})$/.exec(text.trim());
  const body = match && bytesOf(match[1]!);
  const signature = match && bytesOf(match[2]!);
  if (!body || !signature) return undefined;
  return { ticketId: uuidOf(body.subarray(0, 16)), showId: uuidOf(body.subarray(16)), body, signature };
}

/** Looks like a ticket of ours, whatever is in it: the house may want to know of a forged one. */
export const isTicketLike = (text: string): boolean => /^RT1\.[\w-]{43}\.[\w-]{86}$/.test(text.trim());

/**
 * @param publicKey raw 32 bytes, base64url.
 * @returns undefined where the browser has no Ed25519 (Chromium before 137, pages without https) or the key is none.
 */
export async function tokenCheck(publicKey: string, subtle: Subtle | undefined): Promise<IsGenuine | undefined> {
  const raw = bytesOf(publicKey);
  if (!subtle || raw?.length !== 32) return undefined;
  try {
    const key = (await subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify'])) as never;
    return ({ body, signature }) => subtle.verify('Ed25519', key, signature, signed(body));
  } catch {
    return undefined;
  }
}

/** The prefix is signed too. */
function signed(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(prefix);
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return all;
}

/** Base64 has spare bits at its end: of the spellings that mean the same bytes only the one that the house makes is taken. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const spelled = btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
    return spelled === text ? Uint8Array.from(letters, (letter) => letter.charCodeAt(0)) : undefined;
  } catch {
    return undefined;
  }
}

const uuidOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
