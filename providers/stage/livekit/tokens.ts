/** LiveKit's access tokens: JWTs of the key that it and we share. https://docs.livekit.io/frontends/authentication/tokens */
import { SignJWT } from 'jose';
import type { VideoGrant } from 'livekit-server-sdk';
import type { StageRole } from '../port.ts';
import type { LiveKitAccount } from './account.ts';
import { attributesOf, encoderOf, identityOf } from './people.ts';

/** Sources by the names that a token has for them; `VideoGrant` has numbers. */
type Grant = Omit<VideoGrant, 'canPublishSources'> & { canPublishSources?: string[] };

const sources: Record<StageRole, string[]> = {
  artist: ['camera', 'microphone', 'screen_share', 'screen_share_audio'],
  participant: ['camera', 'microphone'],
  guest: [],
};
const grantOf = (role: StageRole, room: string): Grant => ({
  ...{ roomJoin: true, room, canSubscribe: true, canUpdateOwnMetadata: false },
  ...{ canPublish: role !== 'guest', canPublishData: role !== 'guest' },
  // An empty list would mean that nothing is said.
  ...(role === 'guest' ? {} : { canPublishSources: sources[role] }),
});

type Key = Pick<LiveKitAccount, 'apiKey' | 'apiSecret'>;
type Entrance = { room: string; viewerId: string; role: StageRole; version: number; name: string | null };

/** @param from @param until seconds since 1970 */
export const entranceToken = (key: Key, { room, viewerId, role, version, name }: Entrance, from: number, until: number) =>
  signed(key, identityOf(role, viewerId, version), {
    ...{ nbf: from, exp: until, video: grantOf(role, room), attributes: attributesOf(role, version) },
    ...(name === null ? {} : { name }),
  });

/** For an encoder: sends, sees nothing. Of the same month the same key, good for a year at least; what ends it is its revision. */
export const encoderToken = (key: Key, room: string, keyRevision: number, now: Date): Promise<string> =>
  signed(key, encoderOf(keyRevision), {
    exp: Date.UTC(now.getUTCFullYear() + 1, now.getUTCMonth() + 1) / 1000,
    video: { ...grantOf('artist', room), canSubscribe: false, canPublishData: false },
    attributes: attributesOf('artist', keyRevision),
  });

const signed = ({ apiKey, apiSecret }: Key, identity: string, claims: Record<string, unknown>): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(apiKey)
    .setSubject(identity)
    .sign(new TextEncoder().encode(apiSecret));
