/** The server of immersive stages of this house: none, until one is wired in here. */
import type { Environment } from '../../domain/environment.ts';
import { NobodyCarries } from '../media/port.ts';
import type { MediaVerifier } from '../media/webhook.ts';
import type { StageProvider, StageProviderName, StageSigner } from './port.ts';

export type StageHouse = {
  name: StageProviderName;
  provider: StageProvider;
  signer: StageSigner;
  verify: MediaVerifier;
  /** What a page may connect to, for its content security policy. */
  origins: string[];
};

export const stageHouse = (_env: Environment, _secrets: (name: string) => string): StageHouse => nobody;

const no = async (): Promise<never> => {
  throw new NobodyCarries('This house carries no stages: STAGE_PROVIDER says none');
};
/** Whoever asks for a room hears that there is none. */
const nobody: StageHouse = {
  name: 'livekit',
  provider: {
    ...{
      provision: no,
      ingest: no,
      rotateKey: no,
      read: no,
      setOnAir: no,
      stop: no,
      revoke: no,
      people: no,
      setRole: no,
      mute: no,
    },
    ...{ recordings: no, removeRecording: no, tearDown: no, list: async () => [] },
  },
  ...{ signer: { enter: no }, verify: () => null, origins: [] },
};
