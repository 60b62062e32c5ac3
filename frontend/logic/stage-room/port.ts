/** What the pages know of a stage's room, whichever server carries it. */

/** Somebody who sends: artists stand large, participants beside them. Whoever only looks on is counted. */
export type OnStage = {
  /** Of this person in this room. */
  id: string;
  role: 'artist' | 'participant';
  /** As they typed it; empty when they did not. */
  name: string;
  mine: boolean;
  speaking: boolean;
  microphone: boolean;
  /** Names the picture that can be shown now, and is another when the picture is another; null: none. */
  camera: string | null;
  screen: string | null;
};

export type RoomSight = {
  state: 'entering' | 'here' | 'reconnecting';
  onStage: OnStage[];
  guests: number;
  /** The server lets this person send. */
  maySend: boolean;
  /** The browser wants a touch before it gives sound. */
  soundBlocked: boolean;
  /** `around`: by TCP or TURN, because the network lets nothing faster through; null: not known. */
  road: 'direct' | 'around' | null;
};
export const emptyRoom: RoomSight = {
  ...{ state: 'entering', onStage: [], guests: 0, maySend: false, soundBlocked: false, road: null },
};

/** Why it is over: the same person entered elsewhere, was put out, the room is closed for all, or the connection is gone. */
export type Farewell = 'elsewhere' | 'putOut' | 'over' | 'lost';
export type Sending = 'camera' | 'microphone' | 'screen';
export type RoomNews = {
  seen(sight: RoomSight): void;
  /** Not after `leave`. */
  left(why: Farewell): void;
  /** Somebody else has turned this person's microphone off. */
  hushed(): void;
};
