/** The living YooKassa: its state and the notifications it sends. */
import { randomInt } from 'node:crypto';
import type { Faults } from '../shared/faults.ts';
import type { Outbox } from '../shared/outbox.ts';
import type { Notification, Payment, Refund, YooKassaState } from './types.ts';

export type Desk = {
  state: YooKassaState;
  changed(): void;
  faults: Faults;
  shopId: string;
  secretKey: string;
  webhookUrl: string | undefined;
  /** Where people reach the sandbox, known once it listens. */
  url: string;
  outbox: Outbox<Notification>;
  /** Sees to payments that nobody pays and to money that nobody takes. */
  tick(): void;
  close(): void;
};

/** Told as it is now; those of one payment stay in order. */
export function tell(desk: Desk, event: string, object: Payment | Refund | Record<string, unknown>): Notification {
  const notification: Notification = { type: 'notification', event, object: structuredClone(object) };
  const { id, payment_id: paymentId } = object as { id?: unknown; payment_id?: unknown };
  if (desk.webhookUrl) desk.outbox.post(event, String(paymentId ?? id), notification);
  desk.changed();
  return notification;
}

/** Ids look like UUIDs. */
export const objectId = (): string => `${hex(8)}-000f-5${hex(3)}-8000-${hex(12)}`;
const hex = (length: number): string => Array.from({ length }, () => randomInt(16).toString(16)).join('');
