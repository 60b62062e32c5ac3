/** The environment → who carries the picture, and who signs for it. */
import type { Environment } from '../../domain/environment.ts';
import type { IvsAccount } from './ivs/account.ts';
import { ivsProvider } from './ivs/client.ts';
import { ivsSigner } from './ivs/signer.ts';
import type { MediaMtxAccount } from './mediamtx/account.ts';
import { mediaMtxProvider } from './mediamtx/client.ts';
import { mediaMtxSigner } from './mediamtx/signer.ts';
import type { MediaProvider, MediaProviderName, PlaybackSigner } from './port.ts';

export type Media = { name: MediaProviderName; provider: MediaProvider; signer: PlaybackSigner };
/** The embedded server's secrets are in the data folder: whoever wires the process brings them. */
export type EmbeddedFrom = (env: Environment) => Omit<Media, 'name'>;

/** @throws TypeError when a variable that the provider needs is missing; `parseEnvironment` has said so before, in words. */
export function mediaFrom(env: Environment, embeddedFrom: EmbeddedFrom): Media {
  const name = env.MEDIA_PROVIDER;
  if (name === 'none') throw new TypeError('MEDIA_PROVIDER is none');
  if (name === 'embedded') return { name, ...embeddedFrom(env) };
  if (name === 'mediamtx') {
    const account = mediaMtxAccount(env);
    return { name, provider: mediaMtxProvider(account), signer: mediaMtxSigner(account) };
  }
  const account = ivsAccount(env);
  return { name, provider: ivsProvider(account), signer: ivsSigner(account) };
}

export const mediaMtxAccount = (env: Environment): MediaMtxAccount => ({
  apiUrl: given(env, 'MEDIAMTX_API_URL'),
  archiveUrl: given(env, 'MEDIAMTX_ARCHIVE_URL'),
  playbackUrl: given(env, 'MEDIAMTX_PLAYBACK_URL'),
  recordingsUrl: given(env, 'MEDIAMTX_RECORDINGS_URL'),
  rtmpUrl: given(env, 'MEDIAMTX_RTMP_URL'),
  secret: given(env, 'MEDIAMTX_SECRET'),
  ...(env.MEDIAMTX_WHIP_URL ? { whipUrl: env.MEDIAMTX_WHIP_URL } : {}),
});

export function ivsAccount(env: Environment): IvsAccount {
  const home = env.PUBLIC_URL === undefined ? undefined : new URL(env.PUBLIC_URL);
  const { IVS_RECORDING_CONFIGURATION_ARN: recordingConfigurationArn, IVS_ENDPOINT: endpoint } = env;
  const { IVS_RECORDINGS_URL: url, IVS_RECORDINGS_SECRET: secret } = env;
  return {
    region: given(env, 'AWS_REGION'),
    playbackKey: given(env, 'IVS_PLAYBACK_KEY'),
    house: home?.host ?? 'local',
    ...(home ? { origin: home.origin } : {}),
    ...(recordingConfigurationArn ? { recordingConfigurationArn } : {}),
    ...(url && secret ? { recordings: { url, secret } } : {}),
    ...(endpoint ? { endpoint } : {}),
  };
}

function given<Name extends keyof Environment>(env: Environment, name: Name): NonNullable<Environment[Name]> {
  const value = env[name];
  if (value === undefined || value === null) throw new TypeError(`${name} is not set`);
  return value;
}
