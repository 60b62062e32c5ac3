/** Stream keys of IVS: one a channel, shown in full to us alone, its revision as a tag. */
import {
  CreateStreamKeyCommand,
  DeleteStreamKeyCommand,
  GetStreamKeyCommand,
  type IvsClient,
  ListStreamKeysCommand,
} from '@aws-sdk/client-ivs';
import { during, unless } from './account.ts';

/** On a key: its revision. On a channel: that of the key it was born with. */
export const revisionTag = 'rampa-key-revision';

export function streamKeys(ivs: IvsClient) {
  async function list(channelArn: string, signal?: AbortSignal) {
    const call = ivs.send(new ListStreamKeysCommand({ channelArn }), during(signal));
    const { streamKeys: found = [] } = (await unless('ResourceNotFoundException', call)) ?? {};
    return found.flatMap(({ arn, tags }) => (arn ? [{ arn, revision: tags?.[revisionTag] }] : []));
  }

  async function remove(arn: string, signal?: AbortSignal) {
    const call = ivs.send(new DeleteStreamKeyCommand({ arn }), during(signal));
    await unless('ResourceNotFoundException', call);
  }

  return {
    /** @param first revision of a key without a tag. @returns the newest key of this revision or later, made when there is none. */
    async current(channelArn: string, revision: number, first: number, signal?: AbortSignal): Promise<string> {
      const known = (await list(channelArn, signal)).find((key) => Number(key.revision ?? first) >= revision);
      const { streamKey } = known
        ? await ivs.send(new GetStreamKeyCommand({ arn: known.arn }), during(signal))
        : await ivs.send(new CreateStreamKeyCommand({ channelArn, tags: { [revisionTag]: String(revision) } }), during(signal));
      if (!streamKey?.value) throw new Error('IVS gave a key without its value');
      return streamKey.value;
    },

    async has(channelArn: string, revision: number, first: number, signal?: AbortSignal): Promise<boolean> {
      return (await list(channelArn, signal)).some((key) => Number(key.revision ?? first) >= revision);
    },

    async removeAll(channelArn: string, signal?: AbortSignal): Promise<void> {
      for (const { arn } of await list(channelArn, signal)) await remove(arn, signal);
    },
  };
}
