/** `/ivs/playback/…`: what a player meets. The token is checked at the first playlist; later addresses belong to the session. */
import { type Request, Router } from 'express';
import { importSPKI, jwtVerify } from 'jose';
import { randomName } from '../shared/ids.ts';
import { arnOf, type Cloud } from './cloud.ts';
import type { Channel } from './types.ts';

/** Seconds that a token with a viewer's id may live, and some for clocks. */
const longest = 600 + 5;

export function playbackRoutes(cloud: Cloud): Router {
  const router = Router();
  const { state } = cloud;
  const refused = { error: 'forbidden' };

  router.get('/ivs/playback/:channel.m3u8', async (request, response) => {
    const channel = state.channels[arnOf('channel', request.params['channel'] as string)];
    if (!channel) return void response.status(404).json(refused);
    const claims = channel.authorized ? await claimsOf(cloud, channel, String(request.query['token'] ?? '')) : { version: 0 };
    if (!claims || !allowsCountry(cloud, channel, request)) return void response.status(403).json(refused);
    if (!state.streams[channel.arn]) return void response.status(404).json({ error: 'offline' });
    const session = randomName(24);
    state.sessions[session] = { channelArn: channel.arn, viewerId: claims.viewerId ?? null, version: claims.version };
    response.type('application/vnd.apple.mpegurl').send(`#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=2500000\n${session}/live.m3u8\n`);
  });

  router.get('/ivs/playback/:session/:file', (request, response) => {
    const session = state.sessions[request.params['session'] as string];
    if (!session) return void response.status(403).json(refused);
    if (!state.streams[session.channelArn]) return void response.status(404).json({ error: 'offline' });
    if (request.params['file'] !== 'live.m3u8') return void response.type('video/mp2t').send(Buffer.from('picture'));
    response.type('application/vnd.apple.mpegurl').send('#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n0.ts\n');
  });
  return router;
}

type Claims = { viewerId?: string; version: number };

async function claimsOf({ state }: Cloud, channel: Channel, token: string): Promise<Claims | undefined> {
  for (const { publicKeyMaterial } of Object.values(state.keyPairs)) {
    const key = await importSPKI(publicKeyMaterial, 'ES384');
    const payload = (await jwtVerify(token, key, { algorithms: ['ES384'] }).catch(() => undefined))?.payload;
    if (!payload) continue;
    const { 'aws:channel-arn': arn, 'aws:viewer-id': viewerId, 'aws:viewer-session-version': version = 0, exp = 0 } = payload;
    if (arn !== channel.arn) return undefined;
    if (viewerId === undefined) return { version: 0 };
    if (typeof viewerId !== 'string' || viewerId.length > 40 || exp > Date.now() / 1000 + longest) return undefined;
    const revoked = state.revoked[`${arn} ${viewerId}`] ?? -1;
    return Number(version) > revoked ? { viewerId, version: Number(version) } : undefined;
  }
  return undefined;
}

/** A player's country is what a tester says it is. */
function allowsCountry({ state }: Cloud, channel: Channel, request: Request): boolean {
  const { allowedCountries = [] } = state.policies[channel.playbackRestrictionPolicyArn] ?? {};
  return allowedCountries.length === 0 || allowedCountries.includes(request.get('x-sandbox-country') ?? '');
}
