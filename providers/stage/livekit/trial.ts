/** Does a LiveKit server know our key? Asked by a read that changes nothing. */
import { SignJWT } from 'jose';

type Account = { url: string; apiKey: string; apiSecret: string };
/** `stranger`: it does not know the key. `another`: who answers there is no LiveKit. */
export type LiveKitTrial = 'works' | 'stranger' | 'another';

/** @throws whatever `fetch` throws when nobody answers */
export async function tryLiveKit({ url, apiKey, apiSecret }: Account, signal: AbortSignal): Promise<LiveKitTrial> {
  const token = await new SignJWT({ video: { roomList: true } })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(apiKey)
    .setExpirationTime('1m')
    .sign(Buffer.from(apiSecret));
  const response = await fetch(`${url.replace(/\/$/, '')}/twirp/livekit.RoomService/ListRooms`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: '{}',
    signal,
  });
  if (response.status === 401) return 'stranger';
  const said: unknown = await response.json().catch(() => undefined);
  return response.status === 200 && Array.isArray((said as { rooms?: unknown } | undefined)?.rooms) ? 'works' : 'another';
}
