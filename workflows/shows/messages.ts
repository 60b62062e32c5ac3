/** What an organiser can ask of a show, and what its door tells. */
import { defineUpdate } from '@temporalio/workflow';
import type { RefundPolicy } from '../../domain/refund-policy.ts';
import type { ShowKind } from '../../domain/shows.ts';
import type { CheckInResult } from '../../domain/tickets.ts';

export type ShowInput = { tenantId: string; showId: string };

/** `by` works for the organisation; the step checks it once more, in its own transaction. The same request again changes nothing. */
type Asked = { by: string; requestId: string };

export type SettingsChange = Asked & {
  capacity: number;
  holdMinutes: number;
  refundPolicy: RefundPolicy;
  chatId: number | null;
};
export const changeSettings = defineUpdate<void, [SettingsChange]>('changeSettings');

export type Publishing = Asked & { published: boolean };
export const publishShow = defineUpdate<void, [Publishing]>('publishShow');

/** `startsAt` is ISO 8601. */
export type Move = Asked & { startsAt: string };
export const moveShow = defineUpdate<void, [Move]>('moveShow');

export type KindChange = Asked & {
  kind: ShowKind;
  /** The closed chat of a show in Telegram. */
  chatId: number | null;
  /** Of a show that is played elsewhere. */
  address: string | null;
};
export const changeKind = defineUpdate<void, [KindChange]>('changeKind');

export const cancelShow = defineUpdate<void, [Asked]>('cancelShow');
export type Cancellation = Asked;

/** One scan of a device. The door has checked the signature: a token is a key to the house and stays out of histories. */
export type Scan = {
  id: string;
  /** By the device's clock, ISO 8601. */
  at: string;
  /** Null when the token was forged. */
  ticket: { ticketId: string; showId: string } | null;
};
export type CheckInBatch = { by: string; device: string; scans: Scan[] };
export type CheckInAnswer = { id: string; result: CheckInResult; ticketId: string | null; firstAt: string | null };
/** A scan that is told twice counts once and is answered the same. */
export const checkIn = defineUpdate<CheckInAnswer[], [CheckInBatch]>('checkIn');
