/** The page's line to its audience: a pass, a socket, and coming back by itself. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { AudienceCalls } from '../../api/audience-calls.ts';
import type { HouseProblem } from '../../api/house-problem.ts';
import { loadAudience } from '../../audience/load.ts';
import type { AudienceLine, AudienceNews } from '../../audience/types.ts';
import { serverNow } from '../../logic/server-clock.ts';
import { asProblem } from '../use-loaded.ts';
import { useOnline } from '../use-online.ts';
import { useWords } from '../use-words.ts';

/** `entering`: for the first time; `again`: cut off; `out`: not let in, and `why` says why. */
export type AudiencePlace = 'away' | 'entering' | 'here' | 'again' | 'out';

type Options = {
  calls: AudienceCalls;
  /** It may gather: the page comes in, or goes. */
  wanted: () => boolean;
  /** What is closed now may open by itself. */
  mayOpen: () => boolean;
  cursor: () => number | null;
  hear: Pick<AudienceNews, 'welcome' | 'news' | 'you'>;
  cut: () => void;
};

/** Asked again by itself, ms; what the page itself cannot mend waits for a press. */
const pauses = { closed: 30_000, busy: 6000, lost: 3000, over: 1500 } as const;
const theirs = ['Offline', 'Unreachable', 'Busy', 'TooManyRequests', 'Internal'];

export function useAudienceLine({ calls, wanted, mayOpen, cursor, hear, cut }: Options) {
  const { language } = useWords();
  const online = useOnline();
  const place = ref<AudiencePlace>('away');
  /** Why this page is out: a code, and the house's words when it has said some. */
  const why = shallowRef<{ code: string; problem?: HouseProblem }>();
  let line: AudienceLine | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pass = { pass: '', path: '', ends: 0 };
  let round = 0;
  /** Passes in a row that did not let it in. */
  let inVain = 0;

  const later = (ms: number, run: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(run, ms * (0.6 + 0.8 * Math.random()));
  };
  function close(): void {
    round += 1;
    clearTimeout(timer);
    line?.close();
    line = undefined;
  }
  function leave(): void {
    close();
    place.value = 'away';
    why.value = undefined;
  }
  function out(code: string, problem?: HouseProblem): void {
    close();
    cut();
    place.value = 'out';
    why.value = problem ? { code, problem } : { code };
    if (code === 'AudienceClosed' && mayOpen()) later(pauses.closed, () => void enter());
  }

  async function enter(): Promise<void> {
    close();
    const mine = round;
    if (place.value === 'away') place.value = 'entering';
    try {
      const [{ openAudience }, given] = await Promise.all([loadAudience(), calls.pass()]);
      if (mine !== round) return;
      pass = { ...given, ends: Date.parse(given.expiresAt) };
      line = openAudience(pass.path, () => ({ pass: pass.pass, cursor: cursor(), language: language.value }), ears());
      line.connect();
    } catch (thrown) {
      if (mine !== round) return;
      const problem = asProblem(thrown);
      if (!theirs.includes(problem.code)) return out(problem.code, problem);
      if (place.value === 'out') place.value = 'again';
      later((problem.retryAfter ?? 0) * 1000 || pauses.lost, () => void enter());
    }
  }

  const ears = (): AudienceNews => ({
    welcome(word) {
      inVain = 0;
      place.value = 'here';
      why.value = undefined;
      hear.welcome(word);
    },
    news: hear.news,
    you: hear.you,
    over(error) {
      if (error === 'InvalidRequest') return out(error);
      // The house knows why: a new pass, or its words about it.
      lost();
      close();
      later(error === 'Busy' ? pauses.busy : pauses.over, () => void enter());
    },
    cut(itself) {
      lost();
      if (!itself) later(pauses.lost / 3, again);
    },
    refused(error) {
      lost();
      inVain += 1;
      const expired = error === 'SignInRequired' && inVain < 4;
      later(expired ? 300 : pauses.busy, () => void enter());
    },
  });
  function lost(): void {
    cut();
    if (place.value !== 'entering') place.value = 'again';
  }
  const again = (): void => {
    if (pass.ends > serverNow()) line?.connect();
    else void enter();
  };

  watch(wanted, (now) => (now ? void enter() : leave()), { immediate: true });
  watch(online, (now) => {
    if (now && (place.value === 'again' || place.value === 'entering')) void enter();
  });
  onScopeDispose(close);
  return { place, why, online, enter, line: () => (place.value === 'here' ? line : undefined) };
}
