/** AWS IVS real-time on its stand-in: pages and an encoder by the tester's side, events by EventBridge to a door of ours. */
import { generateKeyPairSync } from 'node:crypto';
import { eventBridgeHeader } from '../../providers/media/ivs/webhook.ts';
import type { MediaNotice } from '../../providers/media/port.ts';
import type { IvsStageAccount } from '../../providers/stage/ivs-realtime/account.ts';
import { ivsStageProvider } from '../../providers/stage/ivs-realtime/client.ts';
import { ivsStageSigner } from '../../providers/stage/ivs-realtime/signer.ts';
import { ivsStageVerifier } from '../../providers/stage/ivs-realtime/webhook.ts';
import { openDoor } from '../providers/door.ts';
import { type Partners, startPartners } from '../providers/sandbox.ts';
import type { StageDriver } from './stage-driver.ts';

const secret = 'events-events-events';

export const newStageKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

export async function ivsStageDriver(): Promise<StageDriver & { partners: Partners; account: IvsStageAccount }> {
  const heard: MediaNotice[] = [];
  const verify = ivsStageVerifier(secret);
  const door = await openDoor((raw, headers) => {
    const notices = verify(raw, headers);
    if (!notices) return 401;
    heard.push(...[notices].flat());
    return 204;
  });
  const ivsRealtime = { eventsUrl: door.url, header: { name: eventBridgeHeader, value: secret } };
  const partners = await startPartners({ retryGapsMs: [50, 100, 200], ivsRealtime });
  const stageKey = newStageKey();
  const account: IvsStageAccount = { region: 'eu-west-1', house: 'theatre.example', stageKey, endpoint: partners.url };
  const provider = ivsStageProvider(account);

  /** @returns undefined when it is refused */
  async function as<T>(path: string, body: object): Promise<T | undefined> {
    const response = await fetch(`${partners.url}/ivs-realtime/people/${path}`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    });
    if (response.status === 403) return undefined;
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  type Came = { participantId: string; state: string };

  return {
    ...{ provider, signer: ivsStageSigner(account), doorUrl: door.url, partners, account },
    stranger: ivsStageSigner({ stageKey: newStageKey() }),
    ...{ keepsPlace: false, tellsGuests: false },
    async enter({ token }) {
      const came = await as<Came>('join', { token });
      if (!came) return 'refused';
      const { participantId } = came;
      return {
        isOut: async () => (await partners.ask<Came>('GET', `/ivs-realtime/people/${participantId}`)).state !== 'CONNECTED',
        send: async () => (await as('publish', { participantId })) !== undefined,
        leave: async () => void (await as('leave', { participantId })),
      };
    },
    async encode({ key }) {
      const came = await as<Came>('encode', { key });
      return came ? { stop: async () => void (await as('leave', { participantId: came.participantId })) } : 'refused';
    },
    // IVS tells of nobody who only looks on: who came again is found by whoever looks.
    putOutUpTo: () => {},
    notices: (channelId) => heard.filter((notice) => notice.channelId === channelId),
    async close() {
      await partners.close();
      await door.close();
    },
  };
}
