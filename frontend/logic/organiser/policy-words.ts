/** A refund policy in hours before the start, for a date that has no moment yet: which sentence. */
import type { RefundPolicy } from '../../api/types.ts';

export function policyKey({ fullUntilHours, thenPercent, noneWithinHours }: RefundPolicy): string {
  if (fullUntilHours === 0) return 'untilStart';
  if (thenPercent === 0 || noneWithinHours >= fullUntilHours) return 'whole';
  return noneWithinHours > 0 ? 'three' : 'two';
}
