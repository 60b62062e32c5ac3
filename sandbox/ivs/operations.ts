/** IVS's API as a table: an operation's name and what it does. */
import { randomName } from '../shared/ids.ts';
import { account, arnOf, bucket, type Cloud, recordingConfigurationArn, region } from './cloud.ts';
import { type Input, type OperationName, readInput } from './input.ts';
import { IvsError, missing } from './ivs-error.ts';
import { end } from './streams.ts';
import type { Channel, Stream, StreamKey } from './types.ts';

const of = <T>(all: Record<string, T>, id: string): T => {
  const found = Object.hasOwn(all, id) ? all[id] : undefined;
  if (found === undefined) throw missing(id);
  return found;
};

function broadcasting({ state }: Cloud, channelArn: string): Stream {
  of(state.channels, channelArn);
  const stream = state.streams[channelArn];
  if (!stream) throw new IvsError('ChannelNotBroadcasting', `Channel: ${channelArn} is not broadcasting`);
  return stream;
}

function newKey({ state }: Cloud, channelArn: string, tags: Record<string, string>): StreamKey {
  if (Object.values(state.keys).some((key) => key.channelArn === channelArn))
    throw new IvsError('ServiceQuotaExceededException', 'A channel has one stream key');
  const arn = arnOf('stream-key', randomName(12));
  state.keys[arn] = { arn, channelArn, tags, value: `sk_${region}_${randomName(12)}_${randomName(30)}` };
  return state.keys[arn];
}

/** Pages of the size that was asked for; the token is where the next one begins. */
function paged<T, Name extends string>(
  all: T[],
  name: Name,
  { maxResults = 50, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
) {
  const start = Number(nextToken ?? 0);
  const next = start + maxResults < all.length ? { nextToken: String(start + maxResults) } : {};
  return { [name]: all.slice(start, start + maxResults), ...next };
}

const operations: { [Name in OperationName]: (cloud: Cloud, input: Input<Name>) => unknown } = {
  CreateChannel(cloud, input) {
    const id = randomName(12);
    const arn = arnOf('channel', id);
    if (input.recordingConfigurationArn) of({ [recordingConfigurationArn]: true }, input.recordingConfigurationArn);
    const channel: Channel = {
      ...{ arn, ...input, ingestEndpoint: `${id.toLowerCase()}.global-contribute.live-video.net` },
      playbackUrl: `${cloud.url}/ivs/playback/${id}.m3u8`,
    };
    cloud.state.channels[arn] = channel;
    return { channel, streamKey: newKey(cloud, arn, {}) };
  },
  GetChannel: ({ state }, { arn }) => ({ channel: of(state.channels, arn) }),
  UpdateChannel({ state }, { arn, playbackRestrictionPolicyArn: policy, ...changes }) {
    const channel = of(state.channels, arn);
    if (policy) of(state.policies, policy);
    Object.assign(channel, changes, policy === undefined ? {} : { playbackRestrictionPolicyArn: policy });
    return { channel };
  },
  DeleteChannel({ state }, { arn }) {
    of(state.channels, arn);
    if (state.streams[arn]) throw new IvsError('ConflictException', 'The channel is live');
    delete state.channels[arn];
    for (const key of Object.values(state.keys)) if (key.channelArn === arn) delete state.keys[key.arn];
    return {};
  },
  ListChannels({ state }, { filterByName, ...page }) {
    const fitting = Object.values(state.channels).filter(({ name }) => filterByName === undefined || name === filterByName);
    return paged(fitting, 'channels', page);
  },
  CreateStreamKey(cloud, { channelArn, tags }) {
    of(cloud.state.channels, channelArn);
    return { streamKey: newKey(cloud, channelArn, tags) };
  },
  GetStreamKey: ({ state }, { arn }) => ({ streamKey: of(state.keys, arn) }),
  DeleteStreamKey({ state }, { arn }) {
    of(state.keys, arn);
    delete state.keys[arn];
    return {};
  },
  ListStreamKeys({ state }, { channelArn, ...page }) {
    of(state.channels, channelArn);
    const fitting = Object.values(state.keys).filter((key) => key.channelArn === channelArn);
    // Without their values.
    return paged(
      fitting.map(({ arn, tags }) => ({ arn, channelArn, tags })),
      'streamKeys',
      page,
    );
  },
  GetStream(cloud, { channelArn }) {
    const { streamId, startTime, health } = broadcasting(cloud, channelArn);
    const viewerCount = Object.values(cloud.state.sessions).filter((one) => one.channelArn === channelArn).length;
    const { playbackUrl } = of(cloud.state.channels, channelArn);
    return { stream: { channelArn, streamId, startTime, health, state: 'LIVE', viewerCount, playbackUrl } };
  },
  GetStreamSession(cloud, { channelArn }) {
    const { streamId, startTime } = broadcasting(cloud, channelArn);
    const video = { codec: 'avc1.4D401F', videoWidth: 1280, videoHeight: 720, targetBitrate: 2_500_000, targetFramerate: 30 };
    const audio = { codec: 'mp4a.40.2', channels: 2, sampleRate: 48_000, targetBitrate: 160_000 };
    return { streamSession: { streamId, startTime, ingestConfiguration: { video, audio } } };
  },
  StopStream(cloud, { channelArn }) {
    end(cloud, broadcasting(cloud, channelArn));
    return {};
  },
  PutMetadata(cloud, { channelArn, metadata }) {
    broadcasting(cloud, channelArn);
    cloud.state.metadata[channelArn] = [...(cloud.state.metadata[channelArn] ?? []), metadata];
    return undefined;
  },
  StartViewerSessionRevocation({ state }, { channelArn, viewerId, viewerSessionVersionsLessThanOrEqualTo: upTo = 0 }) {
    of(state.channels, channelArn);
    const id = `${channelArn} ${viewerId}`;
    state.revoked[id] = Math.max(state.revoked[id] ?? -1, upTo);
    for (const [session, one] of Object.entries(state.sessions))
      if (one.channelArn === channelArn && one.viewerId === viewerId && one.version <= upTo) delete state.sessions[session];
    return {};
  },
  CreatePlaybackRestrictionPolicy({ state }, { enableStrictOriginEnforcement: _, ...input }) {
    const arn = arnOf('playback-restriction-policy', randomName(12));
    state.policies[arn] = { arn, ...input };
    return { playbackRestrictionPolicy: state.policies[arn] };
  },
  ListPlaybackRestrictionPolicies: ({ state }, page) => paged(Object.values(state.policies), 'playbackRestrictionPolicies', page),
  GetRecordingConfiguration(_cloud, { arn }) {
    of({ [recordingConfigurationArn]: true }, arn);
    return { recordingConfiguration: { arn, state: 'ACTIVE', destinationConfiguration: { s3: { bucketName: bucket } } } };
  },
  ImportPlaybackKeyPair({ state }, { name, publicKeyMaterial }) {
    const arn = arnOf('playback-key', randomName(12));
    state.keyPairs[arn] = { arn, name, publicKeyMaterial };
    return { keyPair: { arn, name, fingerprint: account } };
  },
  ListPlaybackKeyPairs: ({ state }, page) =>
    paged(
      Object.values(state.keyPairs).map(({ arn, name }) => ({ arn, name })),
      'keyPairs',
      page,
    ),
};

export const isOperation = (name: string): name is OperationName => Object.hasOwn(operations, name);

export function perform<Name extends OperationName>(cloud: Cloud, name: Name, body: unknown): unknown {
  const result = operations[name](cloud, readInput(name, body));
  cloud.changed();
  // As it is now: what was answered must not change with the object.
  return result === undefined ? undefined : structuredClone(result);
}
