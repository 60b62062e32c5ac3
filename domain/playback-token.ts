/** A token in the path of every playback address: short, signed, checked on each request without asking anybody. */
import { createHash, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';

export type Audience = 'viewer' | 'preview';
/** What an address leads to: the live picture, or one recording. */
export type PlaybackScope = { channelId: string; recordingId?: string };
export type PlaybackClaims = {
  /** Stands for a viewer's id, which it does not tell: `viewerCode`. */
  viewer: string;
  version: number;
  audience: Audience;
  /** A file to keep instead of a picture to watch. */
  download: boolean;
  /** Seconds since 1970. */
  expires: number;
};
export type PlaybackGrantClaims = Omit<PlaybackClaims, 'viewer' | 'download'> & { viewerId: string; download?: boolean };
export type PlaybackTokens = {
  /** 64 characters of base64url. @throws RangeError when a number does not fit. */
  sign(scope: PlaybackScope, claims: PlaybackGrantClaims): string;
  /** `forged`: not signed by us, in this form, for this scope. */
  verify(scope: PlaybackScope, token: string, now?: number): PlaybackClaims | 'forged' | 'expired';
};

const PREVIEW = 1;
const DOWNLOAD = 2;
/** Three bytes. */
const MOST_VERSIONS = 2 ** 24 - 1;

/** 32 hexadecimal digits that follow from a viewer's id. */
export const viewerCode = (viewerId: string): string =>
  createHash('sha256').update(`viewer\0${viewerId}`).digest('hex').slice(0, 32);

/**
 * `<expires 4 bytes><flags 1><version 3><viewer 16><first 24 bytes of HMAC-SHA256>`: whole groups of three, so that
 * base64 has one spelling. What the token is for stands in its address; the signature covers it.
 */
export function playbackTokens(secret: string): PlaybackTokens {
  const key = createSecretKey(Buffer.from(secret));
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
      body.write(viewerCode(viewerId), 8, 'hex');
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
        viewer: body.toString('hex', 8),
        version: body.readUIntBE(5, 3),
        audience: flags & PREVIEW ? 'preview' : 'viewer',
        download: (flags & DOWNLOAD) !== 0,
        expires,
      };
    },
  };
}
