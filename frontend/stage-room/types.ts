/** What the pages ask of a room, whichever library is behind it. */
import type { Sending } from '../logic/stage-room/port.ts';

export interface RoomEngine {
  /** @throws when nobody answers or the token is refused; the engine is of no use then. */
  enter(entrance: { url: string; token: string }): Promise<void>;
  /** @throws the browser's own error: not allowed, no such device, in use. */
  send(what: Sending, on: boolean, deviceId?: string): Promise<void>;
  /** Nothing is sent any more; camera and microphone are free. */
  retreat(): Promise<void>;
  /** Puts a picture into an element; the answer takes it out again. */
  show(id: string, what: 'camera' | 'screen', element: HTMLVideoElement): () => void;
  /** In the turn of a press. */
  startSound(): Promise<void>;
  leave(): void;
}
