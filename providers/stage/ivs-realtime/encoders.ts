/** The way in for OBS: an ingest configuration whose key lasts as long as it does. One a stage, its revision in its user's id. */
import {
  CreateIngestConfigurationCommand,
  DeleteIngestConfigurationCommand,
  GetIngestConfigurationCommand,
  type IVSRealTimeClient,
  paginateListIngestConfigurations,
} from '@aws-sdk/client-ivs-realtime';
import { during, unless } from '../../media/ivs/account.ts';
import { encoderOf, revisionOf } from './participant-id.ts';

export function encoders(client: IVSRealTimeClient) {
  async function list(stageArn: string, signal?: AbortSignal) {
    const found: Array<{ arn: string; revision: number }> = [];
    for await (const page of paginateListIngestConfigurations({ client }, { filterByStageArn: stageArn }, during(signal)))
      for (const { arn, userId } of page.ingestConfigurations ?? [])
        if (arn) found.push({ arn, revision: revisionOf(userId ?? '') ?? 0 });
    return found;
  }

  return {
    /** @returns the key of this revision or a later one, made when there is none. */
    async key(stageArn: string, revision: number, signal?: AbortSignal): Promise<string> {
      const known = (await list(stageArn, signal)).find((one) => one.revision >= revision);
      const wanted = { stageArn, userId: encoderOf(revision), ingestProtocol: 'RTMPS', attributes: { role: 'artist' } } as const;
      const { ingestConfiguration } = known
        ? await client.send(new GetIngestConfigurationCommand({ arn: known.arn }), during(signal))
        : await client.send(new CreateIngestConfigurationCommand(wanted), during(signal));
      if (!ingestConfiguration?.streamKey) throw new Error('IVS gave an ingest configuration without its key');
      return ingestConfiguration.streamKey;
    },

    /** @param below only of revisions before this one. Whoever sends by one is cut off. */
    async remove(stageArn: string, below = Number.POSITIVE_INFINITY, signal?: AbortSignal): Promise<void> {
      for (const { arn, revision } of await list(stageArn, signal)) {
        if (revision >= below) continue;
        const call = client.send(new DeleteIngestConfigurationCommand({ arn, force: true }), during(signal));
        await unless('ResourceNotFoundException', call);
      }
    },
  };
}
