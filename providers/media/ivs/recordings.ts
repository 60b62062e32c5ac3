/** What IVS has written into S3: ivs/v1/<account>/<channel>/<year>/<month>/<day>/<hours>/<minutes>/<recording>. https://docs.aws.amazon.com/ivs/latest/LowLatencyUserGuide/record-to-s3.html */
import { GetRecordingConfigurationCommand } from '@aws-sdk/client-ivs';
import { DeleteObjectsCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { MediaRejected, type Recording } from '../port.ts';
import { during, type IvsAccount, type IvsClients, unless } from './account.ts';

type Told = { recording_started_at: string; media?: { hls?: { duration_ms?: number } } };
/** Year, month, day, hours, minutes, recording. */
const levels = 6;

export function ivsRecordings({ recordingConfigurationArn: arn }: IvsAccount, { ivs, s3 }: IvsClients) {
  let known: string | undefined;
  async function bucket(signal?: AbortSignal): Promise<string | undefined> {
    if (known || !arn) return known;
    const { recordingConfiguration } = await ivs.send(new GetRecordingConfigurationCommand({ arn }), during(signal));
    known = recordingConfiguration?.destinationConfiguration?.s3?.bucketName;
    return known;
  }

  async function* objects(Bucket: string, Prefix: string, Delimiter: '/' | undefined, signal?: AbortSignal) {
    for (let ContinuationToken: string | undefined; ; ) {
      const request = { Bucket, Prefix, ContinuationToken, ...(Delimiter ? { Delimiter } : {}) };
      const page = await s3.send(new ListObjectsV2Command(request), during(signal));
      yield page;
      ContinuationToken = page.NextContinuationToken;
      if (!page.IsTruncated) return;
    }
  }

  /** Folder by folder: an evening has thousands of segments, which nobody wants to see here. */
  async function foldersBelow(Bucket: string, prefix: string, depth: number, signal?: AbortSignal): Promise<string[]> {
    if (depth === 0) return [prefix];
    const found: string[] = [];
    for await (const { CommonPrefixes = [] } of objects(Bucket, prefix, '/', signal))
      for (const { Prefix } of CommonPrefixes) if (Prefix) found.push(...(await foldersBelow(Bucket, Prefix, depth - 1, signal)));
    return found;
  }

  async function told(Bucket: string, recordingId: string, event: string, signal?: AbortSignal): Promise<Told | undefined> {
    const Key = `${recordingId}/events/recording-${event}.json`;
    const answer = await unless('NoSuchKey', s3.send(new GetObjectCommand({ Bucket, Key }), during(signal)));
    const text = await answer?.Body?.transformToString();
    return text === undefined ? undefined : (JSON.parse(text) as Told);
  }

  return {
    async list(channelArn: string, signal?: AbortSignal): Promise<Recording[]> {
      const name = await bucket(signal);
      if (!name) return [];
      const all: Recording[] = [];
      for (const folder of await foldersBelow(name, prefixOf(channelArn), levels, signal)) {
        const recordingId = folder.replace(/\/$/, '');
        const ended = await told(name, recordingId, 'ended', signal);
        const told_ = ended ?? (await told(name, recordingId, 'started', signal));
        if (!told_) continue;
        const seconds = (ended?.media?.hls?.duration_ms ?? 0) / 1000;
        const startedAt = new Date(told_.recording_started_at).toISOString();
        all.push({ recordingId, startedAt, seconds, bytes: null, ready: ended !== undefined });
      }
      return all.sort((one, other) => (one.startedAt < other.startedAt ? -1 : 1));
    },

    async remove(channelArn: string, recordingId: string, signal?: AbortSignal): Promise<void> {
      // Only a whole recording of this very channel: a shorter prefix would take others along.
      const path = recordingId.startsWith(prefixOf(channelArn)) ? recordingId.slice(prefixOf(channelArn).length).split('/') : [];
      if (path.length !== levels || path.includes('')) throw new MediaRejected(`${recordingId} is no recording of this channel`);
      const name = await bucket(signal);
      if (!name) return;
      for await (const { Contents = [] } of objects(name, `${recordingId}/`, undefined, signal)) {
        const Objects = Contents.flatMap(({ Key }) => (Key ? [{ Key }] : []));
        if (Objects.length === 0) continue;
        const { Errors = [] } = await s3.send(
          new DeleteObjectsCommand({ Bucket: name, Delete: { Objects, Quiet: true } }),
          during(signal),
        );
        if (Errors.length > 0) throw new Error(`S3 kept ${Errors.length} objects: ${Errors[0]?.Code}`);
      }
    },
  };
}

/** arn:aws:ivs:<region>:<account>:channel/<id> */
function prefixOf(channelArn: string): string {
  const match = /^arn:[\w-]+:ivs:[\w-]*:(\d+):channel\/(\w+)$/.exec(channelArn);
  if (!match) throw new MediaRejected(`${channelArn} is no channel of IVS`);
  return `ivs/v1/${match[1]}/${match[2]}/`;
}
