/** The entrance of one person to one room. It must be used at once; who is in stays, and LiveKit renews their token by itself. */
import type { StageSigner } from '../port.ts';
import type { LiveKitAccount } from './account.ts';
import { entranceToken } from './tokens.ts';

/** Seconds. An entrance that was lost opens nothing for long. */
const longest = 60;

export const liveKitSigner = (account: LiveKitAccount): StageSigner => ({
  async enter({ channelId: room, now, seconds, ...person }) {
    const from = Math.floor(now.getTime() / 1000);
    const until = from + Math.min(seconds, longest);
    const token = await entranceToken(account, { room, ...person }, from, until);
    return { url: account.publicUrl, token, kind: 'livekit', expiresAt: new Date(until * 1000).toISOString() };
  },
});
