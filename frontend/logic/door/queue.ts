/** The scans that wait for the house: in their order, in batches that are sent again as they were. */
import type { CheckInAnswer, Scan } from './types.ts';

/** The most scans that the house takes at once. */
export const batchSize = 100;

export const waitingOf = (scans: readonly Scan[]): Scan[] => scans.filter((scan) => !scan.answer);

/**
 * The oldest batch that has no answer yet, or a new one of what waits.
 * A batch whose answer was lost on the way is told again word for word, also after a reload: the house knows it by that.
 */
export function nextBatch(scans: readonly Scan[], newId: () => string): Scan[] {
  const waiting = waitingOf(scans);
  const sent = waiting.find((scan) => scan.batch);
  if (sent) return waiting.filter((scan) => scan.batch === sent.batch);
  const batch = newId();
  return waiting.slice(0, batchSize).map((scan) => ({ ...scan, batch }));
}

/** Lets in here what the house had let in before, or would not have let in at all. */
export const isConflict = (scan: Scan): boolean =>
  scan.said === 'admitted' && scan.answer !== undefined && scan.answer.result !== 'admitted';

/** The scan with its answer; the token goes, nobody needs it any more. */
export const answered = (scan: Scan, { result, firstAt, ticketId, number }: CheckInAnswer): Scan => ({
  ...scan,
  token: '',
  ticketId: ticketId ?? scan.ticketId,
  number: number ?? scan.number,
  answer: { result, firstAt },
});
