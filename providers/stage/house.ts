/** The server of immersive stages of this house, by its environment and the secrets of its data folder. */
import { bothNames, stageAddresses } from '../../domain/addresses.ts';
import type { Environment } from '../../domain/environment.ts';
import { NobodyCarries } from '../media/port.ts';
import type { MediaVerifier } from '../media/webhook.ts';
import { liveKitAccount, type Secrets, stagesFrom } from './accounts.ts';
import { ivsStageVerifier } from './ivs-realtime/webhook.ts';
import { liveKitVerifier } from './livekit/webhook.ts';
import type { StageProvider, StageProviderName, StageSigner } from './port.ts';

export type StageHouse = {
  name: StageProviderName;
  provider: StageProvider;
  signer: StageSigner;
  verify: MediaVerifier;
  /** What a page may connect to, for its content security policy. */
  origins: string[];
};

/** @throws TypeError when a variable that the provider needs is missing; `parseEnvironment` has said so before, in words. */
export function stageHouse(env: Environment, secrets: Secrets): StageHouse {
  if (env.STAGE_PROVIDER === 'none') return nobody;
  const stages = stagesFrom(env, secrets);
  if (stages.name === 'livekit')
    return { ...stages, verify: liveKitVerifier(liveKitAccount(env, secrets)), origins: liveKitOrigins(stageAddresses(env)) };
  return { ...stages, verify: ivsStageVerifier(env.IVS_EVENTBRIDGE_SECRET!), origins: ivsOrigins };
}

/** Its page speaks over a WebSocket, and asks by HTTP why that was refused. */
function liveKitOrigins({ publicUrl }: { publicUrl: string }): string[] {
  const sockets = bothNames(new URL(publicUrl));
  // LiveKit Cloud sends a page on to the region that is near.
  const regions = new URL(publicUrl).hostname.endsWith('.livekit.cloud') ? ['wss://*.livekit.cloud'] : [];
  return [...sockets, ...regions].flatMap((origin) => [origin, origin.replace(/^ws/, 'http')]);
}

/** Its stages are spoken to on hosts of their own. */
const ivsOrigins = ['wss://*.live-video.net', 'https://*.live-video.net'];

const no = async (): Promise<never> => {
  throw new NobodyCarries('This house carries no stages: STAGE_PROVIDER says none');
};
/** Whoever asks for a room hears that there is none. */
const nobody: StageHouse = {
  name: 'livekit',
  provider: {
    ...{ provision: no, ingest: no, rotateKey: no, read: no, setOnAir: no, stop: no, revoke: no },
    ...{ recordings: no, removeRecording: no, tearDown: no, list: async () => [] },
    ...{ people: no, setRole: no, mute: no },
  },
  ...{ signer: { enter: no }, verify: () => null, origins: [] },
};
