/** What the house does with a real LiveKit room, for the pages' tests: entrances, roles, and who is put out. */
import { SignJWT } from 'jose';
import type { TestLiveKit } from '../support/livekit.ts';

type Role = 'artist' | 'participant' | 'guest';
type Entering = { identity: string; role: Role; version?: number; name?: string | undefined };
const sources = ['camera', 'microphone'];

export type MockRoom = ReturnType<typeof mockRoom>;

/** @param room its name; made when the first enters */
export function mockRoom({ url, publicUrl, apiKey, apiSecret }: TestLiveKit, room: string) {
  const signed = (claims: Record<string, unknown>, seconds = 60): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(apiKey)
      .setExpirationTime(`${seconds} s`)
      .sign(new TextEncoder().encode(apiSecret));
  /** @throws what the server answered */
  async function call<T>(method: string, body: Record<string, unknown>): Promise<T> {
    const token = await signed({ video: { room, roomAdmin: true } });
    const response = await fetch(`${url}/twirp/livekit.RoomService/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ room, ...body }),
    });
    if (!response.ok) throw new Error(`${method}: ${await response.text()}`);
    return (await response.json()) as T;
  }
  type Info = { identity: string; name: string; tracks?: { sid: string; type?: string; muted?: boolean }[] };

  return {
    publicUrl,
    async entrance({ identity, role, version = 1, name }: Entering) {
      const token = await signed({
        sub: identity,
        ...(name ? { name } : {}),
        attributes: { role, version: String(version) },
        video: {
          ...{ roomJoin: true, room, canSubscribe: true, canPublish: role !== 'guest', canPublishData: role !== 'guest' },
          ...(role === 'participant' ? { canPublishSources: sources } : {}),
        },
      });
      return { url: publicUrl, token, kind: 'livekit' as const };
    },
    people: async (): Promise<Info[]> => (await call<{ participants?: Info[] }>('ListParticipants', {})).participants ?? [],
    setRole: (identity: string, role: Role) =>
      call('UpdateParticipant', {
        identity,
        attributes: { role },
        permission: { canSubscribe: true, canPublish: role !== 'guest', canPublishData: role !== 'guest' },
      }),
    async mute(identity: string): Promise<void> {
      const one = await call<Info>('GetParticipant', { identity });
      for (const { sid, type } of one.tracks ?? [])
        if (type !== 'VIDEO') await call('MutePublishedTrack', { identity, trackSid: sid, muted: true });
    },
    putOut: (identity: string) => call('RemoveParticipant', { identity }),
  };
}
