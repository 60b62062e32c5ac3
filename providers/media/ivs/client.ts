/** AWS IVS, low latency: a channel a show, private, recorded into S3. */
import {
  CreateChannelCommand,
  DeleteChannelCommand,
  GetChannelCommand,
  PutMetadataCommand,
  paginateListChannels,
  StartViewerSessionRevocationCommand,
  StopStreamCommand,
  UpdateChannelCommand,
} from '@aws-sdk/client-ivs';
import { type Channel, type Ingest, type MediaProvider, MediaRejected, type ProvisionRequest } from '../port.ts';
import { asked, during, type IvsAccount, type IvsClients, ivsClients, unless } from './account.ts';
import { ivsCountries } from './countries.ts';
import { revisionTag, streamKeys } from './keys.ts';
import { readChannel } from './reading.ts';
import { ivsRecordings } from './recordings.ts';

const houseTag = 'rampa-house';

export function ivsProvider(account: IvsAccount, clients: IvsClients = ivsClients(account)): MediaProvider {
  const { ivs } = clients;
  const keys = streamKeys(ivs);
  const recordings = ivsRecordings(account, clients);

  async function ours(channelKey: string | undefined, signal: AbortSignal | undefined) {
    const found: Array<{ channelId: string; channelKey: string | null }> = [];
    const filter = channelKey === undefined ? {} : { filterByName: channelKey };
    for await (const { channels = [] } of paginateListChannels({ client: ivs }, { ...filter, maxResults: 100 }, during(signal)))
      for (const { arn, name, tags } of channels)
        if (arn && tags?.[houseTag] === account.house) found.push({ channelId: arn, channelKey: name || null });
    // Two of a name after a lost answer: always the same one is taken, and the sweep finds the other.
    return found.sort((one, other) => (one.channelId < other.channelId ? -1 : 1));
  }

  async function channelOf(channelId: string, signal?: AbortSignal) {
    return (await ivs.send(new GetChannelCommand({ arn: channelId }), during(signal))).channel;
  }

  async function provisioned(
    { channelKey, keyRevision, label, record }: ProvisionRequest,
    signal?: AbortSignal,
  ): Promise<Channel> {
    const recordingConfigurationArn = (record && account.recordingConfigurationArn) || '';
    const [known] = await ours(channelKey, signal);
    const channel = known ? await channelOf(known.channelId, signal) : await made();
    if (!channel?.arn || !channel.playbackUrl) throw new Error('IVS made a channel without an address');
    const { arn, playbackUrl } = channel;
    if ((channel.recordingConfigurationArn ?? '') !== recordingConfigurationArn)
      await ivs.send(new UpdateChannelCommand({ arn, recordingConfigurationArn }), during(signal));
    return { channelId: arn, playbackUrl };

    async function made() {
      const tags = { [houseTag]: account.house, 'rampa-show': label, [revisionTag]: String(keyRevision) };
      const wanted = { name: channelKey, type: 'STANDARD', latencyMode: 'LOW', authorized: true, tags } as const;
      return (await ivs.send(new CreateChannelCommand({ ...wanted, recordingConfigurationArn }), during(signal))).channel;
    }
  }

  async function ingestOf(channelId: string, keyRevision: number, signal?: AbortSignal): Promise<Ingest[]> {
    const channel = await channelOf(channelId, signal);
    const key = await keys.current(channelId, keyRevision, Number(channel?.tags?.[revisionTag] ?? 1), signal);
    return [{ protocol: 'rtmps', url: `rtmps://${channel?.ingestEndpoint}:443/app/`, key }];
  }

  const stopStream = (channelId: string, signal?: AbortSignal) =>
    unless(
      ['ChannelNotBroadcasting', 'ResourceNotFoundException'],
      ivs.send(new StopStreamCommand({ channelArn: channelId }), during(signal)),
    );

  return {
    provision: (request, signal) => asked(provisioned(request, signal)),

    ingest: (channelId, keyRevision, signal) => asked(ingestOf(channelId, keyRevision, signal)),

    rotateKey: (channelId, keyRevision, signal) =>
      asked(
        (async () => {
          const channel = await channelOf(channelId, signal);
          const first = Number(channel?.tags?.[revisionTag] ?? 1);
          // The new key comes last: without it a retry knows that the old one's publisher may still be there.
          if (!(await keys.has(channelId, keyRevision, first, signal))) {
            // The key first: an encoder that is only cut off comes back within a second.
            await keys.removeAll(channelId, signal);
            await stopStream(channelId, signal);
          }
          return ingestOf(channelId, keyRevision, signal);
        })(),
      ),

    read: (channelId, signal) => asked(readChannel(ivs, channelId, signal)),

    // IVS tells no audiences apart: viewers' tokens are signed on air only.
    setOnAir: async () => {},

    stop: (channelId, signal) =>
      asked(
        (async () => {
          await keys.removeAll(channelId, signal);
          await stopStream(channelId, signal);
        })(),
      ),

    async revoke(channelId, viewerId, upToVersion, signal) {
      const request = { channelArn: channelId, viewerId, viewerSessionVersionsLessThanOrEqualTo: upToVersion };
      const call = ivs.send(new StartViewerSessionRevocationCommand(request), during(signal));
      await asked(unless('ResourceNotFoundException', call));
    },

    recordings: (channelId, signal) => asked(recordings.list(channelId, signal)),
    removeRecording: (channelId, recordingId, signal) => asked(recordings.remove(channelId, recordingId, signal)),

    tearDown: (channelId, signal) =>
      asked(
        (async () => {
          // A channel that is live is not deleted.
          await keys.removeAll(channelId, signal);
          await stopStream(channelId, signal);
          const call = ivs.send(new DeleteChannelCommand({ arn: channelId }), during(signal));
          await unless('ResourceNotFoundException', call);
        })(),
      ),

    list: (signal) => asked(ours(undefined, signal)),

    restrictCountries: (channelId, countries, signal) => asked(ivsCountries(ivs, account.house)(channelId, countries, signal)),

    async putMetadata(channelId, text, signal) {
      if (Buffer.byteLength(text) > 1024) throw new MediaRejected('IVS takes at most 1024 bytes of metadata');
      await asked(ivs.send(new PutMetadataCommand({ channelArn: channelId, metadata: text }), during(signal)));
    },
  };
}
