/** A place in the room of a stage: entered, kept, entered again by nobody's hand; and what this person sends. */
import { onScopeDispose, ref, shallowRef } from 'vue';
import { HouseProblem } from '../../api/house-problem.ts';
import { type DeviceFault, deviceFault } from '../../logic/device-fault.ts';
import { serverNow } from '../../logic/server-clock.ts';
import { keptChoice } from '../../logic/stage-room/kept-choice.ts';
import { emptyRoom, type Farewell, type RoomSight, type Sending } from '../../logic/stage-room/port.ts';
import { isFinal } from '../../logic/watch/refusal.ts';
import { loadRoom } from '../../stage-room/load.ts';
import type { RoomEngine } from '../../stage-room/types.ts';
import { longStorage } from '../storage.ts';
import { asProblem } from '../use-loaded.ts';

/** What the house signs. */
export type Entrance = { url: string; token: string | null; kind: string; renewAt?: string };
type Options = {
  /** A fresh way in. @throws HouseProblem when there is none for this person */
  entrance: (name: string) => Promise<Entrance>;
  /** The house said no, or the same person is in the room from elsewhere (`ScreenEnded`). */
  refused: (problem: HouseProblem) => void;
  /** An artist, who stands large. */
  large?: boolean;
};
/** `again`: the connection is gone and comes back by itself; `cannot`: this page does not speak with that server. */
export type Place = 'off' | 'entering' | 'here' | 'again' | 'cannot';

const pauses = [300, 1500, 4000, 8000] as const;
/** Milliseconds after which a place counts as kept. */
const settledAfter = 10_000;

export function useStageRoom({ entrance, refused, large = false }: Options) {
  const sight = shallowRef<RoomSight>(emptyRoom);
  const place = ref<Place>('off');
  /** The stage manager has turned the microphone off. */
  const hushed = ref(false);
  const fault = ref<{ what: Sending; why: DeviceFault }>();
  /** What is being turned on or off now. */
  const turning = ref<Sending>();
  const wanted = new Set<Sending>();
  let name = '';
  let engine: RoomEngine | undefined;
  /** Counts ways in and out: what a former one still hears says nothing of the place that was taken since. */
  let turn = 0;
  let attempts = 0;
  let gone = false;
  const timers: Partial<Record<'again' | 'renewal' | 'settled', ReturnType<typeof setTimeout>>> = {};
  const plan = (which: keyof typeof timers, run: () => void, ms: number) => {
    clearTimeout(timers[which]);
    timers[which] = setTimeout(run, ms);
  };

  function seen(now: RoomSight): void {
    // Before it is entered a room does not know who may send.
    const maySend = now.state === 'here' ? now.maySend : sight.value.maySend;
    if (sight.value.maySend && !maySend) wanted.clear();
    sight.value = { ...now, maySend };
    // Whoever is seated again has no microphone to turn on.
    if (!maySend || sight.value.onStage.some(({ mine, microphone }) => mine && microphone)) hushed.value = false;
  }
  function left(why: Farewell): void {
    engine = undefined;
    sight.value = { ...sight.value, state: 'reconnecting' };
    if (why === 'elsewhere') refuse(new HouseProblem('ScreenEnded', { status: 409 }));
    else {
      place.value = 'again';
      again();
    }
  }
  function refuse(problem: HouseProblem): void {
    close();
    refused(problem);
  }
  function again(): void {
    if (place.value === 'off' || gone) return;
    plan('again', () => void enter(), pauses[Math.min(attempts++, pauses.length - 1)]!);
  }

  async function enter(): Promise<void> {
    if (gone || place.value === 'off') return;
    clearTimeout(timers.again);
    const own = ++turn;
    const isOver = () => gone || own !== turn;
    try {
      const [{ openRoom }, door] = await Promise.all([loadRoom(), entrance(name)]);
      if (isOver()) return;
      if (door.kind !== 'livekit' || !door.token) {
        place.value = 'cannot';
        return;
      }
      const mine =
        <T extends unknown[]>(tell: (...told: T) => void) =>
        (...told: T) =>
          isOver() ? undefined : tell(...told);
      const opened = openRoom({ seen: mine(seen), left: mine(left), hushed: mine(() => (hushed.value = true)) }, large);
      // Pictures may come before the way in is done.
      engine = opened;
      await opened.enter({ url: door.url, token: door.token });
      if (isOver() || engine !== opened) return opened.leave();
      place.value = 'here';
      plan('settled', () => (attempts = 0), settledAfter);
      planRenewal(door);
      for (const what of [...wanted]) await send(what, true);
    } catch (thrown) {
      if (isOver()) return;
      engine = undefined;
      const problem = asProblem(thrown);
      if (isFinal(problem)) refuse(problem);
      else {
        if (sight.value !== emptyRoom) place.value = 'again';
        again();
      }
    }
  }

  const planRenewal = ({ renewAt }: Pick<Entrance, 'renewAt'>): void => {
    if (renewAt) plan('renewal', () => void renew(), Math.max(2000, Date.parse(renewAt) - serverNow()));
  };
  /** Whoever is in stays in; asking only tells whether the house still wants it so. */
  async function renew(): Promise<void> {
    if (place.value !== 'here') return;
    const own = turn;
    try {
      const door = await entrance(name);
      if (own === turn) planRenewal(door);
    } catch (thrown) {
      if (own !== turn) return;
      const problem = asProblem(thrown);
      if (isFinal(problem)) refuse(problem);
      else plan('renewal', () => void renew(), 5000);
    }
  }

  /** False when the browser gave no device; `fault` says why. */
  async function send(what: Sending, on: boolean): Promise<boolean> {
    fault.value = undefined;
    if (place.value !== 'here' || !engine) {
      // Under way: what is wanted is done on arrival.
      if (on) wanted.add(what);
      else wanted.delete(what);
      return true;
    }
    turning.value = what;
    try {
      const { camera, microphone } = keptChoice(longStorage);
      await engine.send(what, on, { camera, microphone, screen: '' }[what] || undefined);
      if (on) wanted.add(what);
      else wanted.delete(what);
      return true;
    } catch (refusal) {
      // Whoever closes the browser's list of windows has changed their mind.
      if (what !== 'screen' || deviceFault(refusal) !== 'denied') fault.value = { what, why: deviceFault(refusal) };
      wanted.delete(what);
      return false;
    } finally {
      turning.value = undefined;
    }
  }
  function close(): void {
    for (const timer of Object.values(timers)) clearTimeout(timer);
    turn += 1;
    place.value = 'off';
    wanted.clear();
    engine?.leave();
    engine = undefined;
    sight.value = emptyRoom;
    fault.value = undefined;
    hushed.value = false;
  }
  onScopeDispose(() => {
    gone = true;
    close();
  });

  return {
    ...{ sight, place, hushed, fault, turning, send, close },
    /** In the turn of a press, so that there is sound. */
    async begin(under = name): Promise<void> {
      name = under;
      place.value = 'entering';
      await enter();
    },
    /** Others see a name when one enters: a new one means entering anew. */
    async rename(to: string): Promise<void> {
      if (to === name || place.value === 'off') return;
      engine?.leave();
      engine = undefined;
      await this.begin(to);
    },
    async retreat(): Promise<void> {
      wanted.clear();
      await engine?.retreat();
    },
    /** @returns takes the picture out again */
    show: (id: string, what: 'camera' | 'screen', element: HTMLVideoElement) => engine?.show(id, what, element) ?? (() => {}),
    startSound: () => engine?.startSound(),
  };
}
export type StageRoom = ReturnType<typeof useStageRoom>;
