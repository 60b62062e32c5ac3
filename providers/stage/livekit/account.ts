/** Where a LiveKit is, the key that it and we share, and how rooms are named. https://docs.livekit.io/reference/server/server-apis */
import { type RoomServiceClient, ServerError } from 'livekit-server-sdk';
import { MediaRejected } from '../../media/port.ts';

export type LiveKitAccount = {
  /** As we reach it, http(s)://. */
  url: string;
  /** As people's browsers reach it, ws(s)://. */
  publicUrl: string;
  apiKey: string;
  apiSecret: string;
  /** Names this house among others that share the server: no other's room is swept away. */
  house: string;
};

/** What of its client we use; tests bring one that misbehaves. */
export type Rooms = Pick<
  RoomServiceClient,
  | 'createRoom'
  | 'listRooms'
  | 'deleteRoom'
  | 'updateRoomMetadata'
  | 'listParticipants'
  | 'removeParticipant'
  | 'mutePublishedTrack'
  | 'updateParticipant'
>;

const prefix = 'show-';
export const roomOf = (channelKey: string): string => `${prefix}${channelKey}`;
/** @returns null for a room that is no show's. */
export const channelKeyOf = (room: string): string | null =>
  /^show-[0-9a-f-]{36}$/.test(room) ? room.slice(prefix.length) : null;

/** Understood and refused; a key that does not fit may be mended, and what is not there is for the caller to judge. */
const final = ['invalid_argument', 'malformed', 'bad_route', 'unimplemented', 'out_of_range'];

/**
 * LiveKit's client knows no signal: what was asked goes on, and nobody waits for it any more.
 * @throws MediaRejected for a final no; everything else as it came.
 */
export async function asked<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  const up = signal && givenUp(signal);
  try {
    return await (up ? Promise.race([work, up.promise]) : work);
  } catch (error) {
    if (error instanceof ServerError && final.includes(error.code ?? ''))
      throw new MediaRejected(`LiveKit ${error.code}: ${error.message}`, { cause: error });
    throw error;
  } finally {
    up?.forget();
  }
}

/** @returns undefined when the room or the person is not there. */
export async function ifThere<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ServerError && error.status === 404) return undefined;
    throw error;
  }
}

function givenUp(signal: AbortSignal): { promise: Promise<never>; forget(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  const say = () => reject(signal.reason);
  if (signal.aborted) say();
  signal.addEventListener('abort', say);
  return { promise, forget: () => signal.removeEventListener('abort', say) };
}
