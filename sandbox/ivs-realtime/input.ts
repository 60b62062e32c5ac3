/** What may be asked of IVS real-time, as strictly as it reads; whatever we do not know is refused, so that a slip is seen. */
import { z } from 'zod';
import { invalid } from '../ivs/ivs-error.ts';

const arn = (kind: string) => z.string().regex(new RegExp(`^arn:aws:ivs:[a-z0-9-]+:\\d+:${kind}/[\\w-]+$`));
const name = z
  .string()
  .regex(/^[\w-]{0,128}$/)
  .default('');
const texts = z.record(z.string().min(1).max(128), z.string().max(256)).default({});
const page = { maxResults: z.int().min(1).max(100).optional(), nextToken: z.string().optional() };
const stageArn = arn('stage');
const sessionId = z.string().regex(/^st-[a-zA-Z0-9]{13}$/);
const participantId = z.string().regex(/^[a-zA-Z0-9-]{1,64}$/);

export const inputs = {
  CreateStage: z.strictObject({ name, tags: texts }),
  GetStage: z.strictObject({ arn: stageArn }),
  DeleteStage: z.strictObject({ arn: stageArn }),
  ListStages: z.strictObject(page),
  ListParticipants: z.strictObject({
    ...{ ...page, stageArn, sessionId },
    filterByState: z.enum(['CONNECTED', 'DISCONNECTED']).optional(),
  }),
  ListParticipantEvents: z.strictObject({ ...page, stageArn, sessionId, participantId }),
  DisconnectParticipant: z.strictObject({ stageArn, participantId, reason: z.string().max(128).optional() }),
  CreateIngestConfiguration: z.strictObject({
    ...{ name, stageArn, tags: texts, attributes: texts },
    userId: z.string().max(128).default(''),
    ingestProtocol: z.enum(['RTMP', 'RTMPS']),
    insecureIngest: z.boolean().default(false),
  }),
  GetIngestConfiguration: z.strictObject({ arn: arn('ingest-configuration') }),
  DeleteIngestConfiguration: z.strictObject({ arn: arn('ingest-configuration'), force: z.boolean().default(false) }),
  ListIngestConfigurations: z.strictObject({ ...page, filterByStageArn: stageArn.optional() }),
  ImportPublicKey: z.strictObject({ name, tags: texts, publicKeyMaterial: z.string().startsWith('-----BEGIN PUBLIC KEY-----') }),
  GetPublicKey: z.strictObject({ arn: arn('public-key') }),
  ListPublicKeys: z.strictObject(page),
} as const;

export type OperationName = keyof typeof inputs;
export type Input<Name extends OperationName> = z.infer<(typeof inputs)[Name]>;

export function readInput<Name extends OperationName>(operation: Name, body: unknown): Input<Name> {
  const result = inputs[operation].safeParse(body ?? {});
  if (result.success) return result.data as Input<Name>;
  const [issue] = result.error.issues;
  throw invalid(`${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}
