/** IVS's events at our door: whose they are, what they tell, and the function that guards recordings. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { type IvsEvent, ivsNotice, verifyIvs } from '../../providers/media/ivs/webhook.ts';
import { signPlayback } from '../../providers/media/playback-token.ts';
import { cloudFrontFunction } from '../contract/media-archive.ts';

const secret = 'events-events-events';
const now = new Date('2026-11-22T18:00:00Z');
const channelId = 'arn:aws:ivs:eu-west-1:000000000000:channel/nc4Pffppp3333';

const event = (type: string, detail: object, changes: object = {}): IvsEvent & { source: string } => ({
  ...{ version: '0', id: randomUUID(), 'detail-type': type, source: 'aws.ivs', account: '000000000000' },
  ...{ time: '2026-11-22T17:59:00Z', region: 'eu-west-1', resources: [channelId] },
  ...{ detail: { channel_name: 'x', stream_id: 'st-1', ...detail }, ...changes },
});
const raw = (body: unknown) => Buffer.from(JSON.stringify(body));
const stream = (name: string, changes: object = {}) => event('IVS Stream State Change', { event_name: name }, changes);

describe('whose event it is', () => {
  const one = stream('Stream Start');

  it('the secret says, and nothing else', () => {
    assert.equal(verifyIvs(raw(one), secret, secret, now)?.id, one.id);
    for (const wrong of [undefined, '', 'events-events-event', `${secret} `, secret.toUpperCase()])
      assert.equal(verifyIvs(raw(one), wrong, secret, now), undefined, wrong);
  });

  it('what is no event of IVS, or not of this time, is none', () => {
    const wrong = [
      { ...one, source: 'aws.s3' },
      { ...one, time: '2026-11-22T18:06:00Z' },
      { ...one, time: 'soon' },
      { ...one, resources: null },
      { ...one, detail: null },
      { ...one, id: 7 },
      ...[null, [], 7, 'text', {}],
    ];
    for (const body of wrong) assert.equal(verifyIvs(raw(body), secret, secret, now), undefined, JSON.stringify(body));
    assert.equal(verifyIvs(Buffer.from('{'), secret, secret, now), undefined);
    assert.ok(verifyIvs(raw({ ...one, time: '2026-11-22T12:00:00Z' }), secret, secret, now), 'hours late is still news');
  });
});

describe('what it tells', () => {
  it('picture, loss and end, with the time of AWS and an id of its own', () => {
    const told = stream('Stream Start');
    assert.deepEqual(ivsNotice(told), { id: `ivs:${told.id}`, channelId, at: '2026-11-22T17:59:00.000Z', kind: 'picture' });
    assert.deepEqual(ivsNotice(told), ivsNotice(structuredClone(told)), 'told twice it is the same news');
    const kinds = ['Session Ended', 'Stream End', 'Stream Failure'].map((name) => ivsNotice(stream(name))?.kind);
    assert.deepEqual(kinds, ['loss', 'ended', 'loss']);
    const health = (name: string) => ivsNotice(event('IVS Stream Health Change', { event_name: name }))?.kind;
    assert.deepEqual([health('Starvation Start'), health('Starvation End')], ['loss', 'picture']);
  });

  it('recordings, and those that failed', () => {
    const recording = (status: string, more: object = {}) =>
      ivsNotice(
        event('IVS Recording State Change', {
          ...{
            recording_status: status,
            recording_s3_key_prefix: 'ivs/v1/0/nc4P/2026/11/22/17/0/abc',
            recording_duration_ms: 28_435,
          },
          ...more,
        }),
      );
    const ended = recording('Recording End');
    assert.ok(ended?.kind === 'recorded');
    assert.deepEqual([ended.recordingId, ended.seconds], ['ivs/v1/0/nc4P/2026/11/22/17/0/abc', 28.435]);
    for (const status of ['Recording Start Failure', 'Recording End Failure'])
      assert.equal(recording(status)?.kind, 'recordingFailed', status);
    const nowhere = recording('Recording Start Failure', { recording_s3_key_prefix: '' });
    assert.equal(nowhere?.kind === 'recordingFailed' && nowhere.recordingId, null);
    assert.equal(recording('Recording Start'), null);
    assert.equal(recording('Recording End', { recording_s3_key_prefix: undefined }), null);
  });

  it('nothing that is of no interest, or of no channel', () => {
    const dull = [
      stream('Session Created'),
      stream('toString'),
      event('IVS Limit Breach', { event_name: 'Stream Start' }),
      event('IVS Stage Update', { event_name: 'Participant Published' }),
      stream('Stream Start', { resources: [] }),
      stream('Stream Start', { resources: ['arn:aws:ivs:eu-west-1:0:stage/abc'] }),
      stream('Stream Start', { resources: [7] }),
    ];
    for (const one of dull) assert.equal(ivsNotice(one), null, JSON.stringify(one));
  });
});

describe('the function before the recordings', () => {
  const handler = cloudFrontFunction('recordings-recordings');
  const recordingId = 'ivs/v1/0/nc4P/2026/11/22/17/0/abc';
  const grant = { channelId, playbackUrl: '', viewerId: randomUUID(), version: 1, audience: 'viewer', seconds: 60 } as const;
  const token = (more: object = {}, word = 'recordings-recordings') =>
    signPlayback(word, { ...grant, now: new Date(), recordingId, ...more }).token;
  const ask = async (uri: string) => {
    const passed = await handler({ request: { uri } });
    return 'uri' in passed ? passed.uri : passed.statusCode;
  };

  it('lets a recording through with its own token', async () => {
    assert.equal(await ask(`/${token()}/${recordingId}/media/hls/master.m3u8`), `/${recordingId}/media/hls/master.m3u8`);
  });

  it('and nothing else', async () => {
    const path = `${recordingId}/media/hls/master.m3u8`;
    const wrong = [
      `/${path}`,
      `//${path}`,
      `/${token({}, 'another')}/${path}`,
      `/${token({ now: new Date(0) })}/${path}`,
      `/${token({ recordingId: undefined })}/${path}`,
      `/${token({ recordingId: `${recordingId}d` })}/${path}`,
      `/${token()}x/${path}`,
      `/${token()}/${recordingId}/events/recording-ended.json`,
      `/${token()}/${recordingId}/media/../../other/media/x`,
      `/${token()}/${recordingId}/media/%2e%2e/%2E%2E/other`,
      `/${token()}/${recordingId}-2/media/hls/master.m3u8`,
    ];
    for (const uri of wrong) assert.equal(await ask(uri), 403, uri);
  });
});
