/** Variables of the media servers: which one carries the picture, where it is, which secrets it and we share. */
import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';

const web = z.url({ protocol: /^https?$/, error: 'must begin with http:// or https://' }).optional();
// They travel in addresses and in headers.
const secret = z
  .string()
  .regex(/^[\w-]{20,}$/, 'must be 20 or more letters, digits, - or _')
  .optional();

export const mediaVariables = {
  /** Who carries the picture of shows that are streamed; `embedded` needs nothing, `none` is a house without pictures. */
  MEDIA_PROVIDER: z
    .enum(['none', 'embedded', 'mediamtx', 'ivs'], { error: 'must be none, embedded, mediamtx or ivs' })
    .default('embedded'),
  /** Control API, for the worker alone. */
  MEDIAMTX_API_URL: web,
  /** Its playback server, as the worker reaches it. */
  MEDIAMTX_ARCHIVE_URL: web,
  /** Its HLS server, as viewers reach it. */
  MEDIAMTX_PLAYBACK_URL: web,
  /** Its playback server, as viewers reach it. */
  MEDIAMTX_RECORDINGS_URL: web,
  /** As the stage reaches it. */
  MEDIAMTX_RTMP_URL: z.url({ protocol: /^rtmps?$/, error: 'must begin with rtmp:// or rtmps://' }).optional(),
  /** As a browser on the stage reaches it. */
  MEDIAMTX_WHIP_URL: web,
  MEDIAMTX_SECRET: secret,
  AWS_REGION: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must look like eu-west-1')
    .optional(),
  /** Private half of the playback key pair whose public half IVS has: PEM, its lines joined by \n. */
  IVS_PLAYBACK_KEY: z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .refine(isPlaybackKey, 'must be a private key of the curve P-384, PEM, with \\n for its line ends')
    .optional(),
  /** The API destination of EventBridge sends it as x-rampa-event-secret. */
  IVS_EVENTBRIDGE_SECRET: secret,
  /** Records into its bucket; without it nothing is recorded. */
  IVS_RECORDING_CONFIGURATION_ARN: z
    .string()
    .regex(/^arn:[\w-]+:ivs:[\w-]+:\d+:recording-configuration\/\w+$/, 'must look like arn:aws:ivs:…:recording-configuration/…')
    .optional(),
  /** CloudFront before that bucket, with deploy/cloudfront-recordings.js. */
  IVS_RECORDINGS_URL: web,
  IVS_RECORDINGS_SECRET: secret,
  /** Another server that speaks AWS's protocols, for the sandbox. */
  IVS_ENDPOINT: web,
};

const needed: Record<string, ReadonlyArray<readonly [variable: string, why: string]>> = {
  mediamtx: [
    ['MEDIAMTX_API_URL', 'or nothing could be asked of it'],
    ['MEDIAMTX_ARCHIVE_URL', 'or no recording would be found'],
    ['MEDIAMTX_PLAYBACK_URL', 'or nobody could watch'],
    ['MEDIAMTX_RECORDINGS_URL', 'or nobody could watch a recording'],
    ['MEDIAMTX_RTMP_URL', 'or the stage could send no picture'],
    ['MEDIAMTX_SECRET', 'or anybody could publish'],
  ],
  ivs: [
    ['AWS_REGION', 'or nobody knows which AWS is meant'],
    ['IVS_PLAYBACK_KEY', 'or nobody could watch'],
    ['IVS_EVENTBRIDGE_SECRET', 'or what IVS tells would go unheard'],
  ],
};

/** What is missing beside another variable. */
export function missingMedia(given: Record<string, string | undefined>): Array<{ variable: string; fault: string }> {
  const provider = given['MEDIA_PROVIDER'] ?? '';
  const beside = Object.hasOwn(needed, provider) ? needed[provider]! : [];
  const missing = beside
    .filter(([variable]) => !given[variable])
    .map(([variable, why]) => ({ variable, fault: `MEDIA_PROVIDER=${provider} needs it, ${why}` }));
  const recorded = ['IVS_RECORDINGS_URL', 'IVS_RECORDINGS_SECRET'].filter((name) => !given[name]);
  if (!given['IVS_RECORDING_CONFIGURATION_ARN']) return missing;
  const fault = 'IVS_RECORDING_CONFIGURATION_ARN needs it, or nobody could watch a recording';
  return [...missing, ...recorded.map((variable) => ({ variable, fault }))];
}

function isPlaybackKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'secp384r1';
  } catch {
    return false;
  }
}
