/** An immersive show in the mock hall: its room is a real one, what the house does about it is a few lines. */
import type { z } from 'zod';
import * as shapes from '../../api/schemas/stage.ts';
import type { MockRoom } from './mock-room.ts';

type View = z.infer<typeof shapes.WatchView>;
type Desk = z.infer<typeof shapes.StageDesk>;
type Person = NonNullable<Desk['stage']>['people'][number];
type Order = z.infer<typeof shapes.PersonAsked>['do'];
const iso = (ms: number) => new Date(ms).toISOString();

export function immersive(room: MockRoom, { view, desk, ticketId }: { view: View; desk: Desk; ticketId: string }) {
  view.show.kind = 'immersive';
  view.stage = { role: 'guest', handRaised: false };
  const viewer: Person = { ticketId, number: view.number, role: 'guest', handAt: null, here: true, removed: false };
  const people = [viewer];
  desk.show.kind = 'immersive';
  Object.assign(desk, { provider: 'livekit', stage: { seats: 100, people } });
  desk.ingest = [{ protocol: 'whip', url: 'https://stage.example/whip/v1', key: 'bearer' }];
  desk.picture = { ...desk.picture!, by: null, bitrate: null, keyframes: null, width: null, height: null };
  desk.can.preview = false;

  const become = async (role: 'participant' | 'guest'): Promise<void> => {
    view.stage = { role, handRaised: false };
    Object.assign(viewer, { role, handAt: null });
    await room.setRole(ticketId, role);
  };
  const orders: Record<Order, () => Promise<void>> = {
    invite: () => become('participant'),
    seat: () => become('guest'),
    mute: () => room.mute(ticketId),
    async remove() {
      Object.assign(viewer, { removed: true, here: false, handAt: null });
      await room.putOut(ticketId);
    },
    async readmit() {
      viewer.removed = false;
    },
  };
  const times = () => ({ expiresAt: iso(Date.now() + 60_000), renewAt: iso(Date.now() + 40_000) });

  return {
    room,
    people,
    async order(asked: unknown): Promise<Order> {
      const { do: what } = shapes.PersonAsked.parse(asked);
      await orders[what]();
      return what;
    },
    async playback(asked: unknown) {
      const { name } = shapes.PlaybackAsked.parse(asked ?? {});
      const entrance = await room.entrance({ identity: ticketId, role: view.stage!.role, name });
      return shapes.Playback.parse({ ...entrance, ...times(), what: 'live' });
    },
    /** @param identity as who an artist of the house enters */
    async entrance(asked: unknown, identity = 'artist-owner') {
      const { name } = shapes.EntranceAsked.parse(asked);
      return shapes.StageEntrance.parse({ ...(await room.entrance({ identity, role: 'artist', name })), ...times() });
    },
    hand({ up }: { up: boolean }) {
      view.stage = { ...view.stage!, handRaised: up };
      viewer.handAt = up ? iso(Date.now()) : null;
      return shapes.Hand.parse({ handRaised: up });
    },
  };
}
export type Immersive = ReturnType<typeof immersive>;
