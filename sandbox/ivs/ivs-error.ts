/** IVS's no, in its own shape: a status, a header that names it, words. */
import type { Answer } from '../shared/misbehave.ts';

const statuses = {
  ValidationException: 400,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ChannelNotBroadcasting: 404,
  ConflictException: 409,
  ServiceQuotaExceededException: 402,
  ThrottlingException: 429,
  InternalServerException: 500,
} as const;
export type IvsErrorName = keyof typeof statuses;

export class IvsError extends Error {
  override readonly name: IvsErrorName;

  constructor(name: IvsErrorName, message: string) {
    super(message);
    this.name = name;
  }

  answer(status: number = statuses[this.name]): Answer {
    return {
      status,
      headers: { 'x-amzn-ErrorType': this.name },
      body: { exceptionMessage: this.message, message: this.message },
    };
  }
}

export const invalid = (message: string): IvsError => new IvsError('ValidationException', message);
export const missing = (what: string): IvsError => new IvsError('ResourceNotFoundException', `Resource: ${what} not found`);
