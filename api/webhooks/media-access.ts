/** MediaMTX asks who may publish and who may watch: answered by the rows, on each request of a player. */
import { type RequestHandler, raw } from 'express';
import { accessRequestOf, claimsOf, decideAccess, isMediaMtx, refusalNotice } from '../../providers/media/mediamtx/webhook.ts';
import { accessFacts, stageOfChannel } from '../../queries/stage/channels.ts';
import type { ApiDeps } from '../deps.ts';

/** 401 to whoever is not our MediaMTX. It asks for every viewer: only others are counted. @param strangers their rate limit */
export const onlyMediaMtx = (secret: string, strangers: RequestHandler): RequestHandler[] => [
  (req, res, next) => (isMediaMtx(req.headers.authorization, secret) ? next('route') : strangers(req, res, next)),
  (_req, res) => void res.sendStatus(401),
];
/** 204 yes, 403 no. */
export const mediaMtxAccess = ({ stage, readers }: ApiDeps, secret: string): RequestHandler[] => [
  raw({ type: () => true, limit: '16kb' }),
  async (req, res) => {
    const request = Buffer.isBuffer(req.body) ? accessRequestOf(req.body) : undefined;
    if (!request) return void res.sendStatus(400);
    const now = new Date();
    const claims = claimsOf(request, secret);
    const platform = readers.platform();
    const facts = await accessFacts(platform, 'mediamtx', request.channelId, claims?.viewerId);
    const decision = decideAccess(request, facts, { secret, now });
    const notice = refusalNotice(request, decision, now);
    const place = notice && (await stageOfChannel(platform, 'mediamtx', request.channelId));
    if (notice && place) await stage.broadcasts.notice(place, notice);
    res.sendStatus(decision.allowed ? 204 : 403);
  },
];
