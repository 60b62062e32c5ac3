/** GetStream and GetStreamSession → a reading. The count of viewers lags by up to a minute; −1 means that it is not known yet. */
import { GetChannelCommand, GetStreamCommand, GetStreamSessionCommand, type IvsClient } from '@aws-sdk/client-ivs';
import type { ChannelReading } from '../port.ts';
import { during, unless } from './account.ts';

export async function readChannel(ivs: IvsClient, channelArn: string, signal?: AbortSignal): Promise<ChannelReading> {
  const options = during(signal);
  const absent = ['ChannelNotBroadcasting', 'ResourceNotFoundException'];
  const found = await unless(absent, ivs.send(new GetStreamCommand({ channelArn }), options));
  const stream = found?.stream;
  if (!stream || stream.state === 'OFFLINE') {
    // Both a silent channel and a deleted one have no stream.
    const channel = await unless('ResourceNotFoundException', ivs.send(new GetChannelCommand({ arn: channelArn }), options));
    return { state: channel ? 'offline' : 'gone' };
  }
  const about = { channelArn, ...(stream.streamId ? { streamId: stream.streamId } : {}) };
  const session = await unless(absent, ivs.send(new GetStreamSessionCommand(about), options));
  const { video, audio } = session?.streamSession?.ingestConfiguration ?? {};
  const starving = stream.health === 'STARVING';
  const told = stream.health === 'HEALTHY' || starving;
  return {
    state: 'publishing',
    since: (stream.startTime ?? new Date()).toISOString(),
    by: 'rtmps',
    // Starving: the encoder is there, and nothing comes from it.
    video: told ? !starving : null,
    audio: starving ? false : session ? audio !== undefined : null,
    bitrate: starving ? 0 : sum(video?.targetBitrate, audio?.targetBitrate),
    keyframes: null,
    width: video?.videoWidth ?? null,
    height: video?.videoHeight ?? null,
    viewers: stream.viewerCount === undefined || stream.viewerCount < 0 ? null : stream.viewerCount,
    quietFor: null,
  };
}

const sum = (video: number | undefined, audio: number | undefined): number | null =>
  video === undefined ? null : video + (audio ?? 0);
