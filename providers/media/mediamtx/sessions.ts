/** Who is connected to a MediaMTX, and how they are put out. */
import { type PlaybackClaims, readPlayback } from '../playback-token.ts';
import type { MediaMtxApi } from './api.ts';
import type { PathState } from './reading.ts';

type Session = { id: string; path: string; query?: string; state?: string };

const publishers: Record<string, string> = { rtmpConn: 'rtmpconns', rtmpsConn: 'rtmpsconns', webRTCSession: 'webrtcsessions' };

/** @param older only whoever came with a key of a revision before this one; a key that cannot be seen counts as old. */
export async function kickPublisher(
  api: MediaMtxApi,
  path: PathState | undefined,
  signal?: AbortSignal,
  older?: { olderThan: number },
): Promise<void> {
  const kind = path?.source && publishers[path.source.type];
  if (!path?.source || !kind) return;
  const { id } = path.source;
  if (older) {
    const session = await api.get<Session>(`/v3/${kind}/get/${id}`, signal);
    const revision = Number(new URLSearchParams(session?.query ?? '').get('token')?.split('-')[0]);
    if (revision >= older.olderThan) return;
  }
  await api.send('POST', `/v3/${kind}/kick/${id}`, undefined, signal);
}

/** Viewers are known by the token they came with. */
export async function kickReaders(
  api: MediaMtxApi,
  secret: string,
  channelId: string,
  fits: (claims: PlaybackClaims) => boolean,
  signal?: AbortSignal,
): Promise<void> {
  const sessions = await api.list<Session>('/v3/hlssessions/list', signal);
  const found = sessions.filter(({ path, query }) => {
    const claims = path === channelId && readPlayback(secret, new URLSearchParams(query ?? '').get('token') ?? '');
    return claims && fits(claims);
  });
  for (let next = 0; next < found.length; next += atOnce)
    await Promise.all(
      found.slice(next, next + atOnce).map(({ id }) => api.send('POST', `/v3/hlssessions/kick/${id}`, undefined, signal)),
    );
}

/** A whole house is put out within seconds. */
const atOnce = 20;
