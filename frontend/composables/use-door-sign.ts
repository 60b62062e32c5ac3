/** The words under an answer, the same for the eye and for a screen reader. */
import type { Said, Verdict } from '../logic/door/types.ts';
import { useDoorWords } from './use-door-words.ts';

/** `good` lets in; `again` and `stop` do not; `unsure` does not yet. */
export type Tone = 'good' | 'again' | 'stop' | 'unsure';

const tones: Partial<Record<Verdict, Tone>> = { admitted: 'good', already: 'again', unchecked: 'unsure' };

export function useSignWords() {
  const { d, time } = useDoorWords();
  const toneOf = (verdict: Verdict): Tone => tones[verdict] ?? 'stop';

  function howOf(said: Said, listedAt: string, timeZone: string): string {
    const listed = { time: time(listedAt, timeZone) };
    if (said.verdict === 'admitted') {
      if (said.late && said.by === 'device') return d('how.late', listed);
      if (said.typed) return d('how.typed');
      return d(said.by === 'house' ? 'how.admitted' : 'how.admittedHere');
    }
    if (said.verdict === 'already')
      return said.firstAt
        ? d(said.firstBy === 'here' ? 'how.alreadyHere' : 'how.alreadyElsewhere', { time: time(said.firstAt, timeZone) })
        : '';
    return d(`how.${said.verdict}`, listed);
  }

  /** Everything that the sign says, in one breath. */
  const spoken = (said: Said, listedAt: string, timeZone: string): string =>
    [
      d(`say.${said.verdict}`),
      howOf(said, listedAt, timeZone),
      said.number ?? '',
      toneOf(said.verdict) === 'good' ? '' : d('stop'),
    ]
      .filter(Boolean)
      .join('. ');

  return { toneOf, howOf, spoken };
}
