/** The real LiveKit as the contract's driver, with a door of ours that it tells. */
import type { MediaNotice } from '../../providers/media/port.ts';
import type { LiveKitAccount } from '../../providers/stage/livekit/account.ts';
import { liveKitProvider } from '../../providers/stage/livekit/client.ts';
import { liveKitSigner } from '../../providers/stage/livekit/signer.ts';
import { liveKitVerifier } from '../../providers/stage/livekit/webhook.ts';
import { openDoor } from '../providers/door.ts';
import { testLiveKit } from '../support/livekit.ts';
import { encodeToLiveKit, enterLiveKit } from '../support/livekit-person.ts';
import type { StageDriver, Visitor } from './stage-driver.ts';

export async function liveKitDriver(): Promise<StageDriver> {
  const heard: MediaNotice[] = [];
  const ended = new Map<string, number>();
  const open: Array<() => Promise<void>> = [];
  const door = await openDoor(async (raw, headers) => {
    const notices = verify(raw, headers);
    if (!notices) return 401;
    for (const notice of [notices].flat()) await hear(notice);
    return 204;
  });
  const server = await testLiveKit({ webhookUrl: door.url }).catch(async (error: unknown) => {
    await door.close();
    throw error;
  });
  const account: LiveKitAccount = { ...server, house: 'theatre.example' };
  const verify = liveKitVerifier(account);
  const provider = liveKitProvider(account);

  async function hear(notice: MediaNotice): Promise<void> {
    heard.push(notice);
    if (notice.kind !== 'entered' || notice.version > (ended.get(notice.viewerId) ?? 0)) return;
    await provider.revoke(notice.channelId, notice.viewerId, notice.version);
  }
  const closing = <T>(one: T, close: () => Promise<void>): T => {
    open.push(close);
    return one;
  };

  return {
    ...{ provider, signer: liveKitSigner(account), doorUrl: door.url },
    stranger: liveKitSigner({ ...account, apiSecret: 'another-another-another-another-another' }),
    ...{ keepsPlace: true, tellsGuests: true },
    async enter(entrance) {
      const person = await enterLiveKit(entrance);
      if (person === 'refused') return person;
      const leave = () => person.leave();
      return closing<Visitor>({ isOut: async () => person.isOut(), send: (kind) => person.send(kind), leave }, leave);
    },
    async encode(ingest) {
      const encoder = await encodeToLiveKit(ingest);
      return encoder === 'refused' ? encoder : closing(encoder, encoder.stop);
    },
    putOutUpTo: (viewerId, version) => void ended.set(viewerId, version),
    notices: (channelId) => heard.filter((notice) => notice.channelId === channelId),
    async close() {
      await Promise.all(open.map((close) => close()));
      await server.close();
      await door.close();
    },
  };
}
