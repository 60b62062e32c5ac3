/** MediaMTX on its stand-in, with the door that it asks: the house's own, on rows in memory. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { raw } from 'express';
import { errorHandler } from '../../api/errors.ts';
import { mediaMtxAccess } from '../../api/webhooks/mediamtx-access.ts';
import type { MediaMtxAccount } from '../../providers/media/mediamtx/account.ts';
import { mediaMtxProvider } from '../../providers/media/mediamtx/client.ts';
import { mediaMtxSigner } from '../../providers/media/mediamtx/signer.ts';
import { mediaMtxVerifier } from '../../providers/media/mediamtx/webhook.ts';
import type { MediaNotice } from '../../providers/media/port.ts';
import { type Partners, startPartners } from '../providers/sandbox.ts';
import { type MediaDriver, openHls, type StageRow } from './media-driver.ts';

export type MediaMtxDriver = MediaDriver & {
  partners: Partners;
  account: MediaMtxAccount;
  doorUrl: string;
  /** Switched off, the door says yes to everybody. */
  doorDecides: boolean;
};

const secret = 'mediamtx-mediamtx-mediamtx';

export async function mediaMtxDriver(): Promise<MediaMtxDriver> {
  const rows = new Map<string, StageRow>();
  const heard: MediaNotice[] = [];
  const publishing = (channelId: string) =>
    heard.findLast((one) => one.channelId === channelId && one.kind !== 'refused')?.kind === 'picture';

  const app = express();
  app.post('/access', (_req, res, next) => (driver.doorDecides ? next() : res.sendStatus(204)));
  app.post(
    '/access',
    ...mediaMtxAccess({
      secret,
      async facts(channelId, viewerId = '') {
        const row = rows.get(channelId);
        return {
          channel: row ? { ...row, publishing: publishing(channelId) } : null,
          revokedUpTo: row?.revoked[viewerId] ?? 0,
        };
      },
      refused: async (notice) => void heard.push(notice),
    }),
  );
  const verify = mediaMtxVerifier(secret);
  app.post('/notices', raw({ type: () => true }), (req, res) => {
    const notices = verify(req.body, req.headers);
    if (notices) heard.push(...[notices].flat());
    res.sendStatus(notices ? 204 : 401);
  });
  app.use(errorHandler((error) => assert.fail(error as Error)));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const doorUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const address = (path: string) => `${doorUrl.replace('//', `//rampa:${secret}@`)}${path}`;
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
      doorUrl,
    },
    ...{ tellsAudiences: true, records: true },
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
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  return driver;
}
