/** Participant tokens of IVS real-time, signed by ourselves. https://docs.aws.amazon.com/ivs/latest/RealTimeUserGuide/getting-started-distribute-tokens.html */
import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import type { StageRole, StageSigner } from '../port.ts';
import { type IvsStageAccount, readAddress } from './account.ts';
import { participantIdOf } from './participant-id.ts';

/** Seconds within which an entrance must be used; who is in stays. */
const longest = 60;

/** Roles are capabilities, and a token without any would have both. */
const capabilitiesOf = (role: StageRole) => ({ allow_publish: role !== 'guest', allow_subscribe: true });

export function ivsStageSigner({ stageKey }: Pick<IvsStageAccount, 'stageKey'>): StageSigner {
  const key = createPrivateKey(stageKey);
  return {
    async enter({ channelId, playbackUrl, viewerId, version, role, name, now, seconds }) {
      const { events, whip, keyArn } = readAddress(playbackUrl);
      const from = Math.floor(now.getTime() / 1000);
      const until = from + Math.min(seconds, longest);
      const token = await new SignJWT({
        ...{ jti: participantIdOf({ viewerId, version, role }), iat: from, exp: until, version: '1.0' },
        ...{ resource: channelId, topic: channelId.split('/').at(-1), events_url: events, whip_url: whip },
        ...{ user_id: viewerId, capabilities: capabilitiesOf(role) },
        attributes: { version: String(version), role, ...(name === null ? {} : { name }) },
      })
        .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: keyArn })
        .sign(key);
      return { url: events, token, kind: 'ivs-realtime', expiresAt: new Date(until * 1000).toISOString() };
    },
  };
}
