/** A server of immersive stages in memory: a fake media provider with people in its rooms. */
import type { StagePerson, StageProvider, StageSigner } from '../../providers/stage/port.ts';
import { type FakeMedia, fakeMedia } from './fake-media.ts';

export type FakeRooms = Omit<FakeMedia, 'provider' | 'signer'> & {
  provider: StageProvider;
  signer: StageSigner;
  /** Who is in each room, by channel. A test lets them in; `revoke`, `stop` and `tearDown` put them out. */
  inside: Map<string, StagePerson[]>;
};

export const somebody = (personId: string, version = 1, more: Partial<StagePerson> = {}): StagePerson => ({
  ...{ personId, version, role: 'guest', video: false, audio: false },
  ...more,
});

export function fakeRooms(): FakeRooms {
  const { provider: media, ...fake } = fakeMedia();
  const inside = new Map<string, StagePerson[]>();
  const called = (...what: unknown[]) => {
    fake.calls.push(what.join(' '));
    const error = fake.fail.get(String(what[0]))?.shift();
    if (error) throw error;
  };
  const stay = (channelId: string, may: (person: StagePerson) => boolean) =>
    inside.set(channelId, (inside.get(channelId) ?? []).filter(may));
  const change = (channelId: string, personId: string, to: Partial<StagePerson>) =>
    inside.set(
      channelId,
      (inside.get(channelId) ?? []).map((person) => (person.personId === personId ? { ...person, ...to } : person)),
    );
  const provider: StageProvider = {
    ...media,
    async revoke(channelId, viewerId, upToVersion) {
      await media.revoke(channelId, viewerId, upToVersion);
      stay(channelId, ({ personId, version }) => personId !== viewerId || version > upToVersion);
    },
    async stop(channelId) {
      await media.stop(channelId);
      inside.delete(channelId);
    },
    async tearDown(channelId) {
      await media.tearDown(channelId);
      inside.delete(channelId);
    },
    people: async (channelId) => inside.get(channelId) ?? [],
    async setRole(channelId, viewerId, role) {
      called('setRole', channelId, viewerId, role);
      change(channelId, viewerId, { role });
    },
    async mute(channelId, viewerId) {
      called('mute', channelId, viewerId);
      change(channelId, viewerId, { audio: false });
    },
  };
  const signer: StageSigner = {
    enter: async ({ channelId, playbackUrl, viewerId, version, role, name, now, seconds }) => ({
      url: playbackUrl,
      token: [channelId, viewerId, version, role, name ?? ''].join(':'),
      kind: 'livekit',
      expiresAt: new Date(now.getTime() + seconds * 1000).toISOString(),
    }),
  };
  return { ...fake, provider, signer, inside };
}
