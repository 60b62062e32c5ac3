/** The only place where a failure becomes a status code. */
import type { ErrorRequestHandler, Response } from 'express';
import { ZodError } from 'zod';
import { databaseAway } from '../domain/away.ts';
import { type ErrorCode, errors, Refusal } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import { languageOf } from './visitor.ts';

export const statusOf: Record<ErrorCode, number> = {
  InvalidRequest: 400,
  NotFound: 404,
  SignInRequired: 401,
  SignInRefused: 401,
  SignInWaiting: 409,
  SignInTaken: 409,
  SignInDeclined: 409,
  SignInExpired: 410,
  NotAllowed: 403,
  LastOwner: 409,
  EmailRequired: 422,
  OrderNotYours: 409,
  OrderDiffers: 409,
  OrderClosed: 409,
  OrderOver: 409,
  RefundUnderWay: 409,
  NotAwaitingPayment: 409,
  SoldOut: 409,
  TooManyHeld: 409,
  NotOnSale: 409,
  NoSuchTicketType: 422,
  NoPriceInCurrency: 422,
  ProviderNotOffered: 422,
  PaymentUnavailable: 503,
  SalesPaused: 503,
  PriceTooLow: 422,
  NotPaid: 409,
  NoSuchTicket: 404,
  TicketNotValid: 409,
  TicketUsed: 409,
  RefundClosed: 409,
  RefundWholeOnly: 409,
  NothingToReturn: 409,
  ExchangeClosed: 409,
  ExchangeUnfit: 409,
  ClaimRefused: 404,
  ClaimTaken: 409,
  RatingClosed: 409,
  NoInvitation: 409,
  ShowNotOpen: 409,
  ShowIncomplete: 422,
  TimePassed: 422,
  CapacityTooSmall: 409,
  ScanReused: 409,
  ScreenEnded: 409,
  WatchClosed: 409,
  CountryRefused: 409,
  HandoverOver: 404,
  NoPicture: 409,
  NoChannel: 409,
  NoRecording: 409,
  AccountNameTaken: 409,
  KeysRefused: 422,
  SignatureRefused: 401,
  UnknownToUs: 409,
  TooManyRequests: 429,
  TooLarge: 413,
  Busy: 503,
  Internal: 500,
};

export type Issue = { path: string; message: string };

export function sendProblem(res: Response, code: ErrorCode, language: Language, issues?: Issue[]): void {
  const status = statusOf[code];
  if (status === 503) res.set('Retry-After', '5');
  res
    .status(status)
    .json({ error: code, ...errors[code][language], ...(issues ? { issues } : {}), requestId: String(res.locals['requestId']) });
}

/** @param report is told of what nobody expected; a refusal is no fault. */
export const errorHandler =
  (report: (error: unknown, requestId: string) => void): ErrorRequestHandler =>
  (error, req, res, _next) => {
    const [code, issues] = codeOf(error);
    if (code === 'Internal' || code === 'Busy') report(error, String(res.locals['requestId']));
    if (res.headersSent) return void res.end();
    sendProblem(res, code, languageOf(req), issues);
  };

function codeOf(error: unknown): [ErrorCode, Issue[]?] {
  if (error instanceof Refusal) return [error.code];
  if (error instanceof ZodError)
    return ['InvalidRequest', error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))];
  // Express and its body parsers speak in `type` and `status`.
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.parse.failed') return ['InvalidRequest', [{ path: '', message: 'the body is not JSON' }]];
  if (type === 'entity.too.large') return ['TooLarge'];
  if (type?.startsWith('encoding.') || type?.startsWith('charset.') || type?.startsWith('request.') || error instanceof URIError)
    return ['InvalidRequest'];
  if (status !== undefined && status >= 400 && status < 500) return ['InvalidRequest'];
  if (awayNow(error)) return ['Busy'];
  return ['Internal'];
}

/** Postgres or Temporal does not answer: the person may come again. */
const awayNow = (error: unknown): boolean => databaseAway(error) || (error as { name?: string }).name === 'ServiceError';
