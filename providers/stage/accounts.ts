/** The environment → who carries immersive shows, and who signs entrances. */
import { stageAddresses } from '../../domain/addresses.ts';
import type { Environment } from '../../domain/environment.ts';
import { ivsStageProvider } from './ivs-realtime/client.ts';
import { ivsStageSigner } from './ivs-realtime/signer.ts';
import type { LiveKitAccount } from './livekit/account.ts';
import { liveKitProvider } from './livekit/client.ts';
import { liveKitSigner } from './livekit/signer.ts';
import type { StageProvider, StageProviderName, StageSigner } from './port.ts';

/** Of the data folder, made when it is first asked for. */
export type Secrets = (name: string) => string;
type Stages = { name: StageProviderName; provider: StageProvider; signer: StageSigner };

/** @throws TypeError when a variable that the provider needs is missing; `parseEnvironment` has said so before, in words. */
export function stagesFrom(env: Environment, secrets: Secrets): Stages {
  const name = env.STAGE_PROVIDER;
  if (name === 'none') throw new TypeError('STAGE_PROVIDER is none');
  if (name === 'livekit') {
    const account = liveKitAccount(env, secrets);
    return { name, provider: liveKitProvider(account), signer: liveKitSigner(account) };
  }
  const { AWS_REGION: region, IVS_STAGE_KEY: stageKey, IVS_STAGE_ENDPOINT: endpoint } = env;
  if (!region || !stageKey) throw new TypeError('AWS_REGION or IVS_STAGE_KEY is not set');
  const account = { region, stageKey, house: houseOf(env), ...(endpoint ? { endpoint } : {}) };
  return { name, provider: ivsStageProvider(account), signer: ivsStageSigner(account) };
}

/** A LiveKit of our own shares a secret of the data folder with us. */
export const liveKitAccount = (env: Environment, secrets: Secrets): LiveKitAccount => ({
  ...stageAddresses(env),
  apiKey: env.LIVEKIT_API_KEY ?? 'rampa',
  apiSecret: env.LIVEKIT_API_SECRET ?? secrets('livekit'),
  house: houseOf(env),
});

const houseOf = ({ PUBLIC_URL }: Environment): string => (PUBLIC_URL === undefined ? 'local' : new URL(PUBLIC_URL).host);
