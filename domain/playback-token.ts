/** A token in the path of every playback address: short, signed, checked on each request without asking anybody. */
import { createCipheriv, createDecipheriv, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

export type Audience = 'viewer' | 'preview';
/** What an address leads to: the live picture, or one recording. What the address does not name is empty here. */
export type PlaybackScope = { channelId: string; recordingId?: string };
export type PlaybackClaims = {
  /** A ticket's id or a member's, a uuid. Only who has the secret can read it. */
  viewerId: string;
  version: number;
  audience: Audience;
  /** A file to keep instead of a picture to watch. */
  download: boolean;
  /** Seconds since 1970. */
  expires: number;
};
export type PlaybackGrantClaims = Omit<PlaybackClaims, 'download'> & { download?: boolean };
export type PlaybackTokens = {
  /** 64 characters of base64url. @throws RangeError when the version or the viewer's id does not fit. */
  sign(scope: PlaybackScope, claims: PlaybackGrantClaims): string;
  /** `forged`: not signed by us, in this form, for this scope. */
  verify(scope: PlaybackScope, token: string, now?: number): PlaybackClaims | 'forged' | 'expired';
};

const PREVIEW = 1;
const DOWNLOAD = 2;
/** Three bytes. */
const MOST_VERSIONS = 2 ** 24 - 1;

/**
 * `<expires 4 bytes><flags 1><version 3><viewer 16, enciphered><first 24 bytes of HMAC-SHA256>`: whole groups of three, so
 * that base64 has one spelling. What the token is for stands in its address; the signature covers it.
 */
export function playbackTokens(secret: string): PlaybackTokens {
  const key = createSecretKey(Buffer.from(secret));
  const viewers = viewerCipher(secret);
  const mac = ({ channelId, recordingId }: PlaybackScope, body: Buffer) =>
    createHmac('sha256', key)
      .update(recordingId === undefined ? `live\0${channelId}\0` : `recording\0${channelId}\0${recordingId}\0`)
      .update(body)
      .digest()
      .subarray(0, 24);
  return {
    sign(scope, { viewerId, version, audience, download = false, expires }) {
      if (!Number.isInteger(version) || version < 0 || version > MOST_VERSIONS)
        throw new RangeError(`a token's version is a whole number up to ${MOST_VERSIONS}, not ${version}`);
      const body = Buffer.alloc(24);
      body.writeUInt32BE(expires, 0);
      body.writeUInt8((audience === 'preview' ? PREVIEW : 0) | (download ? DOWNLOAD : 0), 4);
      body.writeUIntBE(version, 5, 3);
      viewers.close(viewerId).copy(body, 8);
      return Buffer.concat([body, mac(scope, body)]).toString('base64url');
    },
    verify(scope, token, now = Date.now()) {
      if (!/^[\w-]{64}$/.test(token)) return 'forged';
      const bytes = Buffer.from(token, 'base64url');
      const body = bytes.subarray(0, 24);
      if (!timingSafeEqual(bytes.subarray(24), mac(scope, body))) return 'forged';
      const expires = body.readUInt32BE(0);
      if (expires * 1000 <= now) return 'expired';
      const flags = body.readUInt8(4);
      return {
        viewerId: viewers.open(body.subarray(8)),
        version: body.readUIntBE(5, 3),
        audience: flags & PREVIEW ? 'preview' : 'viewer',
        download: (flags & DOWNLOAD) !== 0,
        expires,
      };
    },
  };
}

/** A uuid is exactly one block of AES: nothing is added to it, and it can be read back. */
function viewerCipher(secret: string): { close(viewerId: string): Buffer; open(block: Buffer): string } {
  const key = createHmac('sha256', secret).update('viewers of playback').digest();
  return {
    close(viewerId) {
      const hex = viewerId.replaceAll('-', '');
      if (!/^[\da-f]{32}$/.test(hex)) throw new RangeError("a viewer's id is a uuid");
      const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
      return Buffer.concat([cipher.update(hex, 'hex'), cipher.final()]);
    },
    open(block) {
      const cipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
      const hex = Buffer.concat([cipher.update(block), cipher.final()]).toString('hex');
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    },
  };
}
