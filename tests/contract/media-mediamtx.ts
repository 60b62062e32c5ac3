/** MediaMTX on its stand-in, with the door that it asks: rows in memory, decisions by the code that the real door uses. */
import type { MediaMtxAccount } from '../../providers/media/mediamtx/account.ts';
import { mediaMtxProvider } from '../../providers/media/mediamtx/client.ts';
import { mediaMtxSigner } from '../../providers/media/mediamtx/signer.ts';
import {
  accessRequestOf,
  claimsOf,
  decideAccess,
  isMediaMtx,
  mediaMtxNotice,
  refusalNotice,
} from '../../providers/media/mediamtx/webhook.ts';
import type { MediaNotice } from '../../providers/media/port.ts';
import { openDoor } from '../providers/door.ts';
import { type Partners, startPartners } from '../providers/sandbox.ts';
import { type MediaDriver, openHls, type StageRow } from './media-driver.ts';

export type MediaMtxDriver = MediaDriver & {
  partners: Partners;
  account: MediaMtxAccount;
  doorUrl: string;
  /** Switched off, the door says yes to everybody. */
  doorDecides: boolean;
  /** Of strangers who called the door. */
  strangers: number;
};

const secret = 'mediamtx-mediamtx-mediamtx';

export async function mediaMtxDriver(): Promise<MediaMtxDriver> {
  const rows = new Map<string, StageRow>();
  const heard: MediaNotice[] = [];
  const publishing = (channelId: string) =>
    heard.findLast((one) => one.channelId === channelId && one.kind !== 'refused')?.kind === 'picture';

  function access(raw: Buffer): number {
    const request = accessRequestOf(raw);
    if (!request) return 400;
    if (!driver.doorDecides) return 204;
    const row = rows.get(request.channelId);
    const viewerId = claimsOf(request, secret)?.viewerId ?? '';
    const facts = {
      channel: row ? { ...row, publishing: publishing(request.channelId) } : null,
      revokedUpTo: row?.revoked[viewerId] ?? 0,
    };
    const now = new Date();
    const decision = decideAccess(request, facts, { secret, now });
    const notice = refusalNotice(request, decision, now);
    if (notice) heard.push(notice);
    return decision.allowed ? 204 : 401;
  }

  const door = await openDoor((raw, { authorization }, path) => {
    if (!isMediaMtx(authorization, secret)) {
      driver.strangers += 1;
      return 401;
    }
    if (path === '/access') return access(raw);
    const notice = mediaMtxNotice(raw, new Date());
    if (notice) heard.push(notice);
    return notice ? 204 : 400;
  });
  const address = (path: string) => `${door.url.replace('//', `//rampa:${secret}@`)}${path}`;
  const mediamtx = { accessUrl: address('/access'), noticesUrl: address('/notices') };
  const partners = await startPartners({ retryGapsMs: [50, 100, 200], mediamtx });
  const account = {
    ...{ apiUrl: `${partners.url}/mediamtx/api`, archiveUrl: `${partners.url}/mediamtx/archive`, secret },
    ...{ playbackUrl: `${partners.url}/mediamtx/hls`, recordingsUrl: `${partners.url}/mediamtx/archive` },
    ...{ rtmpUrl: 'rtmp://stage.example:1935', whipUrl: 'https://whip.example' },
  };

  const driver: MediaMtxDriver = {
    ...{
      provider: mediaMtxProvider(account),
      signer: mediaMtxSigner(account),
      partners,
      account,
      doorDecides: true,
      strangers: 0,
    },
    ...{ tellsAudiences: true, records: true, doorUrl: door.url },
    row(channelId, changes) {
      const row = rows.get(channelId) ?? { keyRevision: 1, onAir: false, tornDown: false, revoked: {} };
      rows.set(channelId, { ...row, ...changes });
    },
    async publish({ protocol, url, key }) {
      const body = protocol === 'whip' ? { url, bearer: key } : { url: `${url}/${key}` };
      const response = await fetch(`${partners.url}/mediamtx/encoder/publish`, {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
      });
      if (response.status === 403) return 'refused';
      const { id } = (await response.json()) as { id: string };
      // A goodbye and a cut line look the same from here.
      const stop = async () => void (await partners.ask('POST', '/mediamtx/encoder/stop', { id }));
      return { stop, lose: stop };
    },
    open: (url) => openHls(url),
    notices: (channelId) => heard.filter((notice) => notice.channelId === channelId),
    async close() {
      await partners.close();
      await door.close();
    },
  };
  return driver;
}
