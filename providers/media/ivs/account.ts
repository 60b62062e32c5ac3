/** AWS IVS: which account, which bucket, and the clients that speak for it. https://docs.aws.amazon.com/ivs/latest/LowLatencyAPIReference */
import { IvsClient } from '@aws-sdk/client-ivs';
import { S3Client } from '@aws-sdk/client-s3';
import { MediaRejected } from '../port.ts';

export type IvsAccount = {
  region: string;
  /** Names this house among others that share the account: no other's channel is swept away. */
  house: string;
  /** Records into its bucket; absent: nothing is recorded. */
  recordingConfigurationArn?: string;
  /** CloudFront before the bucket, with deploy/cloudfront-recordings.js. */
  recordings?: { url: string; secret: string };
  /** Private half of the pair whose public half was imported into IVS: P-384, PEM. */
  playbackKey: string;
  /** Where the page with the player is: tokens open nothing elsewhere. */
  origin?: string;
  /** Another server that speaks AWS's protocols, under /ivs and /s3. */
  endpoint?: string;
};

export type IvsClients = { ivs: IvsClient; s3: S3Client };

const patience = { requestTimeout: 8000, connectionTimeout: 3000 };

export function ivsClients({ region, endpoint }: IvsAccount): IvsClients {
  // Most calls may be made 5 times a second: adaptive waits by itself instead of failing.
  const common = { region, maxAttempts: 5, retryMode: 'adaptive', requestHandler: patience } as const;
  if (!endpoint) return { ivs: new IvsClient(common), s3: new S3Client(common) };
  // AWS's keys travel to AWS alone.
  const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
  const at = (part: string) => ({ ...common, credentials, endpoint: `${endpoint.replace(/\/$/, '')}/${part}` });
  return { ivs: new IvsClient(at('ivs')), s3: new S3Client({ ...at('s3'), forcePathStyle: true }) };
}

/** Options of a call that its caller may give up. */
export const during = (signal: AbortSignal | undefined) => (signal ? { abortSignal: signal } : {});

/** Understood and refused. Throttling, quotas, conflicts and keys that do not fit may be better in a while. */
const final = [
  'ValidationException',
  'AccessDeniedException',
  'ResourceNotFoundException',
  'ChannelNotBroadcasting',
  'AccessDenied',
];

/** @throws MediaRejected for a final no; everything else as it came. */
export async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    const { name, message } = error as Error;
    if (final.includes(name)) throw new MediaRejected(`IVS ${name}: ${message}`, { cause: error });
    throw error;
  }
}

/** @returns undefined when it was refused by this name: what is looked for is not there. */
export async function unless<T>(name: string | readonly string[], call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if ([name].flat().includes((error as Error).name)) return undefined;
    throw error;
  }
}
