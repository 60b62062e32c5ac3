/** What media servers say: proven on the raw bytes, handed over durably, and only then acknowledged. */
import { type RequestHandler, raw } from 'express';
import { Refusal } from '../../domain/errors.ts';
import type { MediaProviderName } from '../../providers/media/port.ts';
import { accessFacts, stageOfChannel } from '../../queries/stage/channels.ts';
import type { ApiDeps } from '../deps.ts';
import type { MediaMtxDoor } from './mediamtx-access.ts';

export const mediaWebhook = ({ stage, readers }: ApiDeps): RequestHandler[] => [
  raw({ type: () => true, limit: '256kb' }),
  async (req, res) => {
    const provider = String(req.params['provider']);
    const verify = Object.hasOwn(stage.verifiers, provider) ? stage.verifiers[provider as MediaProviderName] : undefined;
    if (!verify) throw new Refusal('NotFound');
    const notices = Buffer.isBuffer(req.body) ? verify(req.body, req.headers) : null;
    if (!notices) throw new Refusal('SignatureRefused');
    for (const notice of [notices].flat()) {
      const place = await stageOfChannel(readers.platform(), provider, notice.channelId);
      if (place) await stage.broadcasts.notice(place, notice);
      // Somebody tried a channel that nobody has: there is no organiser to show it to, and it need not come again.
      else if (notice.kind !== 'refused') throw new Refusal('UnknownToUs');
      res.locals['ids'] = { channelId: notice.channelId, notice: notice.kind, ...(place ? { showId: place.showId } : {}) };
    }
    res.sendStatus(204);
  },
];

/** How the rows answer MediaMTX, and who hears of a publisher that was refused. */
export const mediaMtxDoor = ({ stage, readers }: ApiDeps, secret: string): MediaMtxDoor => ({
  secret,
  facts: (channelId, viewerId) => accessFacts(readers.platform(), 'mediamtx', channelId, viewerId),
  async refused(notice) {
    const place = await stageOfChannel(readers.platform(), 'mediamtx', notice.channelId);
    if (place) await stage.broadcasts.notice(place, notice);
  },
});
