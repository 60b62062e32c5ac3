/** What a refused request means for the picture. */
import type { HouseProblem } from '../../api/house-problem.ts';

/** The house has said no, and asking the same again helps nobody; everything else is tried again. */
export const isFinal = ({ status, code }: Pick<HouseProblem, 'status' | 'code'>): boolean =>
  status >= 400 && status < 500 && status !== 408 && status !== 429 && code !== 'Busy';
