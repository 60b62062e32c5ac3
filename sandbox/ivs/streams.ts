/** Encoders that come and go, and what is recorded of them. */
import { randomName } from '../shared/ids.ts';
import { account, bucket, type Cloud, tell } from './cloud.ts';
import type { Stream, StreamKey } from './types.ts';

/** @returns what IVS does with an encoder that comes with this key: it just hangs up, or takes it. */
export function publish(cloud: Cloud, value: string): { stream: Stream } | { refused: 'wrongKey' | 'secondPublisher' } {
  const { state } = cloud;
  const key = Object.values(state.keys).find((one) => one.value === value);
  if (!key) return { refused: 'wrongKey' };
  if (state.streams[key.channelArn]) return { refused: 'secondPublisher' };
  return { stream: begin(cloud, key) };
}

function begin(cloud: Cloud, { channelArn }: StreamKey): Stream {
  const { state } = cloud;
  const now = new Date();
  const streamId = `st-${randomName(22)}`;
  const recording = state.channels[channelArn]?.recordingConfigurationArn ? prefixFor(channelArn, now) : null;
  const stream: Stream = { channelArn, streamId, startTime: now.toISOString(), health: 'HEALTHY', recording };
  state.streams[channelArn] = stream;
  const about = { stream_id: streamId };
  tell(cloud, 'IVS Stream State Change', channelArn, { ...about, event_name: 'Session Created' });
  tell(cloud, 'IVS Stream State Change', channelArn, { ...about, event_name: 'Stream Start' });
  if (recording) {
    const started = { version: 'v1', channel_arn: channelArn, recording_started_at: stream.startTime };
    put(cloud, `${recording}/events/recording-started.json`, { ...started, recording_status: 'RECORDING_STARTED' });
    put(cloud, `${recording}/media/hls/master.m3u8`, '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n160p30/playlist.m3u8\n');
    put(cloud, `${recording}/media/hls/160p30/playlist.m3u8`, '#EXTM3U\n#EXTINF:2,\n0.ts\n#EXT-X-ENDLIST\n');
    put(cloud, `${recording}/media/hls/160p30/0.ts`, 'picture');
    tellRecording(cloud, stream, 'Recording Start', 0);
  }
  return stream;
}

/** The encoder is gone, or was sent away. */
export function end(cloud: Cloud, stream: Stream): void {
  const { channelArn, streamId, recording, startTime } = stream;
  delete cloud.state.streams[channelArn];
  const about = { stream_id: streamId };
  tell(cloud, 'IVS Stream State Change', channelArn, { ...about, event_name: 'Session Ended' });
  tell(cloud, 'IVS Stream State Change', channelArn, { ...about, event_name: 'Stream End' });
  if (!recording) return;
  const milliseconds = Math.max(1, Date.now() - Date.parse(startTime));
  put(cloud, `${recording}/events/recording-ended.json`, {
    ...{ version: 'v1', channel_arn: channelArn, recording_status: 'RECORDING_ENDED', recording_started_at: startTime },
    recording_ended_at: new Date().toISOString(),
    media: { hls: { duration_ms: milliseconds, path: 'media/hls', playlist: 'master.m3u8', renditions: [] } },
  });
  tellRecording(cloud, stream, 'Recording End', milliseconds);
}

/** Its line is cut, and IVS waits for it. */
export function starve(cloud: Cloud, stream: Stream, health: Stream['health']): void {
  stream.health = health;
  const name = health === 'STARVING' ? 'Starvation Start' : 'Starvation End';
  tell(cloud, 'IVS Stream Health Change', stream.channelArn, { stream_id: stream.streamId, event_name: name });
}

function tellRecording(cloud: Cloud, stream: Stream, status: string, milliseconds: number): void {
  tell(cloud, 'IVS Recording State Change', stream.channelArn, {
    ...{ stream_id: stream.streamId, recording_status: status, recording_status_reason: '' },
    ...{ recording_s3_bucket_name: bucket, recording_s3_key_prefix: stream.recording, recording_duration_ms: milliseconds },
  });
}

/** Dates without leading zeros, as IVS writes them. */
function prefixFor(channelArn: string, at: Date): string {
  const channelId = channelArn.split('/').at(-1);
  const when = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()];
  return `ivs/v1/${account}/${channelId}/${when.join('/')}/${randomName(12)}`;
}

function put({ state, changed }: Cloud, key: string, content: object | string): void {
  state.objects[key] = typeof content === 'string' ? content : JSON.stringify(content);
  changed();
}
