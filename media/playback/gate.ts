/** Who may see what: asked for every playlist, head, part and segment, and again after each wait. */
import type { PlaybackClaims, PlaybackScope, PlaybackTokens } from '../../domain/playback-token.ts';
import type { Channel } from '../channels/channel.ts';
import type { Channels } from '../channels/channels.ts';

export type NotAllowed = 'forged' | 'expired' | 'revoked' | 'gone' | 'notOnAir';
export type Allowed = { channel: Channel; claims: PlaybackClaims };
export type Gate = (scope: PlaybackScope, token: string, now?: number) => Allowed | NotAllowed;

export function createGate(tokens: PlaybackTokens, channels: Channels): Gate {
  const verify = remembering(tokens);
  return (scope, token, now = Date.now()) => {
    const claims = verify(scope, token, now);
    if (typeof claims === 'string') return claims;
    const channel = channels.get(scope.channelId);
    if (!channel) return 'gone';
    if (channel.isRevoked(claims.viewer, claims.version)) return 'revoked';
    if (scope.recordingId !== undefined) return { channel, claims };
    if (channel.state.tornDown) return 'gone';
    if (claims.audience === 'viewer' && !channel.state.onAir) return 'notOnAir';
    return { channel, claims };
  };
}

const MOST = 50_000;

/**
 * A player shows the same token several times a second: its signature is computed once, everything else is asked each time.
 * Only what was found genuine is kept, under the whole token and what it is for.
 */
function remembering(tokens: PlaybackTokens): PlaybackTokens['verify'] {
  const genuine = new Map<string, { scope: PlaybackScope; claims: PlaybackClaims }>();
  return (scope, token, now = Date.now()) => {
    const known = genuine.get(token);
    if (known && known.scope.channelId === scope.channelId && known.scope.recordingId === scope.recordingId)
      return known.claims.expires * 1000 > now ? known.claims : 'expired';
    const claims = tokens.verify(scope, token, now);
    if (typeof claims === 'string') return claims;
    if (genuine.size >= MOST) genuine.clear();
    genuine.set(token, { scope: { ...scope }, claims });
    return claims;
  };
}
