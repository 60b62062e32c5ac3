/** MediaMTX asks of every publisher, every player and every caller of its API; the stage's row answers. */
import { type RequestHandler, raw } from 'express';
import { Refusal } from '../../domain/errors.ts';
import {
  type AccessFacts,
  accessRequestOf,
  claimsOf,
  decideAccess,
  isMediaMtx,
  type MediaNotice,
  refusalNotice,
} from '../../providers/media/mediamtx/webhook.ts';

export type MediaMtxDoor = {
  /** MEDIAMTX_SECRET. */
  secret: string;
  /** What the rows say of the channel, and of the viewer who asks, if one does. */
  facts(channelId: string, viewerId: string | undefined): Promise<AccessFacts>;
  /** Somebody publishes who may not: the stage is told, if there is one. */
  refused(notice: MediaNotice): Promise<void>;
};

const nobody: AccessFacts = { channel: null, revokedUpTo: 0 };

export const mediaMtxAccess = ({ secret, facts, refused }: MediaMtxDoor): RequestHandler[] => [
  (req, _res, next) => {
    if (!isMediaMtx(req.get('authorization'), secret)) throw new Refusal('SignatureRefused');
    next();
  },
  raw({ type: () => true, limit: '64kb' }),
  async (req, res) => {
    const request = Buffer.isBuffer(req.body) ? accessRequestOf(req.body) : undefined;
    if (!request) throw new Refusal('InvalidRequest');
    const { action, channelId } = request;
    const watching = action === 'read' || action === 'playback';
    const claims = watching ? claimsOf(request, secret) : undefined;
    // Whoever comes without a token of ours costs no look at the rows.
    const known = action === 'publish' || claims ? await facts(channelId, claims?.viewerId) : nobody;
    const now = new Date();
    const decision = decideAccess(request, known, { secret, now });
    const notice = refusalNotice(request, decision, now);
    if (notice) await refused(notice);
    res.locals['ids'] = { channelId, action, ...(decision.allowed ? {} : { refused: decision.why }) };
    res.sendStatus(decision.allowed ? 204 : 401);
  },
];
