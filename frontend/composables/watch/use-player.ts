/** A picture in a box: loaded with its player, kept moving, loaded again when it stands still. Needs no hand. */
import { computed, onScopeDispose, ref, type ShallowRef, shallowRef } from 'vue';
import type { HouseProblem } from '../../api/house-problem.ts';
import { serverNow } from '../../logic/server-clock.ts';
import { createAttempts } from '../../logic/watch/attempts.ts';
import { liveTolerance } from '../../logic/watch/clock-words.ts';
import { isFinal } from '../../logic/watch/refusal.ts';
import { renewIn } from '../../logic/watch/token-life.ts';
import { createWatchdog } from '../../logic/watch/watchdog.ts';
import { loadPlayer } from '../../player/load.ts';
import type { PlayerEngine, PlayerSight, Source } from '../../player/types.ts';
import { asProblem } from '../use-loaded.ts';
import { useVisible } from '../use-online.ts';

/** What the house signs: good until `expiresAt`. */
type Playback = Source & { expiresAt: string };

type Options = {
  box: Readonly<ShallowRef<HTMLElement | null>>;
  title: () => string;
  live: () => boolean;
  /** Begins without sound. */
  muted?: boolean;
  /** Seconds to begin a recording at. */
  startAt?: () => number | undefined;
  /** A fresh address. @throws HouseProblem when there is none for this ticket */
  sign: () => Promise<Playback>;
  /** The house said no: the page looks what it says now. */
  refused: (problem: HouseProblem) => void;
};

const nothing: PlayerSight = {
  ...{ playing: false, waiting: false, ended: false, position: 0, from: 0, to: 0, muted: false, volume: 1 },
  ...{ qualities: [], quality: 'auto', captions: [], shownCaptions: null },
};
export function usePlayer({ box, title, live, muted, startAt, sign, refused }: Options) {
  const sight = shallowRef<PlayerSight>(nothing);
  /** Somebody wants to see it: from the press on "watch" until "pause". */
  const wanted = ref(false);
  const opening = ref(false);
  const needsTouch = ref(false);
  /** How often it was loaded again without a hand. */
  const revivals = ref(0);
  const visible = useVisible();
  const watchdog = createWatchdog();
  const attempts = createAttempts(() => void load());
  let engine: PlayerEngine | undefined;
  let opened: Promise<PlayerEngine> | undefined;
  let renewal: ReturnType<typeof setTimeout> | undefined;
  let loading = false;
  let gone = false;

  const open = (): Promise<PlayerEngine> => {
    opened ??= loadPlayer().then(({ openPlayer }) => {
      if (gone || !box.value) throw new Error('the page is gone');
      engine = openPlayer(box.value, title(), {
        seen(now) {
          if (now.playing && now.position !== sight.value.position) attempts.succeeded();
          sight.value = now;
          // A recording that was seen to its end waits for a press.
          if (now.ended && !live()) wanted.value = false;
        },
        broken: () => again(),
      });
      if (muted) engine.setMuted(true);
      return engine;
    });
    // A chunk that did not come is fetched anew at the next attempt.
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  };

  function again(): void {
    if (wanted.value && !gone) attempts.plan();
  }

  /** Loads the source under a fresh address; a recording goes on from where it was. */
  async function load(): Promise<void> {
    if (loading || gone) return;
    loading = true;
    try {
      const [player, playback] = await Promise.all([open(), sign()]);
      if (gone || !wanted.value) return;
      const before = sight.value.position;
      if (before > 0 || attempts.count() > 0) revivals.value++;
      player.load(playback, live() ? undefined : before > 0 ? before : startAt?.());
      // Whatever was refused until now was refused under the former address.
      attempts.drop();
      planRenewal(playback);
      void playOn(player);
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (isFinal(problem)) refused(problem);
      else again();
    } finally {
      loading = false;
      opening.value = false;
    }
  }

  /** Nobody waits for it: a picture that is refused never begins, and its promise is never kept. */
  async function playOn(player: PlayerEngine): Promise<void> {
    const plays = await player.play();
    if (player === engine) needsTouch.value = !plays;
  }

  function planRenewal({ expiresAt }: Pick<Playback, 'expiresAt'>): void {
    clearTimeout(renewal);
    renewal = setTimeout(() => void renew(expiresAt), renewIn(serverNow(), expiresAt));
  }
  async function renew(expiresAt: string): Promise<void> {
    if (!wanted.value || gone) return;
    try {
      const playback = await sign();
      // Where the browser plays by itself the source is changed only when the old address ends.
      if (!engine || engine.renew(playback.url)) planRenewal(playback);
      else renewal = setTimeout(() => void load(), Math.max(0, Date.parse(expiresAt) - serverNow() - 3000));
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (isFinal(problem)) refused(problem);
      else planRenewal({ expiresAt });
    }
  }

  const due = () => wanted.value && visible.value && live() && !needsTouch.value;
  const guard = setInterval(() => {
    if (watchdog.look({ at: performance.now(), position: sight.value.position, due: due() })) void load();
  }, 1000);

  function stop(): void {
    wanted.value = false;
    clearTimeout(renewal);
    attempts.drop();
    engine?.pause();
  }
  /** The picture goes, its player too. */
  function close(): void {
    stop();
    engine?.close();
    engine = undefined;
    opened = undefined;
    sight.value = nothing;
    needsTouch.value = false;
  }
  onScopeDispose(() => {
    gone = true;
    clearInterval(guard);
    close();
  });

  const atEdge = computed(() => sight.value.to - sight.value.position < liveTolerance);
  return {
    ...{ sight, wanted, opening, needsTouch, revivals, atEdge, close },
    /** Begins in the turn of a press, so that the browser allows the sound. */
    async begin(): Promise<void> {
      wanted.value = true;
      opening.value = true;
      attempts.succeeded();
      await load();
    },
    async play(): Promise<void> {
      wanted.value = true;
      if (!engine) return load();
      // A live picture that stood still is watched from now on.
      if (live() && (sight.value.position < sight.value.from || sight.value.ended)) return load();
      needsTouch.value = !(await engine.play());
    },
    pause(): void {
      wanted.value = false;
      engine?.pause();
    },
    /** Without sound every browser plays. */
    async playMuted(): Promise<void> {
      engine?.setMuted(true);
      needsTouch.value = !((await engine?.play()) ?? false);
    },
    seek: (seconds: number) => engine?.seek(seconds),
    toEdge: () => engine?.seek(sight.value.to),
    setMuted: (muted: boolean) => engine?.setMuted(muted),
    setVolume: (volume: number) => engine?.setVolume(volume),
    chooseQuality: (id: string) => engine?.chooseQuality(id),
    showCaptions: (id: string | null) => engine?.showCaptions(id),
    video: () => engine?.video(),
    reload: load,
  };
}
export type Player = ReturnType<typeof usePlayer>;
