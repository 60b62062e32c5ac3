/** What may be asked of IVS, as strictly as it reads; whatever we do not know is refused, so that a slip is seen. */
import { z } from 'zod';
import { invalid } from './ivs-error.ts';

const arn = (kind: string) => z.string().regex(new RegExp(`^arn:aws:ivs:[a-z0-9-]+:\\d+:${kind}/\\w+$`));
const name = z
  .string()
  .regex(/^[\w-]{0,128}$/)
  .default('');
const tags = z
  .record(z.string().min(1).max(128), z.string().max(256))
  .refine((all) => Object.keys(all).length <= 50, 'at most 50 tags')
  .default({});
const page = { maxResults: z.int().min(1).max(100).optional(), nextToken: z.string().optional() };
const optionalArn = (kind: string) => z.union([z.literal(''), arn(kind)]);
const channelArn = arn('channel');

export const inputs = {
  CreateChannel: z.strictObject({
    name,
    tags,
    type: z.enum(['STANDARD', 'BASIC', 'ADVANCED_SD', 'ADVANCED_HD']).default('STANDARD'),
    latencyMode: z.enum(['LOW', 'NORMAL']).default('LOW'),
    authorized: z.boolean().default(false),
    recordingConfigurationArn: optionalArn('recording-configuration').default(''),
    playbackRestrictionPolicyArn: optionalArn('playback-restriction-policy').default(''),
  }),
  GetChannel: z.strictObject({ arn: channelArn }),
  UpdateChannel: z.strictObject({
    arn: channelArn,
    name: z.string().optional(),
    authorized: z.boolean().optional(),
    recordingConfigurationArn: optionalArn('recording-configuration').optional(),
    playbackRestrictionPolicyArn: optionalArn('playback-restriction-policy').optional(),
  }),
  DeleteChannel: z.strictObject({ arn: channelArn }),
  ListChannels: z.strictObject({ ...page, filterByName: z.string().optional() }),
  CreateStreamKey: z.strictObject({ channelArn, tags }),
  GetStreamKey: z.strictObject({ arn: arn('stream-key') }),
  DeleteStreamKey: z.strictObject({ arn: arn('stream-key') }),
  ListStreamKeys: z.strictObject({ ...page, channelArn }),
  GetStream: z.strictObject({ channelArn }),
  GetStreamSession: z.strictObject({ channelArn, streamId: z.string().optional() }),
  StopStream: z.strictObject({ channelArn }),
  PutMetadata: z.strictObject({
    channelArn,
    metadata: z.string().refine((text) => Buffer.byteLength(text) <= 1024, 'at most 1 kB'),
  }),
  StartViewerSessionRevocation: z.strictObject({
    channelArn,
    viewerId: z.string().min(1).max(40),
    viewerSessionVersionsLessThanOrEqualTo: z.int().min(0).optional(),
  }),
  CreatePlaybackRestrictionPolicy: z.strictObject({
    name,
    tags,
    allowedCountries: z.array(z.string().regex(/^[A-Z]{2}$/)).default([]),
    allowedOrigins: z.array(z.string()).default([]),
    enableStrictOriginEnforcement: z.boolean().default(false),
  }),
  ListPlaybackRestrictionPolicies: z.strictObject(page),
  GetRecordingConfiguration: z.strictObject({ arn: arn('recording-configuration') }),
  ImportPlaybackKeyPair: z.strictObject({ name, tags, publicKeyMaterial: z.string().startsWith('-----BEGIN PUBLIC KEY-----') }),
  ListPlaybackKeyPairs: z.strictObject(page),
} as const;

export type OperationName = keyof typeof inputs;
export type Input<Name extends OperationName> = z.infer<(typeof inputs)[Name]>;

export function readInput<Name extends OperationName>(operation: Name, body: unknown): Input<Name> {
  const result = inputs[operation].safeParse(body ?? {});
  if (result.success) return result.data as Input<Name>;
  const [issue] = result.error.issues;
  throw invalid(`${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}
