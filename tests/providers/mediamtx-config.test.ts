/** deploy/mediamtx.yml: only fields that MediaMTX 1.20 documents (mediamtx.org/docs/references/configuration-file), and what the adapter counts on. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { channelIdOf } from '../../providers/media/mediamtx/account.ts';
import { isMediaMtx } from '../../providers/media/mediamtx/webhook.ts';
import { writtenPaths } from '../../sandbox/mediamtx/server.ts';

import { filledIn, readCompose } from '../docs/compose.ts';

type Config = Record<string, any>;
const text = readFileSync('deploy/mediamtx.yml', 'utf8');
const config = parse(text) as Config;

const documented = {
  global: `logLevel logDestinations logStructured logFile sysLogPrefix dumpPackets readTimeout writeTimeout writeQueueSize
    udpMaxPayloadSize udpReadBufferSize runOnConnect runOnConnectRestart runOnDisconnect authMethod authInternalUsers authHTTPAddress
    authHTTPFingerprint authHTTPExclude authJWTJWKS authJWTJWKSFingerprint authJWTClaimKey authJWTExclude authJWTIssuer authJWTAudience
    api apiAddress apiEncryption apiServerKey apiServerCert apiAllowOrigins apiTrustedProxies metrics metricsAddress metricsEncryption
    metricsServerKey metricsServerCert metricsAllowOrigins metricsTrustedProxies pprof pprofAddress pprofEncryption playback
    playbackAddress playbackEncryption playbackServerKey playbackServerCert playbackAllowOrigins playbackTrustedProxies rtsp rtmp
    rtmpEncryption rtmpAddress rtmpsAddress rtmpServerKey rtmpServerCert rtmpTrustedProxies hls hlsAddress hlsEncryption hlsServerKey
    hlsServerCert hlsAllowOrigins hlsTrustedProxies hlsAlwaysRemux hlsVariant hlsSegmentCount hlsSegmentDuration hlsPartDuration
    hlsSegmentMaxSize hlsDirectory hlsMuxerCloseAfter hlsCDNSecret webrtc webrtcAddress webrtcEncryption webrtcServerKey webrtcServerCert
    webrtcAllowOrigins webrtcTrustedProxies webrtcLocalUDPAddress webrtcLocalTCPAddress webrtcIPsFromInterfaces
    webrtcIPsFromInterfacesList webrtcAdditionalHosts webrtcICEServers2 webrtcSTUNGatherTimeout webrtcHandshakeTimeout
    webrtcTrackGatherTimeout srt srtAddress moq pathDefaults paths`.split(/\s+/),
  path: `source sourceFingerprint sourceOnDemand sourceOnDemandStartTimeout sourceOnDemandCloseAfter maxReaders srtReadPassphrase
    useAbsoluteTimestamp alwaysAvailable alwaysAvailableTracks alwaysAvailableFile forward record recordPath recordFormat
    recordPartDuration recordMaxPartSize recordSegmentDuration recordDeleteAfter overridePublisher srtPublishPassphrase runOnInit
    runOnInitRestart runOnDemand runOnUnDemand runOnAvailable runOnAvailableRestart runOnUnavailable runOnOnline runOnOnlineRestart
    runOnOffline runOnRead runOnReadRestart runOnUnread runOnRecordSegmentCreate runOnRecordSegmentComplete`.split(/\s+/),
};
const undocumented = (given: Config): string[] => [
  ...Object.keys(given).filter((name) => !documented.global.includes(name)),
  ...[given['pathDefaults'], ...Object.values(given['paths'])].flatMap((path: Config) =>
    Object.keys(path).filter((name) => !documented.path.includes(name)),
  ),
];

test('no field is one that MediaMTX does not know: it would not start', () => {
  assert.deepEqual(undocumented(config), []);
});

test('a misspelt field is found', () => {
  const wrong = parse(text.replace('hlsVariant:', 'hlsVarient:').replace('runOnOnline:', 'runOnReddy:')) as Config;
  assert.deepEqual(undocumented(wrong), ['hlsVarient', 'runOnReddy']);
});

test('it asks our door of everybody, and shows figures alone without', () => {
  assert.equal(config['authMethod'], 'http');
  assert.deepEqual(config['authHTTPExclude'], [{ action: 'metrics' }]);
  assert.doesNotMatch(text, /^[^#]*(?:pass|secret)\b/im, 'no secret is written down');
});

test('its paths are those that the adapter names, recorded or not, and the sandbox has the same', () => {
  const paths = config['paths'] as Record<string, { record: boolean }>;
  assert.deepEqual(Object.keys(paths), writtenPaths);
  for (const record of [true, false]) {
    const channelId = channelIdOf('11111111-1111-4111-8111-111111111111', record);
    const fitting = Object.entries(paths).filter(([name]) => new RegExp(name.slice(1)).test(channelId));
    assert.deepEqual(
      fitting.map(([, conf]) => conf.record),
      [record],
    );
  }
  assert.equal(
    Object.keys(paths).some((name) => new RegExp(name.replace(/^~/, '')).test('camera')),
    false,
  );
});

test('a second publisher waits, recordings stay until we remove them, hooks tell by the script', () => {
  const { overridePublisher, recordDeleteAfter, recordPath, ...hooks } = config['pathDefaults'];
  assert.deepEqual([overridePublisher, recordDeleteAfter], [false, '0s']);
  assert.ok(recordPath.endsWith('%Y-%m-%d_%H-%M-%S-%f'), 'as the adapter reads the name of a segment');
  for (const [hook, kind] of [
    ['runOnOnline', 'online'],
    ['runOnOffline', 'offline'],
    ['runOnRecordSegmentComplete', 'recorded'],
  ] as const)
    assert.equal(hooks[hook], `sh /mediamtx-notify.sh ${kind}`);
});

test('compose gives it our door with the secret, its script, and clocks that run as the adapter reads them', () => {
  const { image, environment = {}, volumes = [] } = readCompose().services['mediamtx']!;
  assert.match(image!, /:1\.20\.\d+-ffmpeg$/, 'with a shell, of the version whose fields these are');
  assert.equal(environment['TZ'], 'UTC');
  const door = new URL(filledIn(String(environment['MTX_AUTHHTTPADDRESS']), { MEDIAMTX_SECRET: 'word-word' }));
  const basic = `Basic ${Buffer.from(`${door.username}:${door.password}`).toString('base64')}`;
  assert.equal(isMediaMtx(basic, 'word-word'), true);
  assert.equal(door.pathname, new URL(config['authHTTPAddress']).pathname);
  for (const file of ['mediamtx.yml', 'mediamtx-notify.sh']) assert.ok(volumes.includes(`./deploy/${file}:/${file}:ro`));
  assert.ok(volumes.some((volume) => config['pathDefaults'].recordPath.startsWith(volume.split(':')[1]!)));
});
