/** A room and who is in it → a reading. */
import { type ParticipantInfo, TrackType } from '@livekit/protocol';
import type { ChannelReading } from '../../media/port.ts';
import { isArtist, revisionOf } from './people.ts';

/** A picture is an artist's: whoever of the audience is on stage does not make an evening. LiveKit does not say how good it is. */
export function readingOf(people: readonly ParticipantInfo[]): ChannelReading {
  const sending = people
    .filter(({ identity }) => isArtist(identity))
    .flatMap(({ tracks, ...artist }) => tracks.filter(({ muted }) => !muted).map((track) => ({ track, artist })));
  const pictures = sending.filter(({ track }) => track.type === TrackType.VIDEO);
  const [largest] = pictures.map(({ track }) => track).sort((one, other) => other.width - one.width);
  if (!largest) return { state: 'offline' };
  return {
    state: 'publishing',
    since: new Date(Math.min(...pictures.map(({ artist }) => cameAt(artist)))).toISOString(),
    by: pictures.some(({ artist }) => revisionOf(artist.identity) !== null) ? 'whip' : null,
    ...{ video: true, audio: sending.some(({ track }) => track.type === TrackType.AUDIO) },
    ...{ bitrate: null, keyframes: null, quietFor: null },
    ...{ width: largest.width || null, height: largest.height || null },
    viewers: people.filter(({ identity }) => !isArtist(identity)).length,
  };
}

/** It says when somebody came, not when their camera did. */
const cameAt = ({ joinedAtMs, joinedAt }: Pick<ParticipantInfo, 'joinedAtMs' | 'joinedAt'>): number =>
  Number(joinedAtMs) || Number(joinedAt) * 1000;
