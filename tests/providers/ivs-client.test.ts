/** Our IVS client against IVS's protocol: what it asks for, what is final, what is tried again, what a token says. */
import assert from 'node:assert/strict';
import { createPublicKey, randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import {
  CreateChannelCommand,
  GetChannelCommand,
  ListPlaybackRestrictionPoliciesCommand,
  ListStreamKeysCommand,
} from '@aws-sdk/client-ivs';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { allowedBy, countries } from '../../providers/media/countries.ts';
import { ivsClients } from '../../providers/media/ivs/account.ts';
import { ivsProvider } from '../../providers/media/ivs/client.ts';
import { ivsSigner } from '../../providers/media/ivs/signer.ts';
import { type MediaProvider, MediaRejected } from '../../providers/media/port.ts';
import { recordingConfigurationArn } from '../../sandbox/ivs/cloud.ts';
import { grantOf, newChannel, openHls } from '../contract/media-driver.ts';
import { type IvsDriver, ivsDriver } from '../contract/media-ivs.ts';
import { nobodysAddress } from './sandbox.ts';

let aws: IvsDriver;
let provider: MediaProvider;
let ivs: ReturnType<typeof ivsClients>['ivs'];
before(async () => {
  aws = await ivsDriver();
  ({ provider } = aws);
  ({ ivs } = ivsClients(aws.account));
});
afterEach(() => aws.partners.ask('DELETE', '/faults'));
after(() => aws.close());

const request = (channelKey: string = randomUUID()) => ({ channelKey, keyRevision: 1, label: 'ЧА-12', record: true });
const notFinal = (error: unknown) => error instanceof Error && !(error instanceof MediaRejected);
const fault = (changes: object) => aws.partners.fault({ target: 'ivs-api', mode: 'error', status: 500, ...changes });
const channelOf = async (arn: string) => (await ivs.send(new GetChannelCommand({ arn }))).channel!;
const published = async (key: string) => {
  const publishing = await aws.publish({ protocol: 'rtmps', url: '', key });
  if (publishing === 'refused') return assert.fail('refused');
  return publishing;
};

describe('a channel', () => {
  it('is private, of low latency, recorded when wanted, and named for the house and the show', async () => {
    const { channelId } = await provider.provision(request());
    const { type, latencyMode, authorized, recordingConfigurationArn: arn, tags } = await channelOf(channelId);
    assert.deepEqual([type, latencyMode, authorized, arn], ['STANDARD', 'LOW', true, recordingConfigurationArn]);
    assert.deepEqual(tags, { 'rampa-house': 'theatre.example', 'rampa-show': 'ЧА-12', 'rampa-key-revision': '1' });
    const unrecorded = await provider.provision({ ...request(), record: false });
    assert.equal((await channelOf(unrecorded.channelId)).recordingConfigurationArn, '');
  });

  it('that is to be recorded after all is recorded, and the other way round', async () => {
    const asked = request();
    const recorded = async (record: boolean) => {
      const { channelId } = await provider.provision({ ...asked, record });
      return (await channelOf(channelId)).recordingConfigurationArn;
    };
    assert.deepEqual([await recorded(false), await recorded(true), await recorded(false)], ['', recordingConfigurationArn, '']);
    assert.equal((await provider.list()).filter(({ channelKey }) => channelKey === asked.channelKey).length, 1);
  });

  it('that was made and not heard of is found: of two of a name always the same is taken', async () => {
    const asked = request();
    // The SDK itself tries a broken connection again, and makes a second one.
    await aws.partners.fault({ target: 'ivs-api', mode: 'drop', method: 'CreateChannel' });
    await provider.provision(asked);
    const known = (await provider.list()).filter(({ channelKey }) => channelKey === asked.channelKey);
    assert.equal(known.length, 2, 'the sweep sees both');
    const { channelId } = await provider.provision(asked);
    assert.deepEqual([channelId, (await provider.provision(asked)).channelId], [known[0]!.channelId, known[0]!.channelId]);
  });

  it('of another house in the same account is none of ours', async () => {
    const { channel } = await ivs.send(
      new CreateChannelCommand({ name: randomUUID(), tags: { 'rampa-house': 'other.example' } }),
    );
    await ivs.send(new CreateChannelCommand({ name: 'untagged' }));
    const ours = await provider.list();
    assert.ok(ours.length > 0 && ours.every(({ channelId }) => channelId !== channel!.arn));
    assert.ok(ours.every(({ channelKey }) => channelKey !== 'untagged'));
    assert.notEqual((await provider.provision(request(channel!.name!))).channelId, channel!.arn);
  });

  it('is listed beyond the first page', async () => {
    for (let made = 0; made < 101; made += 1)
      await ivs.send(new CreateChannelCommand({ name: `page-${made}`, tags: { 'rampa-house': 'pages.example' } }));
    assert.equal((await ivsProvider({ ...aws.account, house: 'pages.example' }).list()).length, 101);
  });
});

describe('what IVS says', () => {
  it('of too many calls is waited out', async () => {
    await fault({ status: 429, times: 2, method: 'CreateChannel' });
    // A client of its own: it stays slow for a while.
    assert.match((await ivsProvider(aws.account).provision(request())).channelId, /^arn:aws:ivs:/);
    assert.deepEqual(await aws.partners.ask('GET', '/faults'), [], 'it had to try again');
  });

  it('of its own trouble may be asked again; of a wrong question never', async () => {
    const { channelId } = await provider.provision(request());
    await fault({ status: 500, times: 5, method: 'GetStream' });
    await assert.rejects(provider.read(channelId), notFinal);
    await aws.partners.ask('DELETE', '/faults');
    await assert.rejects(provider.ingest('arn:aws:ivs:eu-west-1:1:channel/none', 1), MediaRejected);
    await assert.rejects(provider.recordings('not an arn'), MediaRejected);
    await assert.rejects(provider.provision({ ...request(), channelKey: 'кириллица' }), MediaRejected);
  });

  it('nobody says when it is away', async () => {
    const away = ivsProvider({ ...aws.account, endpoint: await nobodysAddress() });
    await assert.rejects(away.provision(request()), notFinal);
  });

  it('a caller who gives up is let go', async () => {
    await aws.partners.fault({ target: 'ivs-api', mode: 'delay', ms: 5000, method: 'ListChannels' });
    await assert.rejects(provider.list(AbortSignal.timeout(50)), notFinal);
  });
});

describe('keys', () => {
  const keysOf = async (channelArn: string) => (await ivs.send(new ListStreamKeysCommand({ channelArn }))).streamKeys ?? [];

  it('one a channel, whatever is asked how often; a later revision is never given back', async () => {
    const { channelId, ingest } = await newChannel(aws);
    assert.match(ingest.url, /^rtmps:\/\/[^/]+:443\/app\/$/);
    await provider.rotateKey(channelId, 3);
    const [third] = await provider.ingest(channelId, 3);
    assert.deepEqual(await provider.rotateKey(channelId, 2), [third], 'a retry that comes late');
    assert.deepEqual(await provider.ingest(channelId, 1), [third]);
    assert.equal((await keysOf(channelId)).length, 1);
  });

  it('a rotation that broke off in the middle goes on, and cuts off whoever published', async () => {
    const { channelId, ingest } = await newChannel(aws);
    await published(ingest.key);
    await fault({ times: 5, method: 'StopStream' });
    await assert.rejects(provider.rotateKey(channelId, 2), notFinal);
    await aws.partners.ask('DELETE', '/faults');
    assert.equal((await provider.read(channelId)).state, 'publishing', 'the old one is still there');
    await fault({ times: 5, method: 'CreateStreamKey' });
    await assert.rejects(provider.rotateKey(channelId, 2), notFinal);
    await aws.partners.ask('DELETE', '/faults');
    assert.equal((await keysOf(channelId)).length, 0);
    const [second] = await provider.rotateKey(channelId, 2);
    assert.equal((await provider.read(channelId)).state, 'offline');
    assert.notEqual(second!.key, ingest.key);
    assert.equal(await aws.publish(ingest), 'refused');
  });

  it('goes with the stop: an encoder would come back within a second', async () => {
    const { channelId, ingest } = await newChannel(aws);
    await published(ingest.key);
    await provider.stop(channelId);
    assert.equal(await aws.publish(ingest), 'refused');
  });
});

describe('a reading', () => {
  it('says what comes in, and when nothing does although the encoder is there', async () => {
    const { channelId, ingest } = await newChannel(aws);
    const publishing = await published(ingest.key);
    const { since, ...good } = (await provider.read(channelId)) as Record<string, unknown>;
    assert.ok(!Number.isNaN(Date.parse(String(since))));
    assert.deepEqual(good, {
      ...{ state: 'publishing', by: 'rtmps', video: true, audio: true, bitrate: 2_660_000, keyframes: null },
      ...{ width: 1280, height: 720, viewers: 0, quietFor: null },
    });
    await publishing.lose();
    const { video, audio, bitrate } = (await provider.read(channelId)) as Record<string, unknown>;
    assert.deepEqual([video, audio, bitrate], [false, false, 0]);
  });
});

describe('countries', () => {
  const inCountry = async (channel: Awaited<ReturnType<typeof newChannel>>, country: string) => {
    const { url } = await aws.signer.sign(grantOf(channel));
    return (await openHls(url, { 'x-sandbox-country': country })).seen;
  };

  it('only those that are named see it, until everybody may', async () => {
    const channel = await newChannel(aws);
    await published(channel.ingest.key);
    await provider.restrictCountries!(channel.channelId, ['RU', 'BY']);
    assert.deepEqual([await inCountry(channel, 'RU'), await inCountry(channel, 'DE')], ['picture', 'refused']);
    await provider.restrictCountries!(channel.channelId, null);
    assert.equal(await inCountry(channel, 'DE'), 'picture');
  });

  it('everywhere but some is said as all the others', async () => {
    assert.equal(new Set(countries).size, 249);
    const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
    assert.deepEqual(
      countries.filter((country) => names.of(country) === undefined),
      [],
    );
    assert.deepEqual(allowedBy({ mode: 'allow', list: ['ru', 'BY', 'XX'] }), ['BY', 'RU']);
    assert.deepEqual(
      [allowedBy(null), allowedBy({ mode: 'refuse', list: [] }), allowedBy({ mode: 'allow', list: [] })],
      [null, null, []],
    );
    const channel = await newChannel(aws);
    await published(channel.ingest.key);
    await provider.restrictCountries!(channel.channelId, allowedBy({ mode: 'refuse', list: ['DE'] }));
    assert.deepEqual([await inCountry(channel, 'RU'), await inCountry(channel, 'DE')], ['picture', 'refused']);
  });

  it('shows with the same countries share one policy: an account has few', async () => {
    const [one, other] = [await newChannel(aws), await newChannel(aws)];
    await provider.restrictCountries!(one.channelId, ['KZ', 'AM']);
    await provider.restrictCountries!(other.channelId, ['AM', 'KZ', 'AM']);
    const policy = async (id: string) => (await channelOf(id)).playbackRestrictionPolicyArn;
    assert.equal(await policy(one.channelId), await policy(other.channelId));
    const { playbackRestrictionPolicies: all } = await ivs.send(new ListPlaybackRestrictionPoliciesCommand({}));
    assert.equal(all?.filter(({ allowedCountries }) => String(allowedCountries) === 'AM,KZ').length, 1);
  });

  it('what is no country is refused: an empty list would mean everywhere', async () => {
    const { channelId } = await newChannel(aws);
    for (const wrong of [[], ['Russia'], ['ru'], ['RU', ''], ['XX']])
      await assert.rejects(provider.restrictCountries!(channelId, wrong), MediaRejected, String(wrong));
  });
});

describe('words inside the picture', () => {
  it('reach whoever watches, up to a kilobyte, while there is a picture', async () => {
    const { channelId, ingest } = await newChannel(aws);
    await assert.rejects(provider.putMetadata!(channelId, 'антракт'), MediaRejected);
    await published(ingest.key);
    await provider.putMetadata!(channelId, 'антракт');
    await assert.rejects(provider.putMetadata!(channelId, 'щ'.repeat(513)), MediaRejected);
    assert.deepEqual(await aws.partners.ask('GET', `/ivs/metadata?channel=${channelId}`), ['антракт']);
  });
});

describe('recordings', () => {
  it('of another channel, or half a name, are never removed', async () => {
    const [one, other] = [await newChannel(aws, true), await newChannel(aws, true)];
    for (const { ingest } of [one, other]) await (await published(ingest.key)).stop();
    const [recording] = await provider.recordings(other.channelId);
    const { recordingId } = recording!;
    await assert.rejects(provider.removeRecording(one.channelId, recordingId), MediaRejected);
    const folder = recordingId.split('/').slice(0, -1).join('/');
    for (const wrong of ['', folder, `${folder}/`, `${recordingId}/media`, `${recordingId}/`])
      await assert.rejects(provider.removeRecording(other.channelId, wrong), MediaRejected, wrong);
    assert.equal((await provider.recordings(other.channelId)).length, 1);
  });

  it('there are none without a configuration, and no way to play one without CloudFront', async () => {
    const { recordingConfigurationArn: _, recordings: __, ...bare } = aws.account;
    const channel = await newChannel(aws);
    assert.deepEqual(await ivsProvider(bare).recordings(channel.channelId), []);
    await assert.rejects(ivsSigner(bare).sign(grantOf(channel, { recordingId: 'x' })), MediaRejected);
    assert.equal(await aws.signer.download({ ...grantOf(channel), recordingId: 'x' }), null);
  });
});

describe('a playback token', () => {
  const channel = { channelId: 'arn:aws:ivs:eu-west-1:000000000000:channel/abc', playbackUrl: 'https://play.example/abc.m3u8' };
  const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';

  it('names channel, viewer and version, for ten minutes at most', async () => {
    const now = new Date();
    const viewerId = randomUUID();
    const { url, expiresAt, kind } = await aws.signer.sign(grantOf(channel, { viewerId, version: 4, now, seconds: 3600 }));
    assert.equal(kind, 'hls');
    const { payload } = await jwtVerify(tokenOf(url), createPublicKey(aws.account.playbackKey));
    assert.deepEqual(payload, {
      ...{ 'aws:channel-arn': channel.channelId, 'aws:viewer-id': viewerId, 'aws:viewer-session-version': 4 },
      exp: Math.floor(now.getTime() / 1000) + 600,
    });
    assert.equal(Date.parse(expiresAt) / 1000, payload.exp);
    assert.deepEqual(decodeProtectedHeader(tokenOf(url)), { alg: 'ES384', typ: 'JWT' });
  });

  it('opens on our page alone when we have an address', async () => {
    const { url } = await ivsSigner({ ...aws.account, origin: 'https://theatre.example' }).sign(grantOf(channel));
    const { payload } = await jwtVerify(tokenOf(url), createPublicKey(aws.account.playbackKey));
    assert.equal(payload['aws:access-control-allow-origin'], 'https://theatre.example');
    assert.equal(payload['aws:strict-origin-enforcement'], true);
  });

  it('takes no id that IVS would not take', async () => {
    await assert.rejects(aws.signer.sign(grantOf(channel, { viewerId: 'v'.repeat(41) })), RangeError);
  });
});
