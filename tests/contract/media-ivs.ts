/** AWS IVS on its stand-in: an encoder by the tester's side, a player by its edge, events by EventBridge to a door of ours. */
import { generateKeyPairSync } from 'node:crypto';
import { ImportPlaybackKeyPairCommand } from '@aws-sdk/client-ivs';
import { type IvsAccount, ivsClients } from '../../providers/media/ivs/account.ts';
import { ivsProvider } from '../../providers/media/ivs/client.ts';
import { ivsSigner } from '../../providers/media/ivs/signer.ts';
import { eventBridgeHeader, ivsVerifier } from '../../providers/media/ivs/webhook.ts';
import type { MediaNotice } from '../../providers/media/port.ts';
import { recordingConfigurationArn } from '../../sandbox/ivs/cloud.ts';
import { openDoor } from '../providers/door.ts';
import { type Partners, startPartners } from '../providers/sandbox.ts';
import { archiveBefore } from './media-archive.ts';
import { type MediaDriver, openHls } from './media-driver.ts';

export const eventSecret = 'events-events-events';

export type IvsDriver = MediaDriver & {
  partners: Partners;
  account: IvsAccount;
  doorUrl: string /** Calls that our door took for a stranger's. */;
  refused: number;
};

export async function ivsDriver(): Promise<IvsDriver> {
  const heard: MediaNotice[] = [];
  const verify = ivsVerifier(eventSecret);
  const door = await openDoor((raw, headers) => {
    const notices = verify(raw, headers);
    if (!notices) {
      driver.refused += 1;
      return 401;
    }
    heard.push(...[notices].flat());
    return 204;
  });
  const partners = await startPartners({
    retryGapsMs: [50, 100, 200],
    ivs: { eventsUrl: door.url, header: { name: eventBridgeHeader, value: eventSecret } },
  });
  const secret = 'recordings-recordings';
  const archive = await archiveBefore(partners, secret);
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-384',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const account: IvsAccount = {
    ...{ region: 'eu-west-1', house: 'theatre.example', playbackKey: privateKey, recordingConfigurationArn },
    ...{ endpoint: partners.url, recordings: { url: archive.url, secret } },
  };
  await ivsClients(account).ivs.send(new ImportPlaybackKeyPairCommand({ name: 'test', publicKeyMaterial: publicKey }));

  const encoder = (what: string, streamId: string) => partners.ask('POST', `/ivs/encoder/${what}`, { streamId });
  const driver: IvsDriver = {
    ...{ provider: ivsProvider(account), signer: ivsSigner(account), partners, account, doorUrl: door.url, refused: 0 },
    ...{ tellsAudiences: false, records: true },
    row: () => {},
    async publish({ key }) {
      const response = await fetch(`${partners.url}/ivs/encoder/publish`, {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ key }) },
      });
      if (response.status === 403) return 'refused';
      const { streamId } = (await response.json()) as { streamId: string };
      return {
        stop: async () => void (await encoder('stop', streamId)),
        lose: async () => void (await encoder('starve', streamId)),
      };
    },
    open: (url) => openHls(url),
    notices: (channelId) => heard.filter((notice) => notice.channelId === channelId),
    async close() {
      await partners.close();
      await Promise.all([door.close(), archive.close()]);
    },
  };
  return driver;
}
