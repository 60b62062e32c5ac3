/** YooKassa's no, in its own shape: https://yookassa.ru/developers/using-api/response-handling/http-codes */
import { randomUUID } from 'node:crypto';
import type { Answer } from '../shared/misbehave.ts';

const statuses = {
  invalid_request: 400,
  invalid_credentials: 401,
  forbidden: 403,
  not_found: 404,
  too_many_requests: 429,
  internal_server_error: 500,
} as const;
type Code = keyof typeof statuses;

export class YooKassaError extends Error {
  readonly code: Code;
  readonly parameter: string | undefined;

  constructor(code: Code, description: string, parameter?: string) {
    super(description);
    this.code = code;
    this.parameter = parameter;
  }

  answer(status: number = statuses[this.code]): Answer {
    const { code, message: description, parameter } = this;
    return {
      status,
      body: { type: 'error', id: randomUUID(), code, description, ...(parameter === undefined ? {} : { parameter }) },
    };
  }
}

export const invalid = (description: string, parameter?: string): YooKassaError =>
  new YooKassaError('invalid_request', description, parameter);
export const missing = (what: string): YooKassaError =>
  new YooKassaError('not_found', `${what} doesn't exist or access denied`, 'id');
