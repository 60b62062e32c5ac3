/** The media provider of this house, by its environment and the secrets of its data folder. */
import { bothNames, embeddedAddresses } from '../../domain/addresses.ts';
import type { Environment } from '../../domain/environment.ts';
import { noticeSignatureHeader } from '../../domain/signed-notice.ts';
import { type Media, mediaFrom } from './accounts.ts';
import { embeddedMedia } from './embedded/client.ts';
import { embeddedSigner } from './embedded/signer.ts';
import { verifyEmbeddedNotice } from './embedded/webhook.ts';
import { ivsVerifier } from './ivs/webhook.ts';
import { mediaMtxVerifier } from './mediamtx/webhook.ts';
import { type MediaProviderName, NobodyCarries } from './port.ts';
import type { MediaVerifier } from './webhook.ts';

/** Of the data folder, made when it is first asked for. */
type Secrets = (name: string) => string;
export type MediaHouse = Media & {
  verify: MediaVerifier;
  /** What a page may load pictures from, and publish to, for its content security policy. */
  origins: string[];
  /** MediaMTX asks us who may publish and watch; it and we know this. */
  accessSecret?: string;
};

/** @throws TypeError when a variable that the provider needs is missing; `parseEnvironment` has said so before, in words. */
export function mediaHouse(env: Environment, secrets: Secrets): MediaHouse {
  if (env.MEDIA_PROVIDER === 'none') return nobody;
  const media = mediaFrom(env, () => embedded(env, secrets));
  return {
    ...{ ...media, verify: verifiers[media.name](env, secrets), origins: originsOf(env) },
    ...(media.name === 'mediamtx' && env.MEDIAMTX_SECRET ? { accessSecret: env.MEDIAMTX_SECRET } : {}),
  };
}

const no = async (): Promise<never> => {
  throw new NobodyCarries('This house carries no picture: MEDIA_PROVIDER says none');
};
/** Whoever asks for a picture hears that there is none. */
const nobody: MediaHouse = {
  name: 'embedded',
  provider: {
    ...{ provision: no, ingest: no, rotateKey: no, read: no, setOnAir: no, stop: no, revoke: no },
    ...{ recordings: no, removeRecording: no, tearDown: no, list: async () => [] },
  },
  ...{ signer: { sign: no, download: no }, verify: () => null, origins: [] },
};

function embedded(env: Environment, secrets: Secrets): Omit<Media, 'name'> {
  const { publicUrl, rtmpUrl, controlUrl } = embeddedAddresses(env);
  const [controlSecret, streamKeySecret] = [secrets('media-control'), secrets('media-stream-keys')];
  return {
    provider: embeddedMedia({ controlUrl, controlSecret, streamKeySecret, publicUrl, rtmpUrl }),
    signer: embeddedSigner({ secret: secrets('media-playback'), publicUrl }),
  };
}

const verifiers: Record<MediaProviderName, (env: Environment, secrets: Secrets) => MediaVerifier> = {
  embedded: (_, secrets) => {
    const secret = secrets('media-notices');
    return (raw, headers) => verifyEmbeddedNotice(raw, one(headers[noticeSignatureHeader]), secret) ?? null;
  },
  mediamtx: ({ MEDIAMTX_SECRET }) => mediaMtxVerifier(MEDIAMTX_SECRET!),
  ivs: ({ IVS_EVENTBRIDGE_SECRET }) => ivsVerifier(IVS_EVENTBRIDGE_SECRET!),
};

const one = (header: string | string[] | undefined): string | undefined => (typeof header === 'string' ? header : undefined);

function originsOf(env: Environment): string[] {
  const given: Record<Environment['MEDIA_PROVIDER'], Array<string | undefined>> = {
    none: [],
    embedded: bothNames(new URL(embeddedAddresses(env).publicUrl)),
    mediamtx: [env.MEDIAMTX_PLAYBACK_URL, env.MEDIAMTX_RECORDINGS_URL, env.MEDIAMTX_WHIP_URL],
    // IVS's playlists and its pieces are on hosts of their own.
    ivs: ['https://*.live-video.net', 'https://*.global-contribute.live-video.net', env.IVS_RECORDINGS_URL],
  };
  return [...new Set(given[env.MEDIA_PROVIDER].flatMap((url) => (url ? [originOf(url)] : [])))];
}

const originOf = (url: string): string => (url.includes('*') ? url : new URL(url).origin);
