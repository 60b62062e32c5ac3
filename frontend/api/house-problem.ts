/** Anything that went wrong between the page and the house, with the words to show for it. */
import type { Problem } from './types.ts';

export type ProblemIssue = { path: string; message: string };

export class HouseProblem extends Error {
  override name = 'HouseProblem';
  /** A code of the API's list, or `Offline` / `Unreachable` when there was no readable answer. */
  readonly code: string;
  readonly status: number;
  /** Empty when the page must find its own words. */
  readonly how: string;
  readonly issues: ProblemIssue[];
  readonly requestId: string;
  /** Seconds to wait, when the house said so. */
  readonly retryAfter: number | undefined;

  constructor(code: string, told: Partial<Problem> & { status?: number; retryAfter?: number } = {}) {
    super(told.message ?? '');
    this.code = code;
    this.status = told.status ?? 0;
    this.how = told.how ?? '';
    this.issues = told.issues ?? [];
    this.requestId = told.requestId ?? '';
    this.retryAfter = told.retryAfter;
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' &&
  body !== null &&
  typeof (body as Problem).error === 'string' &&
  typeof (body as Problem).message === 'string';

/** Reads a refusal; a proxy's HTML page or an empty body is `Unreachable`. */
export function problemOf(status: number, body: unknown, retryAfterHeader: string | null): HouseProblem {
  const seconds = Number(retryAfterHeader);
  const retryAfter = retryAfterHeader && Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) : undefined;
  if (!isProblem(body)) return new HouseProblem('Unreachable', { status, ...(retryAfter ? { retryAfter } : {}) });
  return new HouseProblem(body.error, { ...body, status, ...(retryAfter ? { retryAfter } : {}) });
}
