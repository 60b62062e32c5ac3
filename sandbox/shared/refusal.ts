/** A request on the person's or the tester's side that cannot be done, with words on how to mend it. */
import type { NextFunction, Request, Response } from 'express';

export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const notFound = (message: string): Refusal => new Refusal(404, 'not_found', message);
export const invalid = (message: string): Refusal => new Refusal(400, 'invalid', message);

/** The last middleware: every error of the JSON side leaves as `{error, message}`. */
export function answerErrors(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  if (error instanceof Refusal) {
    response.status(error.status).json({ error: error.code, message: error.message });
    return;
  }
  const status = (error as { status?: number }).status ?? 500;
  const message = error instanceof Error ? error.message : String(error);
  if (status >= 500) console.error(error);
  response.status(status).json({ error: status >= 500 ? 'internal' : 'invalid', message });
}
