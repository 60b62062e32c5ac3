/** What every server of immersive stages can do for a show: a room of people instead of a picture. One folder a vendor implements it. */
import type { MediaProvider, MediaProviderName } from '../media/port.ts';

export const stageProviders = ['livekit', 'ivs-realtime'] as const;
export type StageProviderName = (typeof stageProviders)[number];
/** Whoever carries a show. */
export type CarrierName = MediaProviderName | StageProviderName;

/** Artists work for the organisation and send whenever they like; a participant was invited on stage; a guest looks on, and may raise a hand. */
export const stageRoles = ['artist', 'participant', 'guest'] as const;
export type StageRole = (typeof stageRoles)[number];

export { stageSeats } from '../../domain/stage-people.ts';

export type StagePerson = {
  /** A ticket's id, or a member's; no personal data. */
  personId: string;
  /** Of the screen: those before it may not be here. */
  version: number;
  role: StageRole;
  video: boolean;
  audio: boolean;
};

/**
 * A stage is a channel like any other: `channelId` is its room, `provision` makes it, `read` says «publishing» while an artist sends
 * a picture, `stop` ends it for everybody, `revoke` puts a person out (by `viewerId` and version), `tearDown` takes it down.
 * It is never recorded: `recordings` is empty. Off air only artists get an entrance, so that `setOnAir` has nothing to do.
 * @throws MediaRejected for good; anything else: asking again is safe.
 */
export interface StageProvider extends MediaProvider {
  people(channelId: string, signal?: AbortSignal): Promise<StagePerson[]>;
  /** Safe to repeat; who is not here is left alone: their entrance says the role. */
  setRole(channelId: string, viewerId: string, role: Exclude<StageRole, 'artist'>, signal?: AbortSignal): Promise<void>;
  /** Their microphone is off; they may turn it on again themselves. Who is not here is left alone. */
  mute(channelId: string, viewerId: string, signal?: AbortSignal): Promise<void>;
}

export type StageGrant = {
  channelId: string;
  playbackUrl: string;
  /** A ticket's id or a member's: no personal data. The same person coming again ends their former entrance. */
  viewerId: string;
  /** One more with each screen and each revocation. */
  version: number;
  role: StageRole;
  /** What others see under the face, as the person typed it; null: nothing. Kept nowhere of ours. */
  name: string | null;
  now: Date;
  /** Within which the entrance must be used; whoever is in stays. */
  seconds: number;
};
/** `token` is a secret of this person. */
export type StageEntrance = { url: string; token: string; kind: StageProviderName; expiresAt: string };
/** Works in the door that reads: signs, asks nobody. */
export interface StageSigner {
  enter(grant: StageGrant): Promise<StageEntrance>;
}
