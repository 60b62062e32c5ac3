/** What the embedded media server says of itself: verified on raw bytes, reduced to a notice. */
import { z } from 'zod';
import { verifyNotice } from '../../../domain/signed-notice.ts';
import type { MediaNotice } from '../port.ts';

const common = { id: z.uuid(), channelId: z.string().min(1).max(64), at: z.iso.datetime() };
const Notice = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.enum(['picture', 'loss', 'ended']) }),
  z.object({ ...common, kind: z.literal('refused'), why: z.enum(['unknownChannel', 'wrongKey', 'secondPublisher', 'tornDown']) }),
  z.object({ ...common, kind: z.literal('recorded'), recordingId: z.uuid(), seconds: z.number().nonnegative() }),
  z.object({ ...common, kind: z.literal('recordingFailed'), recordingId: z.uuid().nullable() }),
]);

/**
 * @param signature of the header `noticeSignatureHeader`.
 * @param secret `media-notices` of the data folder.
 * @returns undefined for whatever was not signed with it within five minutes, or is no notice.
 */
export function verifyEmbeddedNotice(
  rawBody: Buffer,
  signature: string | undefined,
  secret: string,
  now = Date.now(),
): MediaNotice | undefined {
  if (!verifyNotice(secret, rawBody, signature, now)) return undefined;
  try {
    return Notice.parse(JSON.parse(rawBody.toString('utf8')));
  } catch {
    return undefined;
  }
}
